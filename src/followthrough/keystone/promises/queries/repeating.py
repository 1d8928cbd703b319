"""A recurrence in words: shown as "every month on the last Friday", kept as ``FREQ=MONTHLY;BYDAY=-1FR``."""

from collections.abc import Sequence
from typing import Any

from babel.dates import get_day_names, get_month_names
from babel.lists import format_list
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from followthrough.keystone.promises.rules import (
    BadRecurrenceError,
    Frequency,
    Recurrence,
    parse_recurrence,
    read_recurrence,
)

_MONDAY_TO_FRIDAY = tuple((0, day) for day in range(5))
_NAMED = (1, 2, 3, 4, 5, -1, -2)  # the ordinals there are words for


def recurrence_said(kept: str) -> str:
    """It in the reader's language; one that no sentence says well, and words that a form gives back, as they are."""
    try:
        rule = parse_recurrence(kept)
    except BadRecurrenceError:
        return kept
    if not _has_words(rule):
        return kept
    said = " ".join(part for part in (_often(rule), _days(rule), _months(rule)) if part)
    if rule.count:
        times = ngettext("%(often)s, %(count)d time", "%(often)s, %(count)d times", rule.count)
        return times % {"often": said, "count": rule.count}
    if rule.until:
        return _("%(often)s, until %(day)s") % {"often": said, "day": rule.until.isoformat()}
    return said


def recurrence_kept(written: str) -> str:
    """What is kept of words in English or Spanish, or of an RRULE. Raises ValueError with a sentence for others."""
    try:
        return read_recurrence(written)
    except BadRecurrenceError as problem:
        raise ValueError(_(problem.sentence.text) % problem.sentence.gaps) from problem


# How a record declares a column that recurs.
REPEATS: dict[str, Any] = {
    "says": recurrence_said,
    "reads": recurrence_kept,
    "help": gettext_lazy(
        "Such as “every month”, “every 2 weeks on Tuesday”, “every month on the last Friday”. Empty: once."
    ),
}


def _has_words(rule: Recurrence) -> bool:
    ordinals = [*(nth for nth, _day in rule.weekdays if nth), *(day for day in rule.month_days if day < 0)]
    in_month = rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    is_mixed = bool(rule.weekdays and rule.month_days) or any(in_month and not nth for nth, _day in rule.weekdays)
    return not (rule.positions or rule.week_start or is_mixed or set(ordinals) - set(_NAMED))


def _often(rule: Recurrence) -> str:
    words = {
        Frequency.DAILY: ngettext("every day", "every %(count)d days", rule.interval),
        Frequency.WEEKLY: ngettext("every week", "every %(count)d weeks", rule.interval),
        Frequency.MONTHLY: ngettext("every month", "every %(count)d months", rule.interval),
        Frequency.YEARLY: ngettext("every year", "every %(count)d years", rule.interval),
    }
    return words[rule.frequency] % {"count": rule.interval}


def _days(rule: Recurrence) -> str:
    names = get_day_names("wide", locale=_locale())
    if rule.weekdays == _MONDAY_TO_FRIDAY:
        return _("from %(first)s to %(last)s") % {"first": names[0], "last": names[4]}
    said = [_weekday(nth, names[day]) for nth, day in rule.weekdays] + [_month_day(day) for day in rule.month_days]
    return _("on %(days)s") % {"days": _listed(said)} if said else ""


def _weekday(nth: int, name: str) -> str:
    return _nth(nth, name) if nth else pgettext("every week", "%(day)s") % {"day": name}


def _month_day(number: int) -> str:
    return _nth(number, pgettext("of a month", "day")) if number < 0 else _("day %(number)d") % {"number": number}


def _months(rule: Recurrence) -> str:
    names = get_month_names("wide", locale=_locale())
    return _("in %(months)s") % {"months": _listed([names[month] for month in rule.months])} if rule.months else ""


def _nth(nth: int, day: str) -> str:
    words = {
        1: pgettext("day of a month", "the first %(day)s"),
        2: pgettext("day of a month", "the second %(day)s"),
        3: pgettext("day of a month", "the third %(day)s"),
        4: pgettext("day of a month", "the fourth %(day)s"),
        5: pgettext("day of a month", "the fifth %(day)s"),
        -1: pgettext("day of a month", "the last %(day)s"),
        -2: pgettext("day of a month", "the second last %(day)s"),
    }
    return words[nth] % {"day": day}


def _listed(words: Sequence[str]) -> str:
    return str(format_list(list(words), locale=_locale()))


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")
