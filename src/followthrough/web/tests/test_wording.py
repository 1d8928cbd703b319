"""Dates, money and counts read as the design says, in English and in Spanish."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from followthrough.web import wording
from followthrough.web.wording import MINUS

MADRID = ZoneInfo("Europe/Madrid")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 46, tzinfo=UTC)  # 10:46 in Madrid
GAP = "\xa0"


@pytest.mark.parametrize(
    ("language", "day", "text"),
    [
        ("en", date(2026, 11, 24), "Tue 24 Nov"),
        ("en", date(2027, 1, 31), "31 Jan 2027"),
        ("es", date(2026, 11, 24), "mar 24 nov"),
        ("es", date(2027, 1, 31), "31 ene 2027"),
    ],
)
def test_day_text_names_the_year_when_it_is_another(language: str, day: date, text: str) -> None:
    with translation.override(language):
        assert wording.day_text(day, today=TODAY) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Planned for 2026-11-30. Shown by: a link.", "Planned for Mon 30 Nov. Shown by: a link."),
        ("Needed before 2027-01-31.", "Needed before 31 Jan 2027."),
        ("2026-11-30 → 2026-12-01", "Mon 30 Nov → Tue 1 Dec"),
        (
            "Q-2026-11-30, 2026-13-01, 2026-11-30.pdf, /2026-11-30/",
            "Q-2026-11-30, 2026-13-01, 2026-11-30.pdf, /2026-11-30/",
        ),
    ],
)
def test_days_within_a_sentence_are_written_as_the_reader_writes_them(text: str, said: str) -> None:
    assert wording.dated_text(text, today=TODAY) == said


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 24, 15, 0, tzinfo=UTC), "16:00"),
        (datetime(2026, 11, 23, 12, 52, tzinfo=UTC), "Mon 13:52"),
        (datetime(2026, 11, 25, 13, 0, tzinfo=UTC), "Wed 25 Nov, 14:00"),
        (datetime(2027, 1, 31, 9, 0, tzinfo=UTC), "31 Jan 2027, 10:00"),
        (datetime(2026, 11, 24, 22, 59, 59, 999999, tzinfo=UTC), "Today"),
        (datetime(2026, 11, 25, 22, 59, 59, 999999, tzinfo=UTC), "Wed 25 Nov"),
    ],
)
def test_moment_text_is_as_short_as_it_stays_clear(at: datetime, text: str) -> None:
    assert wording.moment_text(at, now=NOW, zone=MADRID) == text


def test_moment_text_uses_the_readers_day_when_utc_has_another() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert wording.moment_text(late, now=NOW, zone=MADRID) == "Wed 00:30"


def test_due_text_says_today_when_the_whole_day_is_meant() -> None:
    said = [wording.due_text(day, now=NOW, zone=MADRID) for day in (TODAY, date(2026, 11, 25))]
    assert said == ["Today", "Wed 25 Nov"]


def test_full_text_carries_the_zone_when_it_is_an_instant() -> None:
    said = [wording.full_text(at, zone=MADRID) for at in (NOW, TODAY)]
    assert said == ["Tuesday 24 November 2026, 10:46 (Europe/Madrid)", "Tuesday 24 November 2026"]


@pytest.mark.parametrize(
    ("late", "days", "text"),
    [
        (timedelta(days=8), 6, "6 days"),
        (timedelta(days=1, hours=3), None, "1 day"),
        (timedelta(hours=12, minutes=50), None, "12 h"),
        (timedelta(hours=20), 0, "20 h"),
        (timedelta(seconds=3), None, "1 min"),
    ],
)
def test_late_text_counts_working_days_then_hours(late: timedelta, days: int | None, text: str) -> None:
    assert wording.late_text(late, working_days=days) == text


@pytest.mark.parametrize(
    ("language", "amount", "currency", "home", "text"),
    [
        ("en", "12400", "USD", "USD", "$12,400"),
        ("en", "12400.50", "USD", "USD", "$12,401"),
        ("en", "999.50", "USD", "USD", "$999.50"),
        ("en", "999", "USD", "USD", "$999"),
        ("en", "-8.5", "USD", "USD", f"{MINUS}$8.50"),
        ("en", "12400", "EUR", "USD", "€12,400 EUR"),
        ("en", "12400", "EUR", "EUR", "€12,400"),
        ("en", "12400", "CHF", "USD", f"CHF{GAP}12,400"),
        ("es", "12400.50", "EUR", "EUR", f"12.401{GAP}€"),
        ("es", "8.5", "EUR", "EUR", f"8,50{GAP}€"),
    ],
)
def test_money_text_follows_language_and_home_currency(
    language: str, amount: str, currency: str, home: str, text: str
) -> None:
    with translation.override(language):
        assert wording.money_text(Decimal(amount), currency, home=home) == text


def test_money_text_shows_cents_when_asked_for() -> None:
    with translation.override("es"):
        assert wording.money_text(Decimal("12400.5"), "EUR", cents=True) == f"12.400,50{GAP}€"


@given(st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=2))
def test_money_text_keeps_every_cent_when_cents_are_shown(amount: Decimal) -> None:
    with translation.override("en"):
        said = wording.money_text(amount, "USD", cents=True)
    assert Decimal(said.replace("$", "").replace(",", "").replace(MINUS, "-")) == amount


@pytest.mark.parametrize(("share", "text"), [(0.94, "94%"), (Decimal("0.945"), "95%"), (0, "0%"), (1, "100%")])
def test_percent_text_has_no_decimals(share: float | Decimal, text: str) -> None:
    assert wording.percent_text(share) == text


def test_count_of_reads_as_words_in_both_languages() -> None:
    said = []
    for language in ("en", "es"):
        with translation.override(language):
            said.append(wording.number_text(1284))
    assert (wording.count_of(28, 36), said) == ("28 of 36", ["1,284", "1.284"])


@pytest.mark.parametrize(
    ("name", "letters"), [("Ana Ruiz", "AR"), ("Production", "PR"), ("María de la Cruz", "MC"), ("", "?"), ("é", "É")]
)
def test_initials_are_of_the_first_and_last_word(name: str, letters: str) -> None:
    assert wording.initials_of(name) == letters
