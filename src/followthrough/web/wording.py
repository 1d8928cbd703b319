"""Dates, times, money and counts as people read them (design §9), in the language that is active."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_time, get_day_names
from babel.numbers import get_currency_symbol
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from followthrough.values.currency import UnknownCurrencyError, minor_units

MINUS = "−"
_ISO_DAY = re.compile(r"(?<![\w./-])\d{4}-\d\d-\d\d(?![\w/-]|\.\w)")
DAY = timedelta(days=1)


def day_text(day: date, *, today: date) -> str:
    """ "Tue 24 Nov"; in another year "31 Jan 2027"."""
    if day.year != today.year:
        return _dated(day, pgettext("day of another year", "d MMM y"))
    return _dated(day, pgettext("day of this year", "EEE d MMM"))


def dated_text(text: str, *, today: date) -> str:
    """A sentence of the house with its days as this reader writes them: such as “Planned for Mon 30 Nov”."""
    return _ISO_DAY.sub(lambda found: _read_day(found[0], today), text)


def _read_day(written: str, today: date) -> str:
    try:
        return day_text(date.fromisoformat(written), today=today)
    except ValueError:
        return written


def long_day_text(day: date) -> str:
    """ "Tuesday 24 November", as over Today; in Spanish "martes 24 de noviembre"."""
    return _dated(day, pgettext("long day", "EEEE d MMMM"))


def weekday_text(day: date) -> str:
    """ "Mon 23": a day of this week, where there is little room."""
    return _dated(day, pgettext("day of this week", "EEE d"))


def month_text(day: date, *, today: date) -> str:
    """ "Feb", or "Feb 2027" in another year."""
    form = pgettext("month", "MMM") if day.year == today.year else pgettext("month and year", "MMM y")
    return _dated(day, form)


def full_month_text(day: date) -> str:
    """ "November 2026", over a month; in Spanish "noviembre de 2026"."""
    return _dated(day, pgettext("month of a calendar", "MMMM y"))


def weekday_heads() -> tuple[tuple[str, str], ...]:
    """The days of a week from Monday on, each as its letter and its name."""
    letters = get_day_names("narrow", "stand-alone", locale=_locale())
    names = get_day_names("wide", "stand-alone", locale=_locale())
    return tuple((letters[day], names[day]) for day in range(7))


def time_text(at: datetime, *, zone: ZoneInfo) -> str:
    """ "16:00" on the reader's clock."""
    return format_time(at.astimezone(zone).time(), pgettext("time of day", "HH:mm"), locale=_locale())


def moment_text(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """A time as short as it stays clear: "16:00" today, "Mon 13:52" within 24 h, else "Wed 25 Nov, 14:00".

    The end of a day is that day: "Today", "Wed 25 Nov".
    """
    local, here = at.astimezone(zone), now.astimezone(zone)
    if local.time() == time.max:
        return due_text(local.date(), now=now, zone=zone)
    clock = time_text(at, zone=zone)
    if local.date() == here.date():
        return clock
    if abs(at - now) < DAY:
        day = _dated(local, pgettext("weekday", "EEE"))
        return pgettext("weekday and time", "%(day)s %(time)s") % {"day": day, "time": clock}
    day = day_text(local.date(), today=here.date())
    return pgettext("day and time", "%(day)s, %(time)s") % {"day": day, "time": clock}


def due_text(due: date | datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """A due in a list: an instant as `moment_text`, a whole day as "Today" or its date."""
    if isinstance(due, datetime):
        return moment_text(due, now=now, zone=zone)
    today = now.astimezone(zone).date()
    return _("Today") if due == today else day_text(due, today=today)


def full_text(at: date | datetime, *, zone: ZoneInfo) -> str:
    """The tooltip: "Tuesday 24 November 2026, 16:00 (Europe/Madrid)"; a whole day, or its end, without the time."""
    local = at.astimezone(zone) if isinstance(at, datetime) else at
    day = _dated(local, pgettext("full day", "EEEE d MMMM y"))
    if not isinstance(at, datetime) or at.astimezone(zone).time() == time.max:
        return day
    gaps = {"day": day, "time": time_text(at, zone=zone), "zone": zone.key}
    return pgettext("full day, time and zone", "%(day)s, %(time)s (%(zone)s)") % gaps


def late_text(late: timedelta, *, working_days: int | None = None) -> str:
    """How late: "6 days" (in working days if given), "12 h", "20 min"; never "a few moments ago"."""
    days = working_days if working_days is not None else late.days
    if days >= 1:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    minutes = max(1, int(late.total_seconds() // 60))
    if minutes >= 60:
        return pgettext("hours, short", "%(count)s h") % {"count": minutes // 60}
    return pgettext("minutes, short", "%(count)s min") % {"count": minutes}


def number_text(number: int | Decimal, *, places: int | None = None) -> str:
    """A figure with the reader's thousands mark; `places` after the comma, else as many as it has."""
    if places is None:
        places = max(0, -int(number.normalize().as_tuple().exponent)) if isinstance(number, Decimal) else 0
    plain = _digits(abs(Decimal(number)), places)
    return f"{MINUS}{plain}" if number < 0 else plain


def percent_text(share: Decimal | float) -> str:
    """A share (0–1) as "94%", without decimals; halves go up."""
    whole = int((Decimal(str(share)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return pgettext("percent", "%(number)s%%") % {"number": number_text(whole)}


def count_of(some: int, whole: int) -> str:
    """ "28 of 36"."""
    return _("%(some)s of %(whole)s") % {"some": number_text(some), "whole": number_text(whole)}


def money_text(
    amount: Decimal, currency: str, *, home: str = "", cents: bool | None = None, exact: bool = False
) -> str:
    """Money with its symbol: "$12,400", "−€8.50".

    Cents are shown up to 1,000 if there are any, above never; `cents=True` (quotes, invoices) always shows them,
    `exact` (a price each) all the decimals it has and at least the currency's. If `home` is another currency the code
    follows: "€12,400 EUR".
    """
    if cents is None:
        cents = abs(amount) < 1000 and amount != amount.to_integral_value()
    before, after = _symbol_places(get_language() or "en", currency)
    least = _least_places(currency) if exact or cents else 0
    places = max(least, -int(amount.normalize().as_tuple().exponent)) if exact else least
    digits = _digits(abs(amount), places)
    code = f" {currency}" if home and home != currency and currency not in before + after else ""
    return f"{MINUS if amount < 0 else ''}{before}{digits}{after}{code}"


def _least_places(currency: str) -> int:
    """How many decimals a currency has: yen none, Kuwaiti dinars three; two where it is in no list."""
    try:
        return minor_units(currency)
    except UnknownCurrencyError:
        return 2


def _digits(size: Decimal, places: int) -> str:
    """A figure without sign, grouped by thousands; halves go away from zero."""
    rounded = size.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(_marks(get_language() or "en"))


def _dated(day: date, form: str) -> str:
    return _written(date(day.year, day.month, day.day), form, get_language() or "en")


@lru_cache(maxsize=8192)
def _written(day: date, form: str, language: str) -> str:
    """A day in a language's own words; a page writes few days, many times."""
    return format_date(day, form, locale=_known_locale(language))


def _locale() -> Locale:
    return _known_locale(get_language() or "en")


@lru_cache(maxsize=32)
def _known_locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@lru_cache(maxsize=32)
def _marks(language: str) -> dict[int, str]:
    """What a language writes for the comma and the point of Python's figures."""
    symbols = _known_locale(language).number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


@lru_cache(maxsize=256)
def _symbol_places(language: str, currency: str) -> tuple[str, str]:
    """What stands before and after the digits of a currency in a language."""
    locale = _known_locale(language)
    symbol = get_currency_symbol(currency, locale=locale)
    pattern = locale.currency_formats["standard"].pattern.split(";")[0]
    before, after = pattern.startswith("¤"), pattern.endswith("¤")
    gap = "\xa0" if len(symbol) > 1 and symbol.isalpha() else ""
    return (f"{symbol}{gap}" if before and not after else "", f"\xa0{symbol}" if after else "")


@lru_cache(maxsize=4096)
def phone_text(number: str) -> str:
    """A number in E.164 with the blanks of its country: "+1 419-555-0191"; any other as it was typed."""
    if not number.startswith("+"):
        return number
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number


def size_text(number: int) -> str:
    """So many bytes as "12.3 MB"."""
    return _("%(size)s MB") % {"size": number_text(Decimal(number) / 1_000_000, places=1)}


def initials_of(name: str) -> str:
    """Two letters for a round: first letters of the first and last word; "Production" gives "PR"."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if not words:
        return "?"
    letters = words[0][:1] + words[-1][:1] if len(words) > 1 else words[0][:2]
    return letters.upper()


def capital(text: object) -> str:
    """The words with a capital first letter, as at the start of a line."""
    words = str(text)
    return words[:1].upper() + words[1:]
