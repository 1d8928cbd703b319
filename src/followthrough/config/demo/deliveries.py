"""This week's deliveries, told day by day; what customers said of earlier ones, and what made up for a missed one."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from followthrough.config.demo.customers import Customers
from followthrough.config.demo.delivery_book import (
    ASKED,
    CAPACITY,
    CAUGHT,
    MADE_GOOD,
    MISSED,
    SAID,
    STILL_OUT,
    STILL_TO_ASK,
    WAREHOUSE,
    WEEK,
    Delivery,
)
from followthrough.config.demo.stage import Stage
from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.engine import apply_rule
from followthrough.keystone.promises.models import Promise, State
from followthrough.serving.deliveries.models import CaughtError, DepartmentSetting, Satisfaction
from followthrough.serving.deliveries.queries.delivered import CALL, DELIVERED, FOLLOW_UP, LOOK_BACK, deliveries
from followthrough.winning.quotes.models import Quote

MADE = -9  # working days before today: when this week's deliveries were promised


def tell_deliveries(stage: Stage, customers: Customers) -> None:
    """The departments with what they can do in a day, their week, and what came of earlier deliveries."""
    name, email = WAREHOUSE
    stage.makes("Iris", Team, [{"name": name, "email": email, "is_department": True}], at=stage.at(-85, 9))
    teams = {team.name: team for team in Team._default_manager.filter(is_department=True)}
    settings = [{"department": teams[one], "per_day": n} for one, n in CAPACITY.items()]
    stage.makes("Gareth", DepartmentSetting, settings, at=stage.at(-40, 11))
    monday = stage.today - timedelta(days=stage.today.weekday())
    still_out = _still_out(stage)
    for one in WEEK:
        day = monday + timedelta(days=one.day)
        if stage.calendar.is_working_day(day):
            kept_at = None if day > stage.today or one in still_out else _kept_at(stage, one, day)
            _deliver(stage, customers, teams[one.department], one, day, kept_at)
    _missed(stage, customers, teams[MISSED[0]])
    for by, back, on_time, as_expected, words in SAID:
        _said(stage, by, back, {"on_time": on_time, "as_expected": as_expected, "words": words})
    _called(stage)
    _follow_up(stage)
    _ask(stage)
    _caught(stage, monday)


def _still_out(stage: Stage) -> list[Delivery]:
    """What departments have before them today, what is due at an hour first: a few for each coordinator."""
    left = Counter[str]()
    found = []
    for one in sorted(WEEK, key=lambda one: -one.hour):
        is_ahead = one.day == stage.today.weekday() and not _is_past(stage, one)
        if is_ahead and left[one.by] < STILL_OUT:
            left[one.by] += 1
            found.append(one)
    return found


def _is_past(stage: Stage, one: Delivery) -> bool:
    return one.hour > 0 and stage.moment(stage.today, one.hour) < stage.now


def _kept_at(stage: Stage, one: Delivery, day: date) -> datetime:
    """After lunch; what would be due later today was ready the day before."""
    if day == stage.today and not _is_past(stage, one):
        return stage.moment(stage.calendar.previous_working_day(day), 15.5)
    return stage.moment(day, 13.5)


def _deliver(
    stage: Stage, customers: Customers, team: Team, one: Delivery, day: date, kept_at: datetime | None
) -> None:
    """Promised last week, and kept if it was by now."""
    values: dict[str, Any] = {"what": one.what, "account": customers.accounts[one.account], "department": team}
    due = {"due_at": stage.calendar.at(day, time(int(one.hour)))} if one.hour else {"due_on": day}
    made = stage.does(one.by, Promise, "make", at=stage.at(MADE, 9.5 + one.day / 2), **values, **due)
    if kept_at:
        stage.does(one.by, Promise, "keep", made.ref, at=kept_at, note=one.shown, nothing_next=True)


def _missed(stage: Stage, customers: Customers, team: Team) -> None:
    _department, account, what, why = MISSED
    values = {"what": what, "account": customers.accounts[account], "department": team, "due_on": stage.day(-12)}
    made = stage.does("Yuki", Promise, "make", at=stage.at(-20, 11), **values)
    promise = Promise._default_manager.get(ref=made.ref)
    stage.does("Yuki", Promise, "miss", promise, at=stage.at(-11, 9.3), reason="we_late", text=why)
    instead, amount, due = MADE_GOOD
    worth = {"what": instead, "amount": amount, "currency": "USD", "due_on": stage.day(due)}
    stage.does("Yuki", Promise, "make-good", promise, at=stage.at(-11, 9.6), **worth)


def _said(stage: Stage, by: str, back: int, said: dict[str, Any]) -> None:
    """A customer was asked on the phone how a delivery of the past weeks was."""
    person = stage.people[by].pk
    kept = Promise._default_manager.filter(
        state=State.KEPT, department__isnull=False, account__coordinator=person, kind__in=DELIVERED
    ).filter(closed_at__lt=stage.at(-5, 8), satisfactions__isnull=True)
    promise = kept.order_by("-closed_at")[back]
    at = min((promise.closed_at or stage.now) + timedelta(days=2), stage.at(-1, 10))
    values = {
        "promise": promise,
        "account": promise.account,
        "department": promise.department,
        "contact": promise.contact,
        "asked_at": at,
        "zone": stage.zone,
    }
    with clock_at(at), acting(stage.actor(by), "ask_customer_promise", surface="web", now=at):
        (asked,) = create_records(type_of(Satisfaction), [values], by=stage.actor(by), now=at)
    stage.does(by, Satisfaction, "answer", asked, at=at + timedelta(minutes=4), **{n: v for n, v in said.items() if v})


def _called(stage: Stage) -> None:
    """Who was not content was called the day after."""
    for call in Promise._default_manager.filter(kind=CALL, state=State.OPEN):
        by = call.owner.name.split()[0] if call.owner else "Yuki"
        at = min(call.created_at + timedelta(hours=20), stage.now)
        note = "Hemos hablado; queda resuelto." if by == "Lucía" else "Talked about it; they are content now."
        stage.does(by, Promise, "keep", call, at=at, note=note, nothing_next=True)


def _follow_up(stage: Stage) -> None:
    """What was delivered of late is to be followed up from that hour on, as the house promises it within minutes."""
    for promise in deliveries(Promise.visible_to(SYSTEM)).filter(closed_at__gt=stage.now - LOOK_BACK).order_by("pk"):
        at = min((promise.closed_at or promise.due) + timedelta(minutes=5), stage.now)
        with clock_at(at), acting(SYSTEM, "run_rules", surface="job", now=at):
            apply_rule(FOLLOW_UP, [promise.pk], by=SYSTEM, now=at)


def _ask(stage: Stage) -> None:
    """Customers are asked the working day before it is due; few of those due today have still to be."""
    calendars, left = Calendars(), Counter[str]()
    rows = Promise._default_manager.filter(kind=FOLLOW_UP, state=State.OPEN).select_related("owner", "account")
    for owed in rows.order_by("-due", "pk"):
        assert owed.owner
        assert owed.account
        assert owed.due_on
        by = owed.owner.name.split()[0]
        day = calendars.of(owed.owner.team_id, owed.account.team_id).previous_working_day(owed.due_on)
        today = stage.day_of(by, 0)
        if owed.due_on == today and left[by] < STILL_TO_ASK:
            left[by] += 1
        elif day < today:
            note = ASKED[stage.people[by].language]
            stage.does(by, Promise, "keep", owed, at=stage.moment(day, 11), note=note, nothing_next=True)


def _caught(stage: Stage, monday: date) -> None:
    """Errors caught this week, each in a record its finder sees."""
    for place, (by, what, saved) in enumerate(CAUGHT):
        about = Quote.visible_to(stage.actor(by)).order_by("pk").first() or Promise.visible_to(stage.actor(by)).first()
        if about is not None:
            at = stage.moment(monday, 10.5 + place)
            stage.does(by, CaughtError, "note", at=at, about=about.ref, what=what, saved=saved)
