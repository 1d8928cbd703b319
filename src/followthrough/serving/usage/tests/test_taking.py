"""Events are counted once each, on their day, whatever order and however often they come."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from followthrough.kernel.clock import clock_at
from followthrough.kernel.records.problems import Invalid
from followthrough.serving.usage.models import Meter, UsageDay, UsageEvent
from followthrough.serving.usage.tests.metering import event, meter, send, taken
from followthrough.winning.contracts.tests.agreements import desk
from tests import cast

pytestmark = pytest.mark.django_db


def told(batch):
    return batch.taken, batch.repeated, batch.adjusted, batch.refused


def days(one):
    rows = UsageDay.objects.filter(meter=one).order_by("day")
    return [(row.day.isoformat(), row.events, row.quantity, row.adjusted, row.peak) for row in rows]


def test_the_same_event_three_times_counts_once_and_another_under_its_id_is_refused():
    by, one = desk(), meter()
    a, b = event("a", "2026-11-03", 5), event("b", "2026-11-03", "7.5")
    assert told(send(by, a, b, a)) == (2, 1, 0, 0)
    again = send(by, a, b | {"quantity": 8}, event("c", "2026-11-02", 1))
    assert told(again) == (1, 1, 0, 1)
    assert [(row["index"], row["id"], row["code"]) for row in again.refusals] == [(1, "b", "changed")]
    assert told(send(by, a, source="other")) == (1, 0, 0, 0)
    assert taken(one) == "18.5"
    assert days(one) == [
        ("2026-11-02", 1, Decimal(1), Decimal(0), Decimal(1)),
        ("2026-11-03", 3, Decimal("17.5"), Decimal(0), Decimal("7.5")),
    ]


def test_each_bad_event_is_named_with_its_reason_and_the_good_ones_stand():
    by, one = desk(), meter()
    distinct = meter("distinct", account=one.account, name="Users", code="users")
    found = send(
        by,
        event("a", "2026-11-03"),
        "nonsense",
        event("", "2026-11-03"),
        event("b", "2026-11-03", colour="red"),
        event("c", "2026-11-03") | {"meter": "nothing"},
        event("d", "2026-11-03") | {"at": "yesterday"},
        event("e", "2026-11-24T15:06:00Z"),
        event("f", "2026-11-24T15:04:00Z"),
        event("g", "2026-11-03", "many"),
        event("h", "2026-11-03", "0.0000001"),
        event("i", "2026-11-03", -1),
        event("j", "2026-11-03", 1, corrects="a"),
        event("k", "2026-11-03") | {"meter": distinct.ref},
        event("l", "2026-11-03", True),
        event("m" * 201, "2026-11-03"),
        event("n", "2026-11-03", "1e999999"),
    )
    assert told(found) == (2, 0, 0, 14)
    assert [(row["index"], row["code"]) for row in found.refusals] == [
        (1, "not_an_object"), (2, "no_id"), (3, "unknown_field"), (4, "no_meter"), (5, "no_moment"), (6, "ahead"),
        (8, "no_number"), (9, "no_number"), (10, "below_zero"), (11, "below_zero"), (12, "no_subject"),
        (13, "no_number"), (14, "too_long"), (15, "no_number"),
    ]  # fmt: skip
    assert taken(one) == "2"


def test_what_is_late_counts_on_its_day_while_it_is_open_and_on_the_first_open_day_after():
    by, one = desk(), meter()
    send(by, event("on time", "2026-10-19", 10))
    cast.does(by, Meter, "close", one, until="2026-10-20")
    late = send(by, event("36 days", "2026-10-19", 3), event("34 days", "2026-10-21", 4))
    assert (told(late), taken(one, end="2026-10-20"), taken(one, "2026-10-21")) == ((2, 0, 1, 0), "10", "7")
    assert days(one)[1] == ("2026-10-21", 2, Decimal(7), Decimal(3), Decimal(4))
    with pytest.raises(Invalid, match="closed until"):
        cast.does(by, Meter, "close", Meter.objects.get(pk=one.pk), until="2026-10-01")
    with pytest.raises(Invalid, match="over"):
        cast.does(by, Meter, "close", Meter.objects.get(pk=one.pk), until="2026-11-24")


def test_a_correction_takes_back_what_it_names_and_no_more():
    by, one = desk(), meter()
    send(by, event("a", "2026-11-03", 10), event("x", "2026-11-05", -4, corrects="a"))
    assert (taken(one), taken(one, "2026-11-03", "2026-11-03")) == ("6", "6")
    cast.does(by, Meter, "close", one, until="2026-11-10")
    found = send(
        by,
        event("y", "2026-11-12", -7, corrects="a"),
        event("z", "2026-11-12", -6, corrects="a"),
        event("w", "2026-11-12", -1, corrects="x"),
    )
    assert [(row["id"], row["code"]) for row in found.refusals] == [
        ("y", "corrects_too_much"),
        ("w", "corrects_nothing"),
    ]
    assert (taken(one), taken(one, "2026-11-03", "2026-11-03"), taken(one, "2026-11-11")) == ("0", "6", "-6")


def test_levels_peaks_and_different_ones_follow_their_own_rule():
    by, peak = desk(), meter("peak")
    send(by, event("a", "2026-11-03", 9), event("b", "2026-11-03", 5), event("c", "2026-11-04", 7))
    send(by, event("d", "2026-11-03", -9, corrects="a"))
    assert (taken(peak, end="2026-11-03"), taken(peak)) == ("5", "7")
    last = meter("last", account=peak.account, name="Seats", code="seats")
    level = [("a", "2026-11-02", 5, "S1"), ("b", "2026-11-05", 8, "S1"), ("c", "2026-11-04", 2, "S2"),
             ("d", "2026-11-06", 0, "S2")]  # fmt: skip
    send(by, *(event(i, at, n, subject=who, meter="seats") for i, at, n, who in reversed(level)))
    asked = [f"2026-11-{day:02}" for day in (1, 3, 4, 5, 20)]
    assert [taken(last, day, day) for day in asked] == ["0", "5", "7", "10", "8"]
    users = meter("distinct", account=peak.account, name="Users", code="users")
    send(by, *(event(f"{n}", f"2026-11-{n:02}", subject=f"user {n % 3}", meter="users") for n in range(1, 8)))
    assert (taken(users), taken(users, "2026-11-01", "2026-11-02")) == ("3", "2")


def test_a_day_is_that_of_the_meters_zone():
    by, one = desk(), meter(zone="America/Chicago")
    send(
        by,
        event("a", "2026-11-04T03:00:00Z"),
        event("b", "2026-11-04T02:00:00"),
        event("c", "2026-11-04T23:30:00-06:00"),
    )
    assert [row[:2] for row in days(one)] == [("2026-11-03", 1), ("2026-11-04", 2)]


def test_events_can_neither_be_changed_nor_deleted_by_the_application():
    meter()
    send(desk(), event("a", "2026-11-03"))
    for statement in ("UPDATE usage_usageevent SET quantity = 2", "DELETE FROM usage_usageevent"):
        with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            try:
                cursor.execute(statement)
            finally:
                cursor.execute("ROLLBACK TO SAVEPOINT before")
    assert UsageEvent.objects.count() == 1


def test_who_does_not_see_the_account_cannot_count_for_it():
    one = meter()
    outsider = cast.as_actor(cast.person("Olga Out", "rep"))
    found = send(outsider, event("a", "2026-11-03"))
    assert [row["code"] for row in found.refusals] == ["no_meter"]
    assert taken(one) == "0"


def test_what_events_depend_on_stays_once_there_are_some():
    by, one = desk(), meter()
    cast.does(by, Meter, "edit", one, unit="rows", zone="Europe/Madrid")
    send(by, event("a", "2026-11-03"))
    with pytest.raises(Invalid, match="another meter"):
        cast.does(by, Meter, "edit", Meter.objects.get(pk=one.pk), how="peak")
    with pytest.raises(Invalid, match="zone"):
        cast.does(by, Meter, "edit", Meter.objects.get(pk=one.pk), zone="Mars")


def test_a_moment_from_a_slow_clock_counts_when_it_is_there():
    by, one = desk(), meter()
    with clock_at(datetime(2026, 11, 1, tzinfo=UTC)):
        assert told(send(by, event("a", "2026-11-01T00:04:59Z")))[0] == 1
    assert days(one)[0][0] == date(2026, 11, 1).isoformat()
