"""Which promises a rule or a step concerns now, and whom a step turns to."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.people.models import Cover, Team, User
from followthrough.keystone.escalation.models import Does, Escalation, EscalationRule, EscalationStep, Side
from followthrough.keystone.escalation.rules import has_come, window
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.today import calendar_owed_by, is_blocked

CHUNK = 500


def steps_of(rule: EscalationRule) -> list[EscalationStep]:
    """Its steps in the order of time: those before the due first, the farthest before all."""
    steps = EscalationStep._default_manager.filter(rule=rule, binned_at__isnull=True)
    return sorted(steps, key=lambda one: (-one.days if one.side == Side.BEFORE else one.days + 1, one.pk))


def chosen_by(rule: EscalationRule) -> QuerySet[Promise]:
    """The open promises it is about, whenever due; those whose clock is stopped are left out."""
    rows = Promise.visible_to(SYSTEM).filter(~is_blocked(), state=State.OPEN, direction=rule.direction)
    if rule.kind:
        rows = rows.filter(kind=rule.kind)
    if rule.department_id:
        rows = rows.filter(department=rule.department_id)
    return rows.filter(account__segment=rule.segment_id) if rule.segment_id else rows


def reached(step: EscalationStep, rows: QuerySet[Promise], now: datetime) -> Iterator[Promise]:
    """Those of the promises for which the step has come, by the calendar of whoever owes each."""
    before = step.side == Side.BEFORE
    first, last = window(step.days, now, before=before)
    rows = rows.filter(due__lte=last) if first is None else rows.filter(due__gte=first, due__lte=last)
    calendars = Calendars()
    linked = rows.select_related("owner", "department").order_by("pk")
    for promise in linked.iterator(chunk_size=CHUNK):
        if has_come(step.days, promise.due, now, calendar_owed_by(promise, calendars), before=before):
            yield promise


def still_to_take(step: EscalationStep, rule: EscalationRule, now: datetime) -> Iterator[Promise]:
    """The promises for which the step has come and was not yet taken, as they are due now."""
    taken = Escalation._default_manager.filter(promise=OuterRef("pk"), step=step, due=OuterRef("due"))
    return reached(step, chosen_by(rule).filter(~Exists(taken)), now)


def concerned(rule: EscalationRule, now: datetime) -> set[int]:
    """The promises for which any of its steps has come, taken already or not, whether it is on or off."""
    return {promise.pk for step in steps_of(rule) for promise in reached(step, chosen_by(rule), now)}


def is_concerned(rules: Collection[int], actor: Actor) -> Q:
    """Narrows the list of promises to those these rules concern now."""
    now = clock.now()
    found = EscalationRule.visible_to(actor).filter(pk__in=rules)
    return Q(pk__in=set().union(*(concerned(rule, now) for rule in found)))


class Turning:
    """Whom to turn to for many promises; people, teams and covers are read once."""

    def __init__(self, now: datetime) -> None:
        self._people = {one.pk: one for one in User._default_manager.filter(binned_at__isnull=True, is_active=True)}
        self._managers = dict(Team._default_manager.values_list("pk", "manager_id"))
        day = now.date()
        on = Cover._default_manager.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
        self._covers: dict[int, int] = dict(on.filter(binned_at__isnull=True).values_list("user_id", "by_id"))

    def to(self, step: EscalationStep, promise: Promise) -> User | None:
        """The person named in the step; else who covers for the owner, or the manager. None if nobody is known."""
        if step.person_id:
            return self._people.get(step.person_id)
        if step.does == Does.HAND_OVER:
            return self._people.get(self._covers.get(promise.owner_id or 0, 0))
        return self._manager(promise)

    def _manager(self, promise: Promise) -> User | None:
        """Of the owner; else of the department, of the owner's team, of whoever minds it."""
        asked: list[Any] = []
        if owner := self._people.get(promise.owner_id or 0):
            asked += [owner.manager_id]
        asked += [self._managers.get(promise.department_id or 0)]
        for person in (owner, self._people.get(promise.minder_id or 0)):
            asked += [person.manager_id, self._managers.get(person.team_id or 0)] if person else []
        found = (self._people[pk] for pk in asked if pk in self._people and pk != promise.owner_id)
        return next(found, None)
