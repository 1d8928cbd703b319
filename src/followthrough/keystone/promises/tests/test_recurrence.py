"""Recurrences fall where dateutil says, and at the ends of months where people expect them."""

import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import add_months
from followthrough.keystone.promises.rules import BadRecurrenceError, Frequency, occurrences, parse_recurrence

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MONTH_DAYS = st.integers(-28, 28).filter(bool)
PLAIN_WEEKDAYS = st.sampled_from(WEEKDAYS)
NTH_WEEKDAYS = st.tuples(st.sampled_from(["1", "2", "-1", "5"]), PLAIN_WEEKDAYS).map("".join)


def numbers(of: st.SearchStrategy[int], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(of, min_size=1, max_size=most, unique=True).map(lambda found: ",".join(map(str, found)))


def names(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(of, min_size=1, max_size=3, unique=True).map(",".join)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules on which we agree with dateutil: no day after the 28th, no mixture of plain and numbered weekdays.

    Of "each Monday and the first Tuesday" dateutil gives the days that are both, which is none.
    """
    frequency = draw(st.sampled_from(list(Frequency)))
    parts = {"FREQ": frequency.value, "INTERVAL": str(draw(st.integers(1, 4)))}
    if draw(st.booleans()):
        parts["BYMONTH"] = draw(numbers(st.integers(1, 12)))
    in_month = frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    if draw(st.booleans()) and (frequency is not Frequency.YEARLY or "BYMONTH" in parts):
        parts["BYDAY"] = draw(names(NTH_WEEKDAYS) | names(PLAIN_WEEKDAYS) if in_month else names(PLAIN_WEEKDAYS))
    if draw(st.booleans()) and frequency is not Frequency.WEEKLY:
        parts["BYMONTHDAY"] = draw(numbers(MONTH_DAYS))
    if draw(st.booleans()) and in_month and {"BYDAY", "BYMONTHDAY"} & parts.keys():
        parts["BYSETPOS"] = draw(numbers(st.sampled_from([1, 2, -1, -2])))
    if draw(st.booleans()):
        parts["WKST"] = draw(st.sampled_from(["MO", "SU"]))
    if draw(st.booleans()):
        parts["COUNT"] = str(draw(st.integers(1, 40)))
    return ";".join(f"{name}={value}" for name, value in parts.items())


STARTS = st.dates(date(2020, 1, 1), date(2029, 12, 31)).filter(lambda day: day.day <= 28)


def by_dateutil(rule: str, start: date, until: date) -> list[date]:
    begin = datetime.combine(start, datetime.min.time())
    found = rrulestr(rule, dtstart=begin).between(begin, datetime.combine(until, datetime.min.time()), inc=True)
    return [moment.date() for moment in found]


@given(rules(), STARTS, st.integers(0, 3000), st.integers(0, 3000))
def test_occurrences_equal_those_of_dateutil_where_no_day_is_missing(
    rule: str, start: date, length: int, later: int
) -> None:
    until, after = start + timedelta(days=length), start + timedelta(days=later)
    # For a day that never comes dateutil looks until the year 9999, which takes minutes.
    assume(occurrences(parse_recurrence(rule), start, start + timedelta(days=40 * 365)))
    expected = by_dateutil(rule, start, until)
    assert occurrences(parse_recurrence(rule), start, until) == expected[:500]
    assert occurrences(parse_recurrence(rule), start, until, after) == [day for day in expected if day > after][:500]


@given(STARTS, st.integers(29, 31), st.integers(1, 5))
def test_monthly_from_the_end_of_a_month_is_a_chain_of_anchored_months(start: date, day: int, interval: int) -> None:
    first = add_months(start.replace(month=1, day=day), 0)
    rule = parse_recurrence(f"FREQ=MONTHLY;INTERVAL={interval};COUNT=30")
    assert occurrences(rule, first, date(2050, 1, 1)) == [add_months(first, n * interval, day) for n in range(30)]


def test_monthly_on_the_31st_means_the_last_day_of_a_shorter_month() -> None:
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    for rule in ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"):
        assert occurrences(parse_recurrence(rule), date(2026, 1, 31), date(2026, 4, 30)) == ends


def test_yearly_from_a_leap_day_comes_back_to_it() -> None:
    days = occurrences(parse_recurrence("freq=yearly"), date(2028, 2, 29), date(2032, 12, 31))
    assert days == [date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29)]


def test_plain_and_numbered_weekdays_go_together() -> None:
    rule = parse_recurrence("FREQ=MONTHLY;BYDAY=MO,1TU")
    assert occurrences(rule, date(2026, 6, 1), date(2026, 6, 15)) == [
        date(2026, 6, 1),
        date(2026, 6, 2),
        date(2026, 6, 8),
        date(2026, 6, 15),
    ]


def test_friday_the_31st_is_no_other_friday() -> None:
    rule = parse_recurrence("FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=FR")
    assert occurrences(rule, date(2026, 1, 1), date(2026, 12, 31)) == [date(2026, 7, 31)]


def test_occurrences_stop_at_five_hundred_and_go_on_from_there() -> None:
    rule, start, until = parse_recurrence("FREQ=DAILY"), date(2020, 1, 1), date(2024, 12, 31)
    first = occurrences(rule, start, until)
    assert (len(first), first[-1]) == (500, date(2021, 5, 14))
    assert occurrences(rule, start, until, first[-1])[0] == date(2021, 5, 15)


def test_until_ends_with_its_day_included() -> None:
    rule = parse_recurrence("FREQ=WEEKLY;UNTIL=20260115T120000Z")
    assert occurrences(rule, date(2026, 1, 1), date(2030, 1, 1)) == [
        date(2026, 1, 1),
        date(2026, 1, 8),
        date(2026, 1, 15),
    ]


def test_a_rule_that_never_comes_true_ends_at_once_and_empty() -> None:
    begun = time.process_time()
    for rule in (
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-31",
    ):
        assert occurrences(parse_recurrence(rule), date(2026, 11, 24), date.max) == []
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "DAILY",
        "INTERVAL=2",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;COUNT=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1001",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=YEARLY;BYDAY=MO",
        "FREQ=DAILY;COUNT=3;UNTIL=20270101",
        "FREQ=DAILY;UNTIL=20260231",
        "FREQ=DAILY;UNTIL=2026113",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=DAILY;DTSTART=20260101",
        "FREQ=DAILY\nRRULE:FREQ=DAILY",
    ],
)
def test_parse_refuses_what_promises_do_not_recur_by_in_a_whole_sentence(rule: str) -> None:
    with pytest.raises(BadRecurrenceError) as refused:
        parse_recurrence(rule)
    assert str(refused.value) == str(refused.value.sentence)
    assert str(refused.value).endswith(".")


@given(st.text(alphabet="FREQ=DAILYMONTHWKS;,-0123456789BY\n ", max_size=60))
def test_parse_reads_or_refuses_any_text(text: str) -> None:
    try:
        parse_recurrence(text)
    except BadRecurrenceError as refused:
        assert refused.sentence.text
