"""What was sold and who owes it: each entitlement with its promises drawn, kept and late, by department."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followthrough.kernel.people.models import User
from followthrough.keystone.promises.models import State
from followthrough.web.frame import shown_person
from followthrough.web.shapes import Link, Segment, TemplatePanel
from followthrough.web.shapes.charts import svg
from followthrough.web.shapes.parts import Person, Ring
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import capital, day_text, full_month_text, initials_of, number_text
from followthrough.winning.contracts.models import Contract, ContractDiscount, Entitlement
from followthrough.winning.contracts.queries.billed import Instalment
from followthrough.winning.contracts.queries.entitled import word_of, words_of
from followthrough.winning.contracts.queries.fulfilment import Fulfilment, fulfilment_of, totals

WIDE, MOST = 96.0, 16
REAL = f"{State.OPEN},{State.KEPT},{State.MISSED}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens the rows behind it; nothing is shown for none."""

    text: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of the drawn progress: where it begins, how wide, its ink."""

    at: str
    wide: str
    ink: str


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One entitlement."""

    name: str
    url: str
    place: str
    told: str
    bars: tuple[Bar, ...]
    figures: tuple[Figure, ...]
    ring: Ring | None
    next: str
    next_tone: str
    next_url: str


@dataclass(frozen=True, slots=True)
class OwedGroup:
    """The entitlements of a department or a person, or that are due in a month, with their sums."""

    label: str
    person: Person | None
    figures: tuple[Figure, ...]
    rows: tuple[OwedRow, ...]


@dataclass(frozen=True, slots=True)
class OwedTable:
    """All of it, with the sums of everything, and under them the invoices of the term."""

    groups: tuple[OwedGroup, ...]
    figures: tuple[Figure, ...]
    invoices: OwedRow | None = None


def owed_to_see(contract: Contract, reader: Reader) -> list[Fulfilment]:
    """What a signed contract owes, for a reader who may see promises."""
    return fulfilment_of(contract) if contract.is_signed and reader.actor.may("promises.view") else []


def fulfilment_panel(
    contract: Contract,
    found: Sequence[Fulfilment],
    reader: Reader,
    billed: Sequence[Instalment] = (),
    *,
    by_due: bool = False,
) -> tuple[TemplatePanel, ...]:
    """The table of what it owes, by who owes it or by what is due next; nothing where nothing is owed."""
    if not found:
        return ()
    groups = _by_due(contract, found, reader) if by_due else _by_department(contract, found, reader)
    table = OwedTable(tuple(groups), _figures(found, {"fulfilment": contract.ref}), _invoices(contract, billed, reader))
    columns = "ref,name,kind,department,entitled,promised,kept,late,left,value"
    query = urlencode({"contract": contract.ref, "columns": columns})
    links = (
        Link(_("On another day"), f"{url_of(contract)}on"),
        Link(_("Download"), f"/entitlements/export.xlsx?{query}"),
    )
    here = url_of(contract)
    views = (
        Segment(_("Department"), f"{here}#panel-fulfilment", not by_due),
        Segment(_("Due date"), f"{here}?by=due#panel-fulfilment", by_due),
    )
    return (
        TemplatePanel(
            "fulfilment",
            _("What was sold, and who owes it"),
            links=links,
            body="contracts/fulfilment.html",
            content=table,
            flush=True,
            views=views,
        ),
    )


def _by_department(contract: Contract, found: Sequence[Fulfilment], reader: Reader) -> list[OwedGroup]:
    return [_group(contract, list(rows), reader) for _key, rows in groupby(sorted(found, key=_by), key=_by)]


def _by_due(contract: Contract, found: Sequence[Fulfilment], reader: Reader) -> list[OwedGroup]:
    """What is late, then month by month what is due next, then what is called, and what is done; soonest first."""
    groups: dict[str, list[Fulfilment]] = {}
    for one in sorted(found, key=_due):
        groups.setdefault(_when(one, reader), []).append(one)
    return [
        OwedGroup(words, None, _figures(rows, {}), tuple(_row(contract, one, reader, who=True) for one in rows))
        for words, rows in groups.items()
    ]


def _due(one: Fulfilment) -> tuple[int, float]:
    if (promise := one.next_open) is not None:
        return 0, promise.due.timestamp()
    return (1 if getattr(one.entitlement, "is_called", False) and one.left else 2), 0.0


def _when(one: Fulfilment, reader: Reader) -> str:
    promise = one.next_open
    if promise is not None:
        if promise.due < reader.now:
            return pgettext("promise", "Late")
        day = promise.due_on or promise.due.astimezone(reader.zone).date()
        return capital(full_month_text(day))
    is_called = getattr(one.entitlement, "is_called", False)
    return _("When they call it") if is_called and one.left else _("Nothing open")


def _by(row: Fulfilment) -> tuple[bool, str]:
    person = _owner(row)
    return (row.department is None, row.department.name if row.department else person.name if person else "")


def _owner(row: Fulfilment) -> User | None:
    own = row.entitlement.person if isinstance(row.entitlement, Entitlement) else None
    return own or row.entitlement.contract.owner


def _group(contract: Contract, rows: Sequence[Fulfilment], reader: Reader) -> OwedGroup:
    department, asks = rows[0].department, {"fulfilment": contract.ref}
    if department is not None:
        person = Person(department.name, initials_of(department.name), "department")
        asks["department"] = department.ref
    else:
        owner = _owner(rows[0])
        person = shown_person(owner, reader.actor) or Person(_("Nobody yet"), "?")
        asks["department__empty"] = "1"
        if owner is not None:
            asks["owner"] = owner.ref
    return OwedGroup(person.name, person, _figures(rows, asks), tuple(_row(contract, one, reader) for one in rows))


def _figures(rows: Sequence[Fulfilment], asks: dict[str, str]) -> tuple[Figure, ...]:
    sums = totals(rows)

    def figure(name: str, tone: str = "", **narrow: str) -> Figure:
        number = sums[name]
        if not number and name == "late":
            return Figure("")
        url = f"/promises/?{urlencode({**asks, **narrow})}" if narrow and number else ""
        return Figure(number_text(number), url, tone)

    is_called = any(getattr(one.entitlement, "is_called", False) for one in rows)
    return (
        figure("entitled"),
        figure("promised", state=REAL),
        figure("kept", state=State.KEPT.value),
        figure("late", "t-late", broken="yes"),
        figure("left") if is_called else figure("left", state=State.OPEN.value),
    )


def _row(contract: Contract, one: Fulfilment, reader: Reader, *, who: bool = False) -> OwedRow:
    part = one.entitlement
    asked = {"fulfilment": contract.ref}
    asked["contract_discount" if isinstance(part, ContractDiscount) else word_of(part)] = part.ref
    gaps = {"kept": one.kept, "all": one.entitled, "late": one.late}
    told = _("%(kept)d of %(all)d kept, %(late)d late") if one.late else _("%(kept)d of %(all)d kept")
    ring, text, tone, url = next_of(one, reader)
    return OwedRow(
        words_of(part),
        url_of(part),
        _department(one) if who else getattr(part, "place", ""),
        told % gaps,
        _pieces(one.kept, one.late, one.entitled) if one.entitled > 1 or one.promises else (),
        _figures([one], asked),
        ring,
        text,
        tone,
        url,
    )


def _invoices(contract: Contract, billed: Sequence[Instalment], reader: Reader) -> OwedRow | None:
    """The days of the term on which it is invoiced, as what is owed by us too."""
    if not billed:
        return None
    done = sum(one.is_done for one in billed)
    late = sum(not one.is_done and one.on < reader.today for one in billed)
    left = [one for one in billed if not one.is_done]
    url = f"/invoices/?{urlencode({'contract': contract.ref})}"
    told = _("%(kept)d of %(all)d kept, %(late)d late") if late else _("%(kept)d of %(all)d kept")
    ring, text, tone = Ring("kept"), _("All sent"), "mute"
    if left:
        day = day_text(left[0].on, today=reader.today)
        ring = Ring("late") if late else Ring("open", 0)
        text, tone = (_("%(day)s, late") % {"day": day}, "t-late") if late else (day, "")
    figures = (
        Figure(number_text(len(billed))),
        Figure(""),
        Figure(number_text(done), url if done else ""),
        Figure(number_text(late) if late else "", "", "t-late"),
        Figure(number_text(len(left))),
    )
    gaps = {"kept": done, "all": len(billed), "late": late}
    bars = _pieces(done, late, len(billed))
    return OwedRow(_("Invoices"), url, "", told % gaps, bars, figures, ring, text, tone, left[0].url if left else "")


def _department(one: Fulfilment) -> str:
    person = _owner(one)
    return one.department.name if one.department else person.name if person else _("Nobody yet")


def _pieces(kept: int, late: int, entitled: int) -> tuple[Bar, ...]:
    """A piece for each that is owed; where there are many, one for kept, late and left each."""
    late = min(late, entitled - kept)
    if entitled > MOST:
        ends = [("f2", kept), ("fl", late), ("fb", entitled - kept - late)]
        bars, at = [], 0.0
        for ink, many in ends:
            wide = WIDE * many / entitled
            bars.append(Bar(svg(at), svg(wide), ink))
            at += wide
        return tuple(bars)
    inks = ["f2"] * kept + ["fl"] * late + ["fb"] * (entitled - kept - late)
    step = (WIDE + 2) / max(len(inks), 6)
    return tuple(Bar(svg(step * place), svg(step - 2), ink) for place, ink in enumerate(inks))


def next_of(one: Fulfilment, reader: Reader) -> tuple[Ring | None, str, str, str]:
    """The ring and day of what is due next: late, waiting, on its way, or that all of it is kept."""
    promise = one.next_open
    if promise is None:
        if one.kept and not one.left:
            return Ring("kept"), _("All kept"), "mute", ""
        if getattr(one.entitlement, "is_called", False):
            return None, _("When they call it"), "mute", ""
        return None, "", "", ""
    day = day_text(promise.due_on or promise.due.astimezone(reader.zone).date(), today=reader.today)
    if promise.due < reader.now:
        return Ring("late"), _("%(day)s, late") % {"day": day}, "t-late", url_of(promise)
    if promise.blocked_by is not None and promise.blocked_by.state == State.OPEN:
        return Ring("wait"), day, "", url_of(promise)
    gone = (reader.now - promise.created_at) / max(promise.due - promise.created_at, promise.due - reader.now)
    return Ring("open", max(0, min(100, round(100 * gone)))), day, "", url_of(promise)
