"""What follows when a rule is changed: only open promises that nobody has touched move or fall away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.engine import REOPENED
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.models import Promise, Reason, RuleSetting, StandingPromise, State
from followthrough.keystone.promises.queries.cadence import RULE as CONTACT
from followthrough.keystone.promises.queries.settings import RuleNow, rules_now
from followthrough.keystone.promises.queries.standing import RULE as STANDING
from followthrough.keystone.promises.rules import due_instant


def settings_changed(*, changed: Sequence[RuleSetting], by: Actor, now: datetime, **_rest: Any) -> None:
    """After an edit of rules: switched off, their untouched promises fall away; on again, they come back; new days
    move the dues of those that are not late."""
    rules = rules_now()
    for setting in changed:
        one = rules.get(setting.rule)
        if one is None:
            continue
        if one.is_on:
            _bring_back(one, by, now)
            redate_open(one, by=by, now=now)
            defer("promises.run_rules")
        else:
            _let_fall(one, by, now)


def follow_segments() -> int:
    """Move untouched contacts to where the cadences of the segments have them today; returns how many moved."""
    now = clock.now()
    with acting(SYSTEM, "follow_segments", surface="job", now=now):
        one = rules_now()[CONTACT]
        return redate_open(one, by=SYSTEM, now=now) if one.is_on else 0


def redate_open(one: RuleNow, *, by: Actor, now: datetime) -> int:
    """Move the dues of a rule's open, untouched promises to where the rule has them now; returns how many moved.

    One that is late already stays late, and one whose clock started when the rule met it keeps its due.
    """
    mine = {promise.occurrence: promise for promise in _untouched(one.rule.key).filter(due__gt=now)}
    ids = {promise.source_id for promise in mine.values() if promise.source_id}
    calendars = Calendars()
    changes: list[tuple[Any, Values]] = []
    for item in one.rule.wanted(ids, one.days, now) if ids else ():
        promise = mine.get(item.occurrence)
        if promise is None or item.starts_now:
            continue
        owners_team = item.owner.team_id if item.owner else None
        calendar = calendars.of(promise.department_id, owners_team, promise.team_id)
        due = due_instant(item.due_on, item.due_at, calendar)
        if due != promise.due and due > now:
            dues = {"due_on": item.due_on, "due_at": item.due_at, "due": due, "counted_due": due}
            changes.append((promise, {**dues, "source_text": item.source_text}))
    return len(change_records(type_of(Promise), changes, by=by, now=now))


def standing_changed(
    *, created: Sequence[StandingPromise], changed: Sequence[StandingPromise], by: Actor, now: datetime, **_rest: Any
) -> None:
    """After a standing promise was made or edited: what no longer falls on a planned date falls away if nobody has
    touched it, the rest takes the new words and dues, and what is missing is made."""
    one = rules_now()[STANDING]
    ids = [standing.pk for standing in (*created, *changed)]
    if not one.is_on:
        return
    wanted = {item.occurrence: item for item in one.rule.wanted(ids, one.days, now)}
    open_ones = _untouched(STANDING).filter(source_id__in=[standing.pk for standing in changed])
    fell = [promise for promise in open_ones if promise.occurrence not in wanted]
    _void(fell, Reason.NOT_NEEDED, _("It is no longer planned for that day."), by, now)
    stay = [(promise, wanted[promise.occurrence]) for promise in open_ones if promise.occurrence in wanted]
    same = ("what", "kind", "account", "contact", "owner", "department")
    changes = [(promise, {name: getattr(item, name) for name in same}) for promise, item in stay]
    change_records(type_of(Promise), changes, by=by, now=now)
    redate_open(one, by=by, now=now)
    make_promises(wanted.values(), by=by, now=now)


def _untouched(key: str) -> QuerySet[Promise]:
    rows = Promise._default_manager.filter(rule=key, state=State.OPEN, is_touched=False, binned_at__isnull=True)
    return rows.select_for_update(of=("self",)).order_by("pk")


def _let_fall(one: RuleNow, by: Actor, now: datetime) -> None:
    _void(list(_untouched(one.rule.key)), Reason.RULE_OFF, _("Its rule was switched off."), by, now)


def _void(promises: Sequence[Promise], reason: Reason, words: str, by: Actor, now: datetime) -> None:
    fell: Values = {"state": State.VOID.value, "closed_at": now, "closed_by_id": by.user_id}
    full = {**fell, "reason": reason.value, "reason_text": words}
    change_records(type_of(Promise), [(promise, full) for promise in promises], by=by, now=now)


def _bring_back(one: RuleNow, by: Actor, now: datetime) -> None:
    fell = Promise._default_manager.filter(rule=one.rule.key, state=State.VOID, reason=Reason.RULE_OFF)
    rows = fell.filter(binned_at__isnull=True).select_for_update(of=("self",)).order_by("pk")
    change_records(type_of(Promise), [(promise, REOPENED) for promise in rows], by=by, now=now)
