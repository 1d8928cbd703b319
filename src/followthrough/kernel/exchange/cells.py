"""A cell into the value of a field, with a sentence when it can't be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange import parsing
from followthrough.kernel.exchange.parsing import CellProblem, ColumnStyle
from followthrough.kernel.exchange.reading import Cell
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import read_value

MOST_KEPT = 20_000  # texts of one column whose values are remembered
Found = tuple[Any, str | None]  # a value, and the currency its cell names


@dataclass(slots=True)
class ColumnReader:
    """Reads one column cell by cell; what a text means is found out once, for most columns say the same again."""

    column: Field
    style: ColumnStyle
    actor: Actor
    known: dict[str, Found] = field(default_factory=dict)

    def read(self, cell: Cell) -> Found:
        """The typed value and the currency its cell names, None where there is none; raises CellProblem."""
        if type(cell) is not str:
            return self._found(cell)
        found = self.known.get(cell)
        if found is None:
            found = self._plain(cell) or self._found(cell)
            if not isinstance(found[0], list):  # one that could be changed is nobody else's
                if len(self.known) >= MOST_KEPT:
                    self.known.clear()
                self.known[cell] = found
        return found

    def _plain(self, cell: str) -> Found | None:
        """A text as nearly all are, with nothing to mend in it."""
        if self.column.kind is not Kind.TEXT or self.column.reads:
            return None
        text = cell.strip()
        if not text or not text.isprintable() or len(text) > (self.column.max_length or len(text)):
            return None
        return text, None

    def _found(self, cell: Cell) -> Found:
        value = cell_value(self.column, cell, self.style, self.actor)
        return value, None if value is None else currency_of(self.column, cell, self.style)


def styles_of(fields: Mapping[int, Field], rows: Iterable[Sequence[Cell]]) -> dict[int, ColumnStyle]:
    """How each column writes its dates and numbers; of text nothing is to be found out."""
    kinds = (Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.INSTANT)
    written = [index for index, each in fields.items() if each.kind in kinds]
    sample = list(rows) if written else []
    usual = ColumnStyle()
    return {index: style_of([cells[index] for cells in sample]) if index in written else usual for index in fields}


def style_of(cells: Sequence[Cell]) -> ColumnStyle:
    """How a whole column writes its dates and numbers."""
    return parsing.column_style(cells)


def cell_value(field: Field, cell: Cell, style: ColumnStyle, actor: Actor) -> Any:
    """The typed value, None where the cell is empty; raises CellProblem."""
    if parsing.is_empty(cell, words=field.kind is not Kind.TEXT):
        return None
    plain = _plain(field, cell, style)
    if field.kind in (Kind.LINK, Kind.LINKS, Kind.FILE):
        return parsing.parse_text(cell)
    if plain is None or plain == "":
        return None
    try:
        return read_value(field, plain, actor)
    except Invalid as problem:
        raise CellProblem(str(problem.fields[field.name])) from problem


def _plain(field: Field, cell: Cell, style: ColumnStyle) -> Any:
    match field.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return parsing.parse_number(cell, style)
        case Kind.MONEY:
            amount = parsing.parse_money(cell, style)
            return None if amount is None else amount.amount
        case Kind.DATE:
            return parsing.parse_date(cell, style)
        case Kind.INSTANT:
            return parsing.parse_timestamp(cell, style)
        case Kind.YES_NO:
            return parsing.parse_bool(cell)
        case Kind.CHOICE:
            choices = [parsing.Choice(value, str(label)) for value, label in field.choices]
            return parsing.parse_choice(cell, choices)
        case _:
            return parsing.parse_text(cell)


def currency_of(field: Field, cell: Cell, style: ColumnStyle) -> str | None:
    """The currency an amount names, if it does."""
    if field.kind is not Kind.MONEY:
        return None
    amount = parsing.parse_money(cell, style)
    return None if amount is None else amount.currency


def missing(field: Field) -> str:
    """The sentence for a required field without a value."""
    return _("Fill in %(label)s.") % {"label": str(field.label).lower()}
