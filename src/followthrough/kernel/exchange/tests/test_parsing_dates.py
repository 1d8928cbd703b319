"""Dates and moments: the column decides the order, wrong ones say how to mend them."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.kernel.exchange.parsing import CellProblem, column_style, parse_date, parse_timestamp
from followthrough.kernel.exchange.reading import read_table

DAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("values", "order", "ambiguous"),
    [
        (["30/11/2026", "01/02/2026"], "DMY", False),
        (["11/30/2026", "01/02/2026"], "MDY", False),
        (["2026-11-30"], "YMD", False),
        (["01/02/2026", "03/04/2026"], "DMY", True),
        (["05/05/2026"], "DMY", False),
        (["01.02.2026"], "DMY", False),
        (["30/11/2026", "11/30/2026"], "DMY", True),
        (["30 Nov 2026", ""], "DMY", False),
        ([f"{day:02}-{month:02}-17" for day in range(1, 29) for month in (1, 5, 9)], "DMY", False),
        ([f"17-{month:02}-{day:02}" for day in range(1, 29) for month in (1, 5, 9)], "YMD", False),
    ],
)
def test_order_is_decided_when_the_column_shows_it(values: list[str], order: str, ambiguous: bool) -> None:
    style = column_style(values)
    assert (style.order, style.ambiguous) == (order, ambiguous)


def test_order_is_the_callers_when_the_column_says_nothing() -> None:
    style = column_style(["01/02/2026"], order="MDY")
    assert (style.order, style.ambiguous) == ("MDY", True)


@pytest.mark.parametrize(
    ("cell", "order"),
    [
        ("30/11/2026", "DMY"),
        ("11/30/2026", "MDY"),
        ("30.11.26", "DMY"),
        ("2026-11-30", "DMY"),
        ("26-11-30", "YMD"),
        ("20261130", "DMY"),
        ("30 Nov 2026", "DMY"),
        ("30-nov-26", "MDY"),
        ("Nov 30, 2026", "DMY"),
        ("November 30th 2026", "DMY"),
        ("30 de noviembre de 2026", "DMY"),
        ("30 noviembre 2026", "DMY"),
        ("Mon 30 Nov 2026", "DMY"),
        ("lunes, 30 de noviembre del 2026", "DMY"),
        ("2026-11-30T16:00:00Z", "DMY"),
        ("30/11/2026 4:00 pm", "DMY"),
        (46356, "DMY"),
        (46356.75, "DMY"),
        (DAY, "DMY"),
        (dt.datetime(2026, 11, 30, 23, 59, tzinfo=dt.UTC), "DMY"),
    ],
)
def test_date_is_read_when_written_in_any_usual_way(cell: object, order: str) -> None:
    assert parse_date(cell, order) == DAY  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/11/2026", "November has 30 days. Write 30 Nov 2026 or 2026-11-30."),
        ("29/02/2026", "February 2026 has 28 days. Write 28 Feb 2026 or 2026-02-28."),
        ("13/13/2026", "“13/13/2026” has no month 13. Write it like 30 Nov 2026 or 2026-11-30."),
        ("soon", "“soon” is not a date. Write it like 30 Nov 2026 or 2026-11-30."),
        ("30/11", "“30/11” is not a date. Write it like 30 Nov 2026 or 2026-11-30."),
        ("12345", "“12345” is not a date. Write it like 30 Nov 2026 or 2026-11-30."),
    ],
)
def test_message_says_how_to_mend_when_a_date_is_wrong(text: str, message: str) -> None:
    with pytest.raises(CellProblem) as problem:
        parse_date(text)
    assert str(problem.value) == message


def test_excel_serials_follow_its_calendar_when_before_march_1900() -> None:
    assert [parse_date(n) for n in (1, 59, 61)] == [dt.date(1900, 1, 1), dt.date(1900, 2, 28), dt.date(1900, 3, 1)]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-11-30T16:00:00Z", "2026-11-30T16:00:00+00:00"),
        ("2026-11-30T16:00:00.123+0530", "2026-11-30T16:00:00.123000+05:30"),
        ("2026-11-30 16:00 -08:00", "2026-11-30T16:00:00-08:00"),
        ("30/11/2026 4:00 pm", "2026-11-30T16:00:00+01:00"),
        ("30 Nov 2026, 16:00", "2026-11-30T16:00:00+01:00"),
        ("30/11/2026", "2026-11-30T00:00:00+01:00"),
        (46356.5, "2026-11-30T12:00:00+01:00"),
    ],
)
def test_moment_has_the_zone_it_names_or_the_callers(cell: object, moment: str) -> None:
    stamp = parse_timestamp(cell, "DMY", zone=ZoneInfo("Europe/Berlin"))  # type: ignore[arg-type]
    assert stamp == dt.datetime.fromisoformat(moment)


@pytest.mark.realdata
def test_every_spelling_of_a_salesforce_moment_is_the_same_moment(shared_data: Path) -> None:
    rows = list(read_table(shared_data / "salesforce/time_zone_formats.csv", "time_zone_formats.csv").rows)
    style = column_style(row.cells[1] for row in rows)
    assert {parse_timestamp(row.cells[1], style) for row in rows} <= {
        dt.datetime(2009, 7, 14, hour, 14, 45, tzinfo=dt.UTC) for hour in (6, 10, 12, 14, 18)
    } | {dt.datetime(2009, 7, 13, 18, 14, 45, tzinfo=dt.UTC)}


@pytest.mark.realdata
def test_days_of_a_real_pipeline_come_first_when_years_have_two_digits(shared_data: Path) -> None:
    rows = list(read_table(shared_data / "crm_pipeline/sales_pipeline_a.csv", "sales_pipeline_a.csv").rows)
    style = column_style(row.cells[5] for row in rows)
    assert (style.order, style.ambiguous) == ("DMY", False)
    assert parse_date(rows[0].cells[5], style) == dt.date(2016, 10, 25)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_any_date_comes_back_when_written_in_its_columns_order(day: dt.date) -> None:
    for order, shape in (
        ("DMY", "%d/%m/%y"),
        ("MDY", "%m-%d-%Y"),
        ("YMD", "%y.%m.%d"),
        ("DMY", "%d %b %Y"),
        ("MDY", "%Y%m%d"),
    ):
        assert parse_date(day.strftime(shape), order) == day


@given(
    st.text(max_size=25) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,3}[-/. ][0-9]{1,4}( [0-9:]{1,8})?", fullmatch=True)
)
def test_any_text_gives_a_date_or_a_problem_when_parsed(text: str) -> None:
    column_style([text])
    for parse in (parse_date, parse_timestamp):
        try:
            parse(text, "MDY")
        except CellProblem as problem:
            assert str(problem).endswith(".")
