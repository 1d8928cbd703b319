"""Plan what has to be done before an order goes live, back from that day, and move it with the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import due_instant, occurrence_key, working_lead_due
from followthrough.serving.orders.models import Doer, Onboarding, OnboardingStep, Order, OrderLine
from followthrough.serving.orders.queries.checklists import steps_for
from followthrough.serving.orders.queries.owed import STEP


def plan_onboarding(order: Order, go_live_on: date, *, by: Actor, now: datetime) -> list[OnboardingStep]:
    """The steps of every checklist that fits the order's products; none if no checklist does."""
    kinds = set(
        OrderLine._default_manager.filter(order=order, binned_at__isnull=True, product__isnull=False).values_list(
            "product__kind", flat=True
        )
    )
    if not (steps := steps_for(kinds)):
        return []
    values = {"order": order, "account": order.account, "owner": order.owner, "team": order.team}
    (onboarding,) = create_records(type_of(Onboarding), [{**values, "go_live_on": go_live_on}], by=by, now=now)
    rows: list[Values] = []
    for step in steps:
        person = {Doer.OWNER: order.owner, Doer.COORDINATOR: order.account.coordinator or order.owner}.get(
            Doer(step.doer)
        )
        doers = {"person": person, "department": None if person else step.department or order.department}
        rows.append({"onboarding": onboarding, "name": step.name, "days_before": step.days_before, **doers})
    made: list[OnboardingStep] = create_records(type_of(OnboardingStep), rows, by=by, now=now)
    return made


def saved_steps(
    *, created: Sequence[OnboardingStep], changed: Sequence[OnboardingStep], inputs: Any, by: Actor, now: datetime
) -> None:
    """Every step is a promise, due its working days before the go-live day."""
    calendars = Calendars()
    wanted = {one.pk: _wanted(one, calendars, now) for one in created}
    keys = {item.occurrence: pk for pk, item in wanted.items()}
    made = make_promises(wanted.values(), by=by, now=now)
    by_pk = {one.pk: one for one in created}
    links = [(by_pk[keys[promise.occurrence or ""]], {"promise": promise}) for promise in made]
    change_records(type_of(OnboardingStep), links, by=by, now=now)


def _wanted(step: OnboardingStep, calendars: Calendars, now: datetime) -> Wanted:
    onboarding = step.onboarding
    calendar = calendars.of(step.department_id, step.person.team_id if step.person else None, onboarding.team_id)
    due = working_lead_due(onboarding.go_live_on, step.days_before, calendar, not_before=calendar.day_of(now))
    with written_for(step.person or onboarding.owner):
        return Wanted(
            what=_("%(what)s for %(account)s") % {"what": step.name, "account": onboarding.account.name},
            kind=STEP,
            due_on=due,
            account=onboarding.account,
            owner=step.person,
            department=step.department,
            minder=step.person or onboarding.owner,
            team=onboarding.team,
            source=onboarding,
            source_text=_("%(n)d working days before it goes live on %(day)s.")
            % {"n": step.days_before, "day": day_said(onboarding.go_live_on)},
            rule=STEP,
            occurrence=occurrence_key(STEP, f"onboarding-step:{step.pk}", 1),
        )


@dataclass(frozen=True, slots=True)
class Moving:
    """A step's promise with its due before and after; `why_not` where it stays."""

    step: OnboardingStep
    promise: Promise
    after: date
    why_not: str = ""


@action(
    Onboarding,
    needs="onboardings.edit",
    button=gettext_lazy("Move the go-live day"),
    icon="calendar-clock",
    labels={
        "go_live_on": gettext_lazy("Goes live on"),
        "seen": gettext_lazy("I have seen what moves"),
    },
)
def move_onboarding(
    onboarding: Onboarding, *, go_live_on: date, seen: bool = False, by: Actor, now: datetime
) -> Changes:
    """Move the go-live day. What moves with it is told first; confirm that you have seen it.

    Steps that are done stay, and so do those somebody gave a date of their own.
    """
    moving = what_moves(onboarding, go_live_on, now)
    going = [one for one in moving if not one.why_not]
    if not seen:
        raise Invalid({"seen": told(moving)})
    changes: list[tuple[Promise, Values]] = []
    for one in going:
        calendar = _calendar(one.step)
        due = due_instant(one.after, None, calendar)
        text = _("%(n)d working days before it goes live on %(day)s.")
        values = {"due_on": one.after, "due": due, "counted_due": due}
        gaps = {"n": one.step.days_before, "day": day_said(go_live_on)}
        changes.append((one.promise, {**values, "source_text": text % gaps}))
    change_records(type_of(Onboarding), [(onboarding, {"go_live_on": go_live_on})], by=by, now=now)
    change_records(type_of(Promise), changes, by=by, now=now)
    gaps = {"n": len(going), "rest": len(moving) - len(going)}
    return Changes(_("%(n)d steps have a new day, %(rest)d stay.") % gaps, record=onboarding)


def what_moves(onboarding: Onboarding, go_live_on: date, now: datetime) -> list[Moving]:
    """Each step with the day it would get, and why it stays if it does."""
    steps = OnboardingStep._default_manager.filter(onboarding=onboarding, binned_at__isnull=True)
    found = []
    for step in steps.select_related("promise", "person", "department", "onboarding").order_by("-days_before", "pk"):
        promise = step.promise
        if promise is None:
            continue
        calendar = _calendar(step)
        after = working_lead_due(go_live_on, step.days_before, calendar, not_before=calendar.day_of(now))
        why = ""
        if promise.state != State.OPEN:
            why = str(promise.get_state_display())
        elif promise.is_touched:
            why = _("has a date of its own")
        elif after == promise.due_on:
            why = _("the same day")
        found.append(Moving(step, promise, after, why))
    return found


def told(moving: Sequence[Moving]) -> str:
    """What would move, in words."""
    lines = []
    for one in moving:
        before = day_said(one.promise.due_on) if one.promise.due_on else ""
        gaps = {"what": one.step.name, "before": before, "after": day_said(one.after), "why": one.why_not}
        lines.append(
            _("%(what)s stays: %(why)s.") % gaps if one.why_not else _("%(what)s: %(before)s → %(after)s.") % gaps
        )
    return " ".join([*lines, _("Tick that you have seen it.")])


def _calendar(step: OnboardingStep) -> Any:
    team = step.person.team_id if step.person else None
    return Calendars().of(step.department_id, team, step.onboarding.team_id)
