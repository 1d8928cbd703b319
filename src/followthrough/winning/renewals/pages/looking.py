"""What the address of the retention report asks for, and addresses that ask for something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.web.wording import month_text
from followthrough.winning.renewals.queries.retention import NOBODY, By, Told, month_end
from followthrough.winning.renewals.rules.retention import Part

SPANS, USUAL = (3, 6, 12, 24), 12


@dataclass(frozen=True, slots=True)
class Looking:
    """The days compared, what they are told apart by, in which currency, as known now or on the last day."""

    until: date
    months: int
    by: By
    currency: str
    as_then: bool
    params: dict[str, str]

    @property
    def before(self) -> date:
        """The end of the month so many months earlier: the first day of the comparison."""
        return month_end(add_months(self.until.replace(day=1), -self.months))

    def url(self, path: str = "", **other: str) -> str:
        """The same with some of it different; what is empty is left out."""
        params = {name: value for name, value in {**self.params, **other}.items() if value}
        return f"{path}?{urlencode(params)}"

    def exact(self, sent: Mapping[str, str]) -> tuple[date, date]:
        """The two days of one row of the report; those of the whole where none are named."""
        first, last = read_day(sent.get("from", "")), read_day(sent.get("to", ""))
        return (first, last) if first and last and first < last else (self.before, self.until)


def read_looking(sent: Mapping[str, str], today: date) -> Looking:
    """The address as asked, up to a month and never beyond today; what can't be read is as if it were left out."""
    month = read_day(sent.get("until", "")) or today
    until = min(month_end(month), today) if (month.year, month.month) <= (today.year, today.month) else today
    months = int(sent["months"]) if sent.get("months", "") in map(str, SPANS) else USUAL
    by = By(sent["by"]) if sent.get("by", "") in list(By) else By.MONTH
    currency = sent.get("currency", "")[:3].upper()
    as_then = sent.get("known", "") == "then"
    params = {
        "until": "" if until == today else f"{until:%Y-%m}",
        "months": "" if months == USUAL else str(months),
        "by": by.value,
        "currency": currency,
        "known": "then" if as_then else "",
    }
    return Looking(until, months, by, currency, as_then, params)


def read_day(text: str) -> date | None:
    """A day, or the first of a month, as written; None for anything else."""
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None


def by_label(by: By) -> str:
    """What the report is told apart by."""
    return {
        By.MONTH: _("Month"),
        By.QUARTER: _("Quarter"),
        By.REP: _("Rep"),
        By.TEAM: _("Team"),
        By.SEGMENT: _("Segment"),
    }[by]


def part_label(part: Part) -> str:
    """A column of the report."""
    return {
        Part.START: _("At the start"),
        Part.NEW: _("New"),
        Part.EXPANSION: _("Expansion"),
        Part.CONTRACTION: _("Contraction"),
        Part.CHURN: _("Churn"),
        Part.END: _("At the end"),
    }[part]


def row_name(one: Told, by: By, today: date) -> str:
    """What a row of the report is about: a month, a quarter, or the name of its group."""
    if by is By.MONTH:
        return month_text(one.until, today=today)
    if by is By.QUARTER:
        return _("Q%(number)d %(year)d") % {"number": (one.until.month + 2) // 3, "year": one.until.year}
    return one.name if one.key != NOBODY else _("none")
