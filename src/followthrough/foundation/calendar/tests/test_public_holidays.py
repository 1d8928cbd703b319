"""Public holidays of the `holidays` package beside those another library computed for thirteen places."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from followthrough.foundation.calendar.rules import UnknownRegionError, holiday_dates, regions_of

# Working days only one side calls a holiday. Of the first kind there are two:
# the Victorian Friday before the 2022 final was 23 September (we are right), and a Sunday holiday of Spain is made up
# for by region, so not in the country's own list.
ONLY_THEIRS = {"AU-VIC": {date(2022, 9, 30)}, "ES": {date(2022, 12, 26)}}
# We know more in these places: observed Veterans Day (US), made-up New Year and Christmas (CA), school days of
# California (US-CA), Good Friday and Liberation Day (NL), the gazetted holidays of India (IN), the day the president
# changes, moved by law to October (MX), and the right Friday of Victoria (AU-VIC).
LEAST_SHARE = {"US": 0.97, "CA": 0.84, "US-CA": 0.9, "NL": 0.83, "IN": 0.33, "MX": 0.97, "AU-VIC": 0.97, "ES": 0.98}


@pytest.mark.realdata
def test_holidays_on_weekdays_equal_those_of_another_library_but_for_the_known_ones(shared_data: Path) -> None:
    only_theirs, report = {}, []
    for place, theirs in weekday_holidays_of(shared_data / "holidays/public_holidays_a.csv").items():
        country, _, region = place.partition("-")
        ours = {day for day in holiday_dates(country, region or None, range(2022, 2029)) if day.weekday() < 5}
        share = len(theirs & ours) / len(theirs | ours)
        report.append(f"{place}: {share:.3f} of {len(theirs | ours)}")
        assert share >= LEAST_SHARE.get(place, 1.0), report[-1]
        if theirs - ours:
            only_theirs[place] = theirs - ours
    print("\n".join(report))  # noqa: T201 -- the shares are this test's finding
    assert only_theirs == ONLY_THEIRS


def weekday_holidays_of(file: Path) -> dict[str, set[date]]:
    found = defaultdict(set)
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if (day := date.fromisoformat(row["date"])).weekday() < 5:
                found[row["region"]].add(day)
    return found


def test_holiday_dates_give_the_day_and_its_substitute() -> None:
    england = holiday_dates("gb", "eng", [2027, 2026])
    assert list(england) == sorted(england)
    assert england[date(2026, 4, 3)] == "Good Friday"
    assert {day for day in england if day.month == 12 and day.year == 2027} == {
        date(2027, 12, 25),
        date(2027, 12, 26),
        date(2027, 12, 27),
        date(2027, 12, 28),
    }


def test_holidays_of_a_place_there_is_not_are_refused() -> None:
    for country, region in (("ZZ", None), ("DE", "ZZ"), ("", None)):
        with pytest.raises(UnknownRegionError):
            holiday_dates(country, region, [2026])
    with pytest.raises(UnknownRegionError):
        regions_of("ZZ")
    assert "BY" in regions_of("DE")
