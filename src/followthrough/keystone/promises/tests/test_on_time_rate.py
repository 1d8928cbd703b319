"""The on-time rate equals what a person counts by hand, and each number leads to its rows."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.figures import figures
from followthrough.keystone.promises.queries.ontime import By, judged, on_time_by, on_time_rate, rows_behind
from followthrough.keystone.promises.rules import OnTimeRate
from followthrough.keystone.promises.tests.desk import MONDAY, promised
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SINCE, UNTIL = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


def closed(state, due_on, closed_at=None, **values):
    promise = promised(f"{state} {due_on}", due_on=due_on, **values)
    with acting(SYSTEM, "arrange", surface="test", now=MONDAY):
        reason = "supplier" if state == "missed" else ""
        Promise.objects.filter(pk=promise.pk).update(state=state, closed_at=closed_at, reason=reason)


@pytest.fixture
def november(ana):
    """Five kept on time, two late, one missed, two late and open, and eight that do not count."""
    west, web = cast.made(Team, name="West"), cast.made(Team, name="Web", is_department=True)
    ben = cast.person("Ben Oduya", "rep", west)
    for day in (3, 4, 5, 6):
        closed("kept", date(2026, 11, day), datetime(2026, 11, day, 23, 59, tzinfo=UTC), owner=ana)
    closed("kept", date(2026, 12, 20), datetime(2026, 11, 10, tzinfo=UTC), owner=ben)  # early: counts at once
    closed("kept", date(2026, 11, 9), datetime(2026, 11, 10, tzinfo=UTC), owner=ben)
    closed("kept", date(2026, 11, 9), datetime(2026, 12, 10, tzinfo=UTC), department=web, minder=ana)
    closed("missed", date(2026, 11, 12), datetime(2026, 11, 13, tzinfo=UTC), department=web, minder=ana)
    closed("open", date(2026, 11, 20), owner=ana)
    closed("open", date(2026, 11, 2), owner=ben)
    closed("open", date(2026, 11, 27), owner=ben)  # not due yet
    closed("kept", date(2026, 10, 30), datetime(2026, 11, 2, tzinfo=UTC), owner=ana)  # came due before
    closed("kept", date(2026, 12, 2), datetime(2026, 12, 2, 9, tzinfo=UTC), owner=ana)  # comes after
    closed("waived", date(2026, 11, 4), datetime(2026, 11, 4, tzinfo=UTC), owner=ana)
    closed("void", date(2026, 11, 4), datetime(2026, 11, 4, tzinfo=UTC), owner=ana)
    closed("kept", date(2026, 11, 4), datetime(2026, 11, 4, tzinfo=UTC), owner=ana, direction="wait")
    return cast.as_actor(ana)


def behind(actor, part):
    asked = rows_behind(part, since=SINCE, until=UNTIL, now=MONDAY)
    return narrowed(type_of(Promise), Promise.visible_to(actor), asked, actor).count()


def test_the_rate_of_a_month_is_what_a_person_counts(november):
    rate = on_time_rate(judged(november, since=SINCE, until=UNTIL, now=MONDAY))
    assert rate == OnTimeRate(kept_on_time=5, kept_late=2, missed=1, late_open=2)
    assert (rate.share, rate.percent) == (Fraction(1, 2), 50)


def test_each_number_leads_to_its_rows(november):
    parts = {part: behind(november, part) for part in ("on_time", "kept_late", "missed", "late_open")}
    assert parts == {"on_time": 5, "kept_late": 2, "missed": 1, "late_open": 2}


def test_the_rate_is_told_apart_in_one_query(november, django_assert_num_queries):
    rows = judged(november, since=SINCE, until=UNTIL, now=MONDAY)
    with django_assert_num_queries(1):
        people = on_time_by(By.PERSON, rows)
    assert [(one.name, one.rate.kept_on_time, one.rate.base) for one in people] == [
        ("", 0, 2),
        ("Ben Oduya", 1, 3),
        ("Ana Ruiz", 4, 5),
    ]
    assert [(one.name, one.rate.base) for one in on_time_by(By.DEPARTMENT, rows)] == [("Web", 2), ("", 8)]
    assert [(one.key, one.rate.base) for one in on_time_by(By.REASON, rows)] == [("supplier", 1), ("", 9)]
    assert [(one.key, one.rate.base) for one in on_time_by(By.KIND, rows)] == [("promise", 10)]
    for by in By:
        total = sum((one.rate for one in on_time_by(by, rows)), OnTimeRate())
        assert total == on_time_rate(rows)


def test_somebody_else_counts_only_what_they_see(november):
    other = cast.as_actor(cast.person("Olga Own", "rep", reach="own"))
    assert on_time_rate(judged(other, since=SINCE, until=UNTIL, now=MONDAY)).base == 0


def test_the_figures_above_today_count_my_week_and_my_thirty_days(november, ana):
    closed("kept", date(2026, 11, 25), MONDAY - timedelta(hours=1), owner=ana)
    closed("kept", date(2026, 11, 25), MONDAY - 1 * DAY, owner=ana)
    found = figures(november, now=MONDAY)
    assert found.kept_since_monday == 3  # two of them dated ahead by the story above
    assert found.rate == OnTimeRate(kept_on_time=6, kept_late=2, missed=1, late_open=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["kept", "missed", "open", "waived"]), st.integers(-25, 25), st.integers(-25, 25)),
        max_size=6,
    )
)
def test_counts_agree_with_counting_row_by_row(ana, stories):
    owner = cast.made(type(ana), name="Somebody", role="rep")
    expected = dict.fromkeys(("kept_on_time", "kept_late", "missed", "late_open"), 0)
    for state, due_in, closed_in in stories:
        due, shut = MONDAY + due_in * DAY, MONDAY + closed_in * DAY
        promise = promised(owner=owner, due_at=due)
        with acting(SYSTEM, "arrange", surface="test", now=MONDAY):
            Promise.objects.filter(pk=promise.pk).update(state=state, closed_at=None if state == "open" else shut)
        counts_from = due if state == "open" else min(due, shut)
        if not SINCE <= counts_from < UNTIL:
            continue
        if state == "kept":
            expected["kept_on_time" if shut <= due else "kept_late"] += 1
        elif state == "missed":
            expected["missed"] += 1
        elif state == "open" and due < MONDAY:
            expected["late_open"] += 1
    rows = judged(cast.as_actor(ana), since=SINCE, until=UNTIL, now=MONDAY).filter(owner=owner)
    assert on_time_rate(rows) == OnTimeRate(**expected)
