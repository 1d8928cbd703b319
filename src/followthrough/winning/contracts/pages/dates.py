"""The key dates of a contract, and its amendments one under the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from followthrough.keystone.promises.models import State
from followthrough.web.shapes import Link, TemplatePanel, TimelineDay, TimelineEntry, TimelinePanel
from followthrough.web.shapes.panels import Panel
from followthrough.web.shapes.parts import Ring, Tone
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import day_text, full_text
from followthrough.winning.contracts.models import Amendment, AmendmentState, Contract
from followthrough.winning.contracts.pages.fulfilment import next_of
from followthrough.winning.contracts.pages.months import Mark, Month, months_with
from followthrough.winning.contracts.queries.billed import Instalment
from followthrough.winning.contracts.queries.fulfilment import Fulfilment
from followthrough.winning.contracts.queries.terms import Dates, calendar_of, dates_of


@dataclass(frozen=True, slots=True)
class DateRow:
    """One day to come: what it is and when, with its ring or its icon."""

    text: str
    day: str
    tone: Tone = "plain"
    icon: str = "calendar-days"
    ring: Ring | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeyDates:
    """This month and the next, and under them what comes, soonest first."""

    months: tuple[Month, ...]
    rows: tuple[DateRow, ...]


@dataclass(frozen=True, slots=True)
class _Coming:
    on: date
    mark: str
    row: DateRow


def dates_panel(
    contract: Contract, owed: Sequence[Fulfilment], billed: Sequence[Instalment], reader: Reader
) -> tuple[Panel, ...]:
    """Two months with what falls on their days, and what comes: the next promise and invoice, notice, renewal, end."""
    calendar = calendar_of(contract)
    today = calendar.day_of(reader.now)
    found = dates_of(contract, today, calendar)
    if not contract.is_signed or found.run is None:
        return ()
    coming = sorted([*_terms(found, today, reader), *_next(owed, billed, today, reader)], key=lambda one: one.on)
    promised = [mark for one in owed for mark in _promised(one, reader)]
    if not coming and not promised:
        return ()
    marks = [*(Mark(one.on, one.mark, one.row.text) for one in coming), *promised]
    links = (Link(_("Add to calendar"), f"{url_of(contract)}calendar.ics"),)
    shown = KeyDates(months_with(marks, today), tuple(one.row for one in coming))
    return (TemplatePanel("dates", _("Key dates"), body="contracts/dates.html", content=shown, links=links),)


def _terms(found: Dates, today: date, reader: Reader) -> Iterator[_Coming]:
    """The days of the term that are not over."""
    run = found.run
    assert run is not None
    told: list[tuple[date | None, str, str, Tone, str]] = [
        (run.starts_on, _("The term begins"), "info", "info", "calendar-days"),
        (found.notice_by, _("Last day to give notice"), "due", "due", "calendar-clock"),
    ]
    if found.act_by != found.notice_by:
        told.append((found.act_by, _("Last working day to give notice"), "due", "due", "calendar-clock"))
    if found.last_day:
        told.append((found.last_day, _("Contract ends"), "late", "late", "calendar-x"))
    else:
        told.append((run.ends_on, _("Renews by itself after this day"), "kept", "plain", "repeat"))
    for day, words, mark, tone, icon in told:
        if day is not None and day >= today:
            yield _Coming(day, mark, DateRow(words, day_text(day, today=reader.today), tone, icon))


def _next(owed: Sequence[Fulfilment], billed: Sequence[Instalment], today: date, reader: Reader) -> Iterator[_Coming]:
    """The promise and the invoice that are due next."""
    ahead = [one for one in owed if one.next_open and one.next_open.due_on and one.next_open.due_on >= today]
    first = min(ahead, key=lambda one: one.next_open.due if one.next_open else reader.now, default=None)
    if first and first.next_open and first.next_open.due_on:
        ring, text, _tone, url = next_of(first, reader)
        day = first.next_open.due_on
        yield _Coming(day, "due" if day == today else "info", DateRow(first.next_open.what, text, ring=ring, url=url))
    due = next((one for one in billed if not one.is_done and one.on >= today), None)
    if due is not None:
        row = DateRow(_("Next invoice"), day_text(due.on, today=reader.today), icon="receipt", url=due.url)
        yield _Coming(due.on, "info", row)


def _promised(one: Fulfilment, reader: Reader) -> Iterator[Mark]:
    for promise in one.promises:
        if promise.due_on is None or promise.state not in (State.OPEN, State.KEPT, State.MISSED):
            continue
        late = promise.state == State.MISSED or (promise.state == State.OPEN and promise.due < reader.now)
        tone = "kept" if promise.state == State.KEPT else "late" if late else "info"
        if tone == "info" and promise.due_on == reader.today:
            tone = "due"
        yield Mark(promise.due_on, tone, promise.what)


def amendments_panel(contract: Contract, reader: Reader) -> tuple[Panel, ...]:
    """The amendments, the last first, and the contract itself under them."""
    rows = list(Amendment.visible_to(reader.actor).filter(contract=contract).order_by("-number")[:8])
    if not contract.signed_on:
        return ()
    entries = [_entry(one, reader) for one in rows]
    when = day_text(contract.signed_on, today=reader.today)
    words = _("The contract itself, signed by %(who)s") if contract.signed_by else _("The contract itself")
    entries.append(TimelineEntry(words % {"who": contract.signed_by}, "file-pen-line", when))
    links = (Link(_("On another day"), f"{url_of(contract)}on"),)
    count = str(len(rows) or "")
    days = (TimelineDay("", tuple(entries)),)
    return (TimelinePanel("amendments", _("Amendments"), count=count, days=days, links=links),)


def _entry(one: Amendment, reader: Reader) -> TimelineEntry:
    link = Link(_("Amendment %(number)d") % {"number": one.number}, url_of(one))
    said = {
        AmendmentState.DRAFT: _("a draft"),
        AmendmentState.SIGNATURE: _("out for signature"),
        AmendmentState.VOID: _("dropped"),
    }.get(AmendmentState(one.state), "")
    after = f"{one.name} ({said})" if said else one.name
    when = day_text(one.effective_on, today=reader.today)
    return TimelineEntry("", "file-plus-2", when, full_text(one.effective_on, zone=reader.zone), link=link, after=after)
