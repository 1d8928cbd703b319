"""A contract's present term drawn on a line of months: where it is, its amendments, notice and end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.kinds import kind_named
from followthrough.web.shapes import TemplatePanel
from followthrough.web.shapes.charts import svg, within
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, month_text
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract
from followthrough.winning.contracts.queries.billed import Instalment
from followthrough.winning.contracts.queries.fulfilment import FELL, Fulfilment
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of

LEFT, RIGHT, MOST_MONTHS = 8, 812, 13
BESIDE, MOST_ROWS, ROW = 150, 4, 17  # room for the words of rows; how many rows; how high each
MOST_LETTERS = 24
Place = Callable[[date], float]
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
class OwedRow:
    """What is owed of a sort over the term: a piece at each day, with its ink; where its words and pieces stand."""

    label: str
    words_at: str
    pieces_at: str
    pieces: tuple[tuple[str, str], ...]
    told: str


@dataclass(frozen=True, slots=True)
class TermChart:
    """The term: months as (place, word), marks, how far today is, and the sentence that tells it all."""

    label: str
    months: tuple[tuple[str, str, str], ...]
    marks: tuple[Mark, ...]
    gone: str
    now: str
    left: int = LEFT
    rows: tuple[OwedRow, ...] = ()

    @property
    def wide(self) -> int:
        """Of the line."""
        return RIGHT - self.left

    @property
    def height(self) -> int:
        """Of the viewBox: a second row of words, and rows of what is owed, make it higher."""
        return _below(self.marks) + ROW * len(self.rows)


def _below(marks: Sequence[Mark]) -> int:
    return 92 if any(mark.low for mark in marks) else 76


def term_panel(
    contract: Contract, owed: Sequence[Fulfilment], billed: Sequence[Instalment], reader: Reader
) -> tuple[TemplatePanel, ...]:
    """The drawing, with invoices and what is owed over the term below it; nothing before it has a first day."""
    calendar = calendar_of(contract)
    today = calendar.day_of(reader.now)
    run = dates_of(contract, today, calendar).run
    if run is None:
        return ()
    end = run.ends_on or add_months(max(run.starts_on, today), OPEN_ENDED // 2)
    title = _("The term") if run.number == 0 else _("The term after renewal %(number)d") % {"number": run.number}
    chart = _drawn(contract, run.starts_on, end, run.ends_on is None, today, reader, owed, billed)
    return (TemplatePanel("term", title, body="contracts/term.html", content=chart),)


def _drawn(
    contract: Contract,
    start: date,
    end: date,
    is_open: bool,
    today: date,
    reader: Reader,
    owed: Sequence[Fulfilment],
    billed: Sequence[Instalment],
) -> TermChart:
    days = max((end - start).days, 1)
    sorts = _sorts(owed, start, end)
    left = BESIDE if sorts or billed else LEFT

    def place(day: date) -> float:
        return left + within((day - start).days / days) * (RIGHT - left)

    told = sorted(_told(contract, start, end, is_open, today, reader), key=lambda one: one[0])
    marks: list[Mark] = []
    last = [0.0, 0.0]
    for day, ink, text, word_ink in told:
        at = place(day)
        anchor = "start" if at < left + 60 else "end" if at > RIGHT - 60 else "middle"
        width = 6.2 * len(text)
        begins = at if anchor == "start" else at - width if anchor == "end" else at - width / 2
        low = begins < last[0] + 8 and begins >= last[1] + 8
        last[low] = begins + width
        word_at = svg(at - 6 if anchor == "start" else at + 6 if anchor == "end" else at)
        marks.append(Mark(svg(at), ink, text, word_at, anchor, word_ink, low))
    sentence = _("Term from %(start)s to %(end)s") % {"start": day_said(start), "end": day_said(end)}
    top = _below(marks)
    invoices = (_invoices(billed, top, place, today),) if billed else ()
    top += ROW * len(invoices)
    rows = (
        *invoices,
        *(_row(sort, some, number, top, place, reader) for number, (sort, some) in enumerate(sorts)),
    )
    label = f"{sentence}: " + ", ".join([*(text for _day, _ink, text, _word in told), *(row.told for row in rows)])
    is_within = start <= today <= end
    return TermChart(
        label,
        tuple(_months(start, end, place)),
        tuple(marks),
        svg(place(min(max(today, start), end)) - left),
        svg(place(today)) if is_within else "",
        left,
        rows,
    )


def _sorts(owed: Sequence[Fulfilment], start: date, end: date) -> list[tuple[str, list[Promise]]]:
    """What is promised in the term by sort, the most often owed first; what fell away is left out."""
    found: dict[str, list[Promise]] = {}
    for one in owed:
        for promise in one.promises:
            if promise.state not in FELL and promise.due_on and start <= promise.due_on <= end:
                found.setdefault(promise.kind, []).append(promise)
    return sorted(found.items(), key=lambda sort: (-len(sort[1]), sort[0]))[:MOST_ROWS]


def _row(sort: str, some: Sequence[Promise], number: int, top: int, place: Place, reader: Reader) -> OwedRow:
    inks = [_ink(one, reader) for one in some]
    label = str(kind_named(sort).label)
    gaps = {"what": label, "kept": inks.count("f2"), "late": inks.count("fl"), "owed": inks.count("fb")}
    told = _("%(what)s: %(kept)d kept, %(late)d late, %(owed)d owed") % gaps
    pieces = tuple((svg(place(one.due_on) - 4), ink) for one, ink in zip(some, inks, strict=True) if one.due_on)
    label = label if len(label) <= MOST_LETTERS else f"{label[: MOST_LETTERS - 1].rstrip()}…"
    return OwedRow(label, svg(top + ROW * number + 8), svg(top + ROW * number), pieces, told)


def _invoices(billed: Sequence[Instalment], top: int, place: Place, today: date) -> OwedRow:
    inks = ["f2" if one.is_done else "fl" if one.on < today else "fb" for one in billed]
    gaps = {"what": _("Invoices"), "kept": inks.count("f2"), "late": inks.count("fl"), "owed": inks.count("fb")}
    told = _("%(what)s: %(kept)d kept, %(late)d late, %(owed)d owed") % gaps
    pieces = tuple((svg(place(one.on) - 4), ink) for one, ink in zip(billed, inks, strict=True))
    return OwedRow(_("Invoices"), svg(top + 8), svg(top), pieces, told)


def _ink(promise: Promise, reader: Reader) -> str:
    if promise.state == State.KEPT:
        return "f2"
    return "fl" if promise.state == State.MISSED or promise.due < reader.now else "fb"


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
    day, last, shown = start.replace(day=1), -100.0, 0
    for number in range(0, total, step):
        first = max(add_months(day, number), start)
        at = place(first)
        if at <= RIGHT - 34 and at >= last + (58 if shown == 1 else 30):  # the first bears the year
            last, shown = at, shown + 1
            yield svg(at), svg(at + 5), month_text(first, today=end - timedelta(days=400) if number == 0 else first)
