"""A record's values as cells: worded, linked, in the reader's language and zone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, type_named, type_of
from followthrough.kernel.records.showing import linked as linked_records
from followthrough.kernel.records.showing import links_of
from followthrough.values.money import Money
from followthrough.values.reference import parse_reference
from followthrough.web.frame import shown_person
from followthrough.web.shapes import Cell
from followthrough.web.tones import tone_of
from followthrough.web.wording import (
    dated_text,
    day_text,
    due_text,
    full_text,
    moment_text,
    money_text,
    number_text,
    phone_text,
)

TITLES = ("name", "what")
STATES = ("state", "status", "lifecycle", "validity")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom values are worded for: made once per page, with what was found out for it, such as what changes link to."""

    actor: Actor
    now: datetime
    zone: ZoneInfo
    currency: str
    sees: dict[Record, bool] = field(default_factory=dict)
    linked: dict[tuple[type[Record], int], Record] = field(default_factory=dict)
    columns: dict[RecordType, dict[str, Field]] = field(default_factory=dict)
    currencies: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def reader_of(actor: Actor) -> Reader:
    """The reader behind an actor."""
    return Reader(actor, clock.now(), ZoneInfo(actor.zone), company().currency)


def url_of(record: Record) -> str:
    """The address of a record's page."""
    return f"/{type_of(record).plural}/{record.ref}/"


def title_column(kind: RecordType) -> str:
    """The column that leads to the record's page."""
    return next((name for name in kind.columns if name in TITLES), kind.columns[0])


def list_columns(kind: RecordType, actor: Actor) -> list[str]:
    """The columns of the list this actor sees: the title first; the number only where it is all there is."""
    first = title_column(kind)
    readable = kind.readable(actor)
    rest = [n for n in kind.columns if n != first and (n in readable or n in kind.computed)]
    return [first, *(n for n in rest if n != "ref" or first not in TITLES)]


def cell_of(kind: RecordType, record: Any, name: str, reader: Reader, *, lead: bool = False) -> Cell:
    """One column of a record; the leading one is strong and leads to its page."""
    field = kind.fields[name]
    value = getattr(record, name)
    if lead:
        worded = worded_value(field, value, record, reader)
        shown = value if field.kind is Kind.TEXT and value and not field.says else worded.text or record.title
        return Cell(str(shown), "link", url_of(record) if kind.listed else "", strong=True)
    cell = worded_value(field, value, record, reader)
    if field.late and value and field.late(record, reader.now.astimezone(reader.zone)):
        return replace(cell, tone="late", title=f"{cell.title} · {_('Late')}")
    return cell


def with_nothing(cell: Cell) -> Cell:
    """The cell, or in its place the word that nothing stands there."""
    return cell if cell.text else Cell(_("No") if cell.kind == "bool" else _("none"), quiet=True)


def worded_value(field: Field, value: Any, record: Any, reader: Reader) -> Cell:
    """A value in words; nothing is said in words too."""
    if field.kind is Kind.YES_NO:
        return Cell(_("Yes") if value else "", "bool")
    if value in (None, "", []):
        return Cell("", quiet=True)
    match field.kind:
        case Kind.MONEY:
            currency = getattr(record, field.currency or "", "") or reader.currency
            return Cell(money_text(value, currency, home=reader.currency, exact=field.exact), "money")
        case Kind.INTEGER if field.is_year:
            return Cell(str(value), "number")
        case Kind.INTEGER | Kind.DECIMAL:
            return Cell(number_text(value), "number")
        case Kind.DATE:
            return Cell(day_text(value, today=reader.today), "date", title=full_text(value, zone=reader.zone))
        case Kind.INSTANT:
            return moment_cell(getattr(record, field.day or "", None) or value, reader)
        case Kind.CHOICE:
            tone: Any = tone_of(str(value))
            return Cell(field.choice_label(value), "badge" if tone else "text", tone=tone or "plain")
        case Kind.LINK if _leads_anywhere(field) and not _is_seen(value, reader):
            return Cell(_("something you may not see"), quiet=True)
        case Kind.LINK:
            return _linked(value, reader)
        case Kind.TAGS:
            return Cell(", ".join(map(str, value)), "tags", tags=tuple(map(str, value)))
        case Kind.EMAIL:
            return Cell(value, url=f"mailto:{value}")
        case Kind.PHONE:
            return Cell(phone_text(str(value)), title=str(value))
        case Kind.STRUCTURE:
            return Cell(_("set"), quiet=True)
        case Kind.TEXT if named := _kind_numbered(field, str(value), record, reader.actor):
            return Cell(str(value), "link", f"/{named.plural}/{value}/")
        case Kind.TEXT if field.is_sentence:
            return Cell(dated_text(str(value), today=reader.today))
        case _:
            text = field.choice_label(value) if field.says else str(value)
            return Cell(text if len(text) <= 160 else f"{text[:157]}…", title=text if len(text) > 160 else "")


def _kind_numbered(field: Field, number: str, record: Any, actor: Actor) -> RecordType | None:
    """Of what kind the record is whose number stands in a column such as `source_ref`, beside `source_kind`."""
    stem, ref, rest = field.name.rpartition("_ref")
    named = type_named(str(getattr(record, f"{stem}_kind", "") or "")) if ref and not rest and stem else None
    is_led_to = named and named.listed and parse_reference(named.ref, number) and actor.may(named.permission("view"))
    return named if is_led_to else None


def moment_cell(at: date | datetime, reader: Reader) -> Cell:
    """A moment or a whole day, short, with the whole of it as a hint."""
    text = due_text(at, now=reader.now, zone=reader.zone)
    return Cell(text, "datetime", title=full_text(at, zone=reader.zone))


def _leads_anywhere(field: Field) -> bool:
    """Whether who sees the link may not see what it leads to: a custom one, or one to what is kept private by some."""
    return field.link is not None and (field.name.startswith(PREFIX) or "reached_by" in vars(field.link))


def _is_seen(linked: Record, reader: Reader) -> bool:
    if linked not in reader.sees:
        reader.sees[linked] = bool(linked_records({type(linked): {linked.pk}}, reader.actor))
    return reader.sees[linked]


def _linked(value: Any, reader: Reader) -> Cell:
    if isinstance(value, User):
        person = shown_person(value, reader.actor)
        return Cell(value.name, "person", people=(person,) if person else ())
    kind = type_of(value)
    return Cell(value.title, "link", url_of(value) if kind.listed and reader.actor.may(kind.permission("view")) else "")


def look_behind(kind: RecordType, records: Sequence[Any], names: Iterable[str], reader: Reader) -> None:
    """Learn at once which records behind the links of these rows the reader may see.

    Most lead where whoever sees the record may look as well, and are not asked about.
    """
    links = {n: kind.fields[n] for n in names if n in kind.fields and _leads_anywhere(kind.fields[n])}
    if links:
        prefetch_related_objects(records, *links)
        seen = links_of(kind, records, links, reader.actor)
        for one in (getattr(record, name) for record in records for name in links):
            if one is not None:
                reader.sees[one] = (type(one), one.pk) in seen


def computed_cell(value: Any, kind: str, reader: Reader, *, exact: bool = False) -> Cell:
    """A computed column's value: a ready cell, or a plain value of its declared kind; money to the cent if `exact`."""
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell("", quiet=True)
    if isinstance(value, datetime):
        return Cell(moment_text(value, now=reader.now, zone=reader.zone), "datetime")
    if isinstance(value, date):
        return Cell(day_text(value, today=reader.today), "date")
    if isinstance(value, Money):
        return Cell(money_text(value.amount, value.currency, home=reader.currency, exact=exact), "money")
    if kind == "number" and isinstance(value, int | Decimal):
        return Cell(number_text(value), "number")
    return Cell(str(value))
