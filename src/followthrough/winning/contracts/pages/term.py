"""A contract's present term drawn on a line of months: where it is, its amendments, notice and end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.web.shapes import TemplatePanel
from followthrough.web.shapes.charts import svg, within
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, month_text
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of

LEFT, RIGHT, MOST_MONTHS = 8, 812, 13
OPEN_ENDED = 24  # months shown of a contract without an end


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the line: its place, ink, word, the word's place, side and ink, and which of two rows it stands in."""

    at: str
    ink: str
    text: str
    word_at: str
    anchor: str
    word_ink: str
    low: bool = False


@dataclass(frozen=True, slots=True)
class TermChart:
    """The term: months as (place, word), marks, how far today is, and the sentence that tells it all."""

    label: str
    months: tuple[tuple[str, str, str], ...]
    marks: tuple[Mark, ...]
    gone: str
    now: str

    @property
    def height(self) -> int:
        """Of the viewBox: a second row of words makes it higher."""
        return 92 if any(mark.low for mark in self.marks) else 76


def term_panel(contract: Contract, reader: Reader) -> tuple[TemplatePanel, ...]:
    """The drawing; nothing before the contract has a first day."""
    calendar = calendar_of(contract)
    today = calendar.day_of(reader.now)
    run = dates_of(contract, today, calendar).run
    if run is None:
        return ()
    end = run.ends_on or add_months(max(run.starts_on, today), OPEN_ENDED // 2)
    title = _("The term") if run.number == 0 else _("The term after renewal %(number)d") % {"number": run.number}
    chart = _drawn(contract, run.starts_on, end, run.ends_on is None, today, reader)
    return (TemplatePanel("term", title, body="contracts/term.html", content=chart),)


def _drawn(contract: Contract, start: date, end: date, is_open: bool, today: date, reader: Reader) -> TermChart:
    days = max((end - start).days, 1)

    def place(day: date) -> float:
        return LEFT + within((day - start).days / days) * (RIGHT - LEFT)

    told = sorted(_told(contract, start, end, is_open, today, reader), key=lambda one: one[0])
    marks: list[Mark] = []
    last = [0.0, 0.0]
    for day, ink, text, word_ink in told:
        at = place(day)
        anchor = "start" if at < LEFT + 60 else "end" if at > RIGHT - 60 else "middle"
        width = 6.2 * len(text)
        begins = at if anchor == "start" else at - width if anchor == "end" else at - width / 2
        low = begins < last[0] + 8 and begins >= last[1] + 8
        last[low] = begins + width
        word_at = svg(at - 6 if anchor == "start" else at + 6 if anchor == "end" else at)
        marks.append(Mark(svg(at), ink, text, word_at, anchor, word_ink, low))
    sentence = _("Term from %(start)s to %(end)s") % {"start": start.isoformat(), "end": end.isoformat()}
    label = f"{sentence}: " + ", ".join(text for _day, _ink, text, _word in told)
    is_within = start <= today <= end
    return TermChart(
        label,
        tuple(_months(start, end, place)),
        tuple(marks),
        svg(place(min(max(today, start), end)) - LEFT),
        svg(place(today)) if is_within else "",
    )


def _told(
    contract: Contract, start: date, end: date, is_open: bool, today: date, reader: Reader
) -> Iterator[tuple[date, str, str, str]]:
    def word(day: date) -> str:
        return day_text(day, today=reader.today)

    yield start, "f1", _("Start %(day)s") % {"day": word(start)}, "lab"
    rows = Amendment.visible_to(reader.actor).filter(contract=contract, state=AmendmentState.SIGNED)
    for one in rows.filter(effective_on__gte=start, effective_on__lte=end).order_by("effective_on"):
        yield one.effective_on, "f4", _("Amendment %(number)d") % {"number": one.number}, "lab"
    found = dates_of(contract, today, calendar_of(contract))
    if found.notice_by and start <= found.notice_by <= end:
        yield found.notice_by, "f3", _("Notice by %(day)s") % {"day": word(found.notice_by)}, "td"
    if is_open:
        return
    if found.last_day is not None and found.last_day <= end:
        yield found.last_day, "fl", _("Ends %(day)s") % {"day": word(found.last_day)}, "tl"
    else:
        yield end, "f2", _("Renews after %(day)s") % {"day": word(end)}, "tk"


def _months(start: date, end: date, place: object) -> Iterator[tuple[str, str, str]]:
    """The first of each month, or of every few where there are many."""
    assert callable(place)
    total = (end.year - start.year) * 12 + end.month - start.month + 1
    step = -(-total // MOST_MONTHS)
    day, last = start.replace(day=1), -100.0
    for number in range(0, total, step):
        first = max(add_months(day, number), start)
        at = place(first)
        if at <= RIGHT - 34 and at >= last + (58 if number <= step else 30):
            last = at
            yield svg(at), svg(at + 5), month_text(first, today=end - timedelta(days=400) if number == 0 else first)
