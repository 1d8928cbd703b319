"""The engine: take each step that has come, once for each promise and due, whoever else runs."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.escalation.models import Does, Escalation, EscalationRule, EscalationStep, Side
from followthrough.keystone.escalation.queries import Turning, steps_of, still_to_take
from followthrough.keystone.promises.models import Promise, State

SOME = 200  # promises in one transaction


def escalate() -> int:
    """Take every step of the rules that are on; returns how many were taken. Any number of workers may run it at once.

    Work is committed in parts, so that a worker killed in the middle loses nothing and repeats nothing.
    """
    now, taken = clock.now(), 0
    turning = Turning(now)
    for rule in EscalationRule.visible_to(SYSTEM).filter(is_on=True).order_by("pk"):
        for step in steps_of(rule):
            ids = [promise.pk for promise in still_to_take(step, rule, now)]
            for start in range(0, len(ids), SOME):
                with acting(SYSTEM, "escalate_promise", surface="job", now=now):
                    taken += _take(step, rule, ids[start : start + SOME], turning, now)
    with acting(SYSTEM, "escalate_promise", surface="job", now=now):
        put_away(now=now)
    return taken


def _take(step: EscalationStep, rule: EscalationRule, ids: Sequence[int], turning: Turning, now: datetime) -> int:
    """Lock the promises, leave out what another worker did or a person closed meanwhile, and do the rest."""
    rows = Promise._default_manager.filter(pk__in=ids, state=State.OPEN, binned_at__isnull=True)
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    # Asked after the lock, so that what the other worker committed while we waited is seen.
    done = set(Escalation._default_manager.filter(step=step, promise__in=ids).values_list("promise_id", "due"))
    due = [promise for promise in locked if (promise.pk, promise.due) not in done]
    to = [turning.to(step, promise) for promise in due]
    _change(step, due, to, now)
    rows_made: list[Values] = [
        {"promise": promise, "step": step, "due": promise.due, "rule_name": rule.name, "does": step.does, "to": person}
        for promise, person in zip(due, to, strict=True)
    ]
    if rows_made:
        create_records(type_of(Escalation), rows_made, by=SYSTEM, now=now)
    for promise, person in zip(due, to, strict=True):
        if person is not None:
            _tell(step, promise, person, now)
    return len(due)


def _change(step: EscalationStep, promises: Sequence[Promise], to: Sequence[User | None], now: datetime) -> None:
    column = {Does.RAISE: "raised_to", Does.HAND_OVER: "owner"}.get(Does(step.does))
    if column:
        changes = [
            (promise, {column: person, "snoozed_until": None})
            for promise, person in zip(promises, to, strict=True)
            if person
        ]
        change_records(type_of(Promise), changes, by=SYSTEM, now=now)


def _tell(step: EscalationStep, promise: Promise, person: User, now: datetime) -> None:
    """A notice in the language of whoever gets it."""
    early = step.side == Side.BEFORE
    with translation.override(person.language):
        said = {
            Does.TELL: _("%(owner)s owes by %(day)s: %(what)s")
            if early
            else _("%(owner)s owes since %(day)s: %(what)s"),
            Does.RAISE: _("It now stands on your Today as well: %(what)s (%(owner)s)"),
            Does.HAND_OVER: _("You cover for %(owner)s and now owe: %(what)s"),
        }[Does(step.does)]
        owes = promise.owner or promise.department
        day = date_format(promise.due.astimezone(ZoneInfo(promise.zone)), "DATE_FORMAT")
        text = said % {"day": day, "owner": owes.name if owes else _("nobody"), "what": promise.what}
    tell([person.pk], text, url=f"/promises/{promise.ref}/", now=now, once=_mark(promise.pk, step.pk, promise.due))


def _mark(promise: int, step: int | None, due: datetime) -> str:
    return f"escalation/{promise}/{step}/{due.timestamp():.0f}"


def put_away(*, now: datetime) -> None:
    """Notices of promises that are no longer open, or due at another time, need not be read any more."""
    under_way = Escalation._default_manager.filter(is_over=False).select_related("promise").order_by("pk")
    over = [one for one in under_way if one.promise.state != State.OPEN or one.promise.due != one.due]
    for start in range(0, len(over), SOME):
        some = over[start : start + SOME]
        told = [_mark(one.promise_id, one.step_id, one.due) for one in some]
        people = {one.to_id for one in some if one.to_id}
        Notice.objects.filter(user__in=people, once__in=told, read_at__isnull=True).update(read_at=now)
        change_records(type_of(Escalation), [(one, {"is_over": True}) for one in some], by=SYSTEM, now=now)
