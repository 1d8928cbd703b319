"""A cell into the value of a field, with a sentence when it can't be."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange import parsing
from followthrough.kernel.exchange.parsing import CellProblem, ColumnStyle
from followthrough.kernel.exchange.reading import Cell
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import read_value


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
