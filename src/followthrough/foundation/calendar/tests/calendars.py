"""Calendars and moments that the tests of working time draw from: zones with odd clock jumps, weeks of any shape."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import WorkingCalendar

# Half-hour jumps (Lord Howe), jumps at midnight (São Paulo, Havana), no jumps (Kolkata), both hemispheres.
ZONES = st.sampled_from(
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
        "America/Havana",
        "Asia/Kolkata",
        "UTC",
    ]
)
DAYS = st.dates(date(2018, 1, 1), date(2018, 12, 31))
NAMED_DAYS = st.dictionaries(DAYS, st.just("Holiday"), max_size=30)
QUARTER = timedelta(minutes=15)

SPANS = st.sampled_from(
    [
        ((time(9), time(17, 30)),),
        ((time(8), time(12)), (time(13), time(17))),
        ((time(0), time(6)), (time(22), time(0))),
        ((time(0), time(0)),),
    ]
)
WEEKS = st.dictionaries(st.integers(0, 6), SPANS, min_size=1, max_size=7)
CALENDARS = st.builds(WorkingCalendar, zone=ZONES, week=WEEKS, holidays=NAMED_DAYS, closures=NAMED_DAYS)

YEAR_START = datetime(2018, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 24 * 360).map(lambda quarters: YEAR_START + quarters * QUARTER)
