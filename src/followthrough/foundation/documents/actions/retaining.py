"""How long documents are kept: the day stands on each, written when it is filed and when its rule changes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.documents.models import Document, RetentionRule
from followthrough.foundation.documents.rules import kept_until
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.history.acting import acting
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of

SOME = 2_000
MOST_YEARS = 100


def clean_rule(values: Values, rule: RetentionRule | None) -> Values:
    """One rule for each kind, of 1 to 100 years."""
    if not 1 <= values.get("years", 1) <= MOST_YEARS:
        raise Invalid({"years": _("Write a number of years from 1 to 100.")})
    others = _rules().filter(kind=values.get("kind", "")).exclude(pk=rule.pk if rule else 0)
    if other := others.first():
        raise Invalid({"kind": _("%(ref)s says so already for this kind. Change that one.") % {"ref": other.ref}})
    return values


def saved_rules(
    *,
    created: Sequence[RetentionRule],
    changed: Sequence[RetentionRule],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """Let what is filed follow the rules, in the background."""
    defer("documents.date_again")


@action(
    RetentionRule, needs="retention-rules.delete", button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore"
)
def delete_retentionrule(rule: RetentionRule, *, by: Actor, now: datetime) -> Changes:
    """Move the rule to the bin: documents of its kind may be deleted at any time from then on."""
    bin_records(type_of(RetentionRule), [rule], now=now)
    defer("documents.date_again")
    return Changes(_("%(title)s is in the bin.") % {"title": rule.title}, record=rule)


@action(
    RetentionRule, needs="retention-rules.delete", button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete"
)
def restore_retentionrule(rule: RetentionRule, *, by: Actor, now: datetime) -> Changes:
    """Bring the rule back from the bin, unless there is another one for its kind by now."""
    clean_rule({"kind": rule.kind}, rule)
    bin_records(type_of(RetentionRule), [rule], now=None)
    defer("documents.date_again")
    return Changes(_("%(title)s is back.") % {"title": rule.title}, record=rule)


def kept_day(kind: str, filed_at: datetime) -> date | None:
    """Until when a document of the kind is kept whose latest version was filed then; None where no rule says."""
    rule = _rules().filter(kind=kind).first()
    return _day(rule, filed_at) if rule else None


def date_documents() -> int:
    """Write the day on every document whose rule says another than it bears; how many that were. Repeatable."""
    rules = {rule.kind: rule for rule in _rules()}
    filed_at = Coalesce(Max("versions__created_at", filter=Q(versions__binned_at__isnull=True)), "created_at")
    rows = Document._default_manager.order_by("pk").values_list("pk", "kind", "keep_until", filed_at)
    last = count = 0
    while some := list(rows.filter(pk__gt=last)[:SOME]):
        last = some[-1][0]
        days = {pk: (until, _day(rules.get(kind), at)) for pk, kind, until, at in some}
        wrong = {pk: (until, day) for pk, (until, day) in days.items() if until != day}
        if wrong:
            count += _date(wrong)
    return count


def _date(wrong: Mapping[int, tuple[date | None, date | None]]) -> int:
    """Give the documents the second of the two days, those that bear another than the first by now left out."""
    now = clock.now()
    with acting(SYSTEM, "date_documents", surface="job", now=now):
        rows = Document._default_manager.select_for_update().filter(pk__in=wrong).order_by("pk")
        dated = [(one, wrong[one.pk]) for one in rows]
        changes = [(one, {"keep_until": day}) for one, (until, day) in dated if one.keep_until == until]
        return len(change_records(type_of(Document), changes, by=SYSTEM, now=now))


def _rules() -> QuerySet[RetentionRule]:
    return RetentionRule._default_manager.filter(binned_at__isnull=True)


def _day(rule: RetentionRule | None, filed_at: datetime) -> date | None:
    if rule is None:
        return None
    filed_on = filed_at.astimezone(ZoneInfo(company().zone)).date()
    return kept_until(filed_on, rule.years, from_year_end=rule.from_year_end)
