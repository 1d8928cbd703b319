"""Reference numbers are written in one way only and read back as what they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.reference import BadPatternError, Reference, format_reference, parse_reference

PATTERNS = st.sampled_from(["A-{n:04}", "{n}", "{n:06}/x", "C.{n}", "INV {n:010}"])
YEARLY = st.sampled_from(["D-{year}-{n:04}", "{n:03}/{year}", "Q{year}.{n}"])


@given(PATTERNS, st.integers(1, 10**15))
def test_parse_reads_back_what_format_wrote(pattern: str, n: int) -> None:
    assert parse_reference(pattern, format_reference(pattern, n)) == Reference(n)


@given(YEARLY, st.integers(1, 10**9), st.integers(1000, 9999))
def test_parse_reads_back_number_and_year(pattern: str, n: int, year: int) -> None:
    assert parse_reference(pattern, f"  {format_reference(pattern, n, year).lower()} ") == Reference(n, year)


@given(PATTERNS, st.text(alphabet="A0123456789-C./xINV ", max_size=12))
def test_whatever_parses_is_the_one_way_to_write_it(pattern: str, text: str) -> None:
    found = parse_reference(pattern, text)
    if found is not None:
        assert format_reference(pattern, found.n).lower() == text.strip().lower()


def test_format_keeps_growing_past_its_width() -> None:
    assert [format_reference("A-{n:04}", n) for n in (1, 9999, 10000)] == ["A-0001", "A-9999", "A-10000"]
    assert format_reference("D-{year}-{n:04}", 7, 2026) == "D-2026-0007"


@pytest.mark.parametrize("text", ["A-0000", "A-00001", "A-042", "B-0042", "A-0042x", "A-٠٠٤٢", "", "A-" + "9" * 5000])
def test_parse_gives_nothing_for_what_is_no_number_of_the_pattern(text: str) -> None:
    assert parse_reference("A-{n:04}", text) is None


@pytest.mark.parametrize(
    "pattern",
    ["", "A", "{n}{n}", "{n}-{n:04}", "{x}-{n}", "{n:4}", "{year}{n}", "2{n}", "{n}7", "{n", "{{n}}", "{n:0}"],
)
def test_format_refuses_a_pattern_that_could_not_be_read_back(pattern: str) -> None:
    with pytest.raises(BadPatternError):
        format_reference(pattern, 1, 2026)


def test_format_refuses_a_number_below_one_and_a_missing_year() -> None:
    with pytest.raises(ValueError, match="from 1"):
        format_reference("A-{n:04}", 0)
    with pytest.raises(ValueError, match="year of four digits"):
        format_reference("D-{year}-{n:04}", 1)
