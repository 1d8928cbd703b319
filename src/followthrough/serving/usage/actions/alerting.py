"""Warnings follow what has become of them: what no longer holds falls away, what holds again comes back."""

from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.engine import REOPENED
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.actions.rule_settings import redate_open
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.keystone.promises.queries.settings import RuleNow, rules_now
from followthrough.serving.usage.actions.keeping import keep_standings
from followthrough.serving.usage.queries.alerts import WANTED
from followthrough.serving.usage.queries.unused import RULE as UNUSED


def keep_and_warn() -> int:
    """Work out how commitments stand, and let the warnings follow; how many were worked out."""
    count = keep_standings()
    now = clock.now()
    with acting(SYSTEM, "warn_of_usage", surface="job", now=now):
        settle_warnings(now=now)
    return count


def settle_warnings(*, now: datetime) -> None:
    """Make, move, let fall and bring back warnings, each once for a commitment's period and direction.

    Only open ones nobody touched fall away or move.
    """
    rules = rules_now()
    for key in (*WANTED, UNUSED):
        if key in rules and rules[key].is_on:
            _settle(rules[key], now)


def _settle(one: RuleNow, now: datetime) -> None:
    wanted = {item.occurrence: item for item in one.rule.wanted(None, one.days, now)}
    rows = Promise._default_manager.filter(rule=one.rule.key, binned_at__isnull=True)
    held = rows.select_for_update(of=("self",)).order_by("pk")
    fell: Values = {
        "state": State.VOID.value,
        "closed_at": now,
        "reason": Reason.NOT_NEEDED.value,
        "reason_text": _("It is no longer expected."),
    }
    untrue = held.filter(state=State.OPEN, is_touched=False).exclude(occurrence__in=wanted)
    again = held.filter(state=State.VOID, reason=Reason.NOT_NEEDED, occurrence__in=wanted)
    change_records(type_of(Promise), [(promise, fell) for promise in untrue], by=SYSTEM, now=now)
    change_records(type_of(Promise), [(promise, REOPENED) for promise in again], by=SYSTEM, now=now)
    make_promises(wanted.values(), by=SYSTEM, now=now)
    redate_open(one, by=SYSTEM, now=now)
