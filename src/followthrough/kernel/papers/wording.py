"""Amounts, numbers and days as a paper prints them, in its reader's language and never shortened."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language

from followthrough.values.currency import minor_units

MINUS = "−"


def amount_text(amount: Decimal, currency: str, language: str) -> str:
    """An amount with all its decimals, at least those of its currency: "1,048.80", "0.0042"; in Spanish "1.048,80"."""
    least = minor_units(currency)
    exact = max(least, -int(amount.normalize().as_tuple().exponent))
    return _grouped(amount, f"#,##0.{'0' * exact}" if exact else "#,##0", language)


def amount_said(amount: Decimal, currency: str, language: str = "") -> str:
    """The same with its currency, as a sentence says it: "1,048.80 USD"; in the present language unless told."""
    return f"{amount_text(amount, currency, language or get_language() or 'en')} {currency}"


def number_text(number: Decimal, language: str) -> str:
    """A quantity or a percentage without needless zeros: "240", "12.5"."""
    decimals = max(0, -int(number.normalize().as_tuple().exponent))
    return _grouped(number, f"#,##0.{'0' * decimals}" if decimals else "#,##0", language)


@lru_cache(maxsize=8192)
def day_text(day: date, language: str) -> str:
    """A day with its year: "24 Nov 2026"; in Spanish "24 nov 2026"."""
    return format_date(day, "d MMM y", locale=language)


def day_said(day: date) -> str:
    """The same as a sentence says it, in the present language."""
    return day_text(day, get_language() or "en")


def _grouped(number: Decimal, form: str, language: str) -> str:
    text = format_decimal(number, form, locale="es_ES" if language == "es" else language, group_separator=True)
    return text.replace("-", MINUS)
