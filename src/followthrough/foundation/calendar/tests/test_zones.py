"""Every clock time of every day is one moment, also where the clock skips or repeats it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import end_of_day, instant, start_of_day, zone_of
from followthrough.foundation.calendar.tests.calendars import DAYS, ZONES

MINUTE = timedelta(minutes=1)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def first_minute_showing(day: date, clock: time, zone_name: str) -> datetime:
    """Watch the clock, minute by minute, until it shows that time or a later one for the first time."""
    zone, wanted = zone_of(zone_name), datetime.combine(day, clock)
    moment = datetime.combine(day, clock, tzinfo=UTC) - timedelta(hours=15)
    coarse = timedelta(hours=1)
    while (moment + 3 * coarse).astimezone(zone).replace(tzinfo=None) < wanted:
        moment += coarse
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += MINUTE
    return moment


@given(DAYS, CLOCKS, ZONES)
def test_instant_is_the_first_minute_at_which_the_clock_has_got_there(day: date, clock: time, zone_name: str) -> None:
    assert instant(day, clock, zone_of(zone_name)) == first_minute_showing(day, clock, zone_name)


@given(DAYS, ZONES)
def test_days_follow_each_other_without_gap_or_overlap(day: date, zone_name: str) -> None:
    zone = zone_of(zone_name)
    end = end_of_day(day, zone)
    assert (start_of_day(day, zone).astimezone(zone).date(), end.astimezone(zone).date()) == (day, day)
    assert end + timedelta.resolution == start_of_day(day + timedelta(days=1), zone)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00:00"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 0), "2026-03-08T07:00:00"),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 0), "2018-11-04T03:00:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(12, 0), "2011-12-30T10:00:00"),
        ("Asia/Kolkata", date(2026, 3, 29), time(2, 30), "2026-03-28T21:00:00"),
    ],
)
def test_instant_of_a_skipped_time_is_the_end_of_the_gap_and_of_a_doubled_one_the_first(
    zone: str, day: date, clock: time, utc: str
) -> None:
    assert instant(day, clock, zone_of(zone)) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
