"""How the rules are set: which are on, and their numbers of days."""

from dataclasses import dataclass

from django.db.models import QuerySet

from followthrough.kernel.records.prepared import prepared
from followthrough.keystone.promises.models import RuleSetting
from followthrough.keystone.promises.queries.kinds import promise_rules
from followthrough.keystone.promises.queries.wanted import Rule


@dataclass(frozen=True, slots=True)
class RuleNow:
    """A rule as it is set now."""

    rule: Rule
    is_on: bool
    days: int


def rules_now() -> dict[str, RuleNow]:
    """Every rule by key; one that nobody has set is on, with its usual days."""
    rows = {row.rule: row for row in _settings(tuple(promise_rules())).rows()}
    return {
        key: RuleNow(
            rule=rule,
            is_on=rows[key].is_on if key in rows else True,
            days=_days(rows[key].days if key in rows else None, rule),
        )
        for key, rule in promise_rules().items()
    }


@prepared
def _settings(rules: tuple[str, ...]) -> QuerySet[RuleSetting]:
    return RuleSetting._default_manager.filter(rule__in=rules)


def _days(set_to: int | None, rule: Rule) -> int:
    return rule.default_days if set_to is None else set_to
