"""Rows of a sheet as lines: which product each names, how many, at what price and discount; nothing is written here."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.parsing.dates import parse_date
from followthrough.kernel.exchange.parsing.figures import parse_number
from followthrough.kernel.exchange.parsing.problems import CellProblem
from followthrough.kernel.exchange.parsing.styles import ORDERS, ColumnStyle, column_style
from followthrough.kernel.records.reading import read_value
from followthrough.kernel.records.registry import RecordType, Values

MOST = 500  # rows a quote takes at once
FIGURES = ("quantity", "unit_price", "discount")
# What sheets call these columns; without such words the figures are taken in this order.
HEADS = {
    "quantity": ("qty", "quantity", "pcs", "units", "cantidad", "cant", "uds", "unidades"),
    "unit_price": ("price", "unit price", "list", "list price", "precio", "precio unitario", "tarifa"),
    "discount": ("discount", "off", "off %", "discount %", "disc", "descuento", "dto", "dto %"),
    "wanted_on": (
        "wanted",
        "wanted on",
        "delivery",
        "delivery date",
        "due",
        "due date",
        "required",
        "required date",
        "requested date",
        "need by",
        "fecha",
        "fecha de entrega",
        "entrega",
        "fecha requerida",
    ),
    "text": ("part", "code", "sku", "product", "article", "item", "description", "codigo", "articulo", "producto"),
}


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row: the words it names its product with, the product found, figures as plain texts, and what is wrong.

    `wanted_on` is the day it is wanted for, as 2026-11-30; a quote has no use for it.
    """

    text: str
    product: str = ""
    title: str = ""
    quantity: str = ""
    unit_price: str = ""
    discount: str = ""
    wanted_on: str = ""
    problem: str = ""

    @property
    def stored(self) -> dict[str, str]:
        """As it travels through the page and back."""
        return asdict(self)


def rows_sent(block: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of `{"rows": [{text, product, quantity, …}]}` as they came back."""
    rows = block.get("rows")
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def products_named(rows: Sequence[Mapping[str, Any]], actor: Actor) -> dict[str, Product]:
    """The products that rows name by their numbers, of those the actor sees."""
    refs = {str(row["product"]) for row in rows if row.get("product")}
    return Product.visible_to(actor).in_bulk(refs, field_name="ref")


def figures_sent(kind: RecordType, row: Mapping[str, Any], names: Iterable[str], actor: Actor) -> Values:
    """Those of the values that the row has, read as if each had been typed. Raises Invalid."""
    return {name: read_value(kind.fields[name], row[name], actor) for name in names if row.get(name)}


def read_rows(text: str, actor: Actor) -> list[PastedRow]:
    """The rows of a pasted block, each with the product of that code or name, if one is known to the reader."""
    cells = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    cells = [row for row in cells if any(row)][: MOST + 1]
    order, rest = _columns(cells)
    columns = {name: [row[at] for row in rest if at < len(row)] for name, at in order.items() if name != "text"}
    styles = {name: column_style(column) for name, column in columns.items()}
    if "wanted_on" in styles:
        styles["wanted_on"] = _ahead(columns["wanted_on"], styles["wanted_on"], clock.today(actor.zone))
    rows = [_row(row, order, styles) for row in rest]
    return _named(rows, actor)


def _columns(cells: Sequence[Sequence[str]]) -> tuple[dict[str, int], Sequence[Sequence[str]]]:
    """Where each value stands; a first row of known words says so and is left out."""
    known = {fold(word): name for name, words in HEADS.items() for word in words}
    heads = [known.get(fold(cell), "") for cell in cells[0]] if cells else []
    if any(name in (*FIGURES, "wanted_on") for name in heads):
        return {name: heads.index(name) for name in dict.fromkeys(heads) if name} | _text_at(heads), cells[1:]
    width = max((len(row) for row in cells), default=0)
    columns = {at: [row[at] for row in cells if at < len(row)] for at in range(1, width)}
    days = [at for at, column in columns.items() if _mostly(_is_day, column)]
    figures = [at for at, column in columns.items() if at not in days and _mostly(_is_figure, column)]
    wanted = {"wanted_on": days[0]} if days else {}
    return {"text": 0, **dict(zip(FIGURES, figures, strict=False)), **wanted}, cells


def _ahead(column: Sequence[str], style: ColumnStyle, today: date) -> ColumnStyle:
    """Where days can be read in two ways, the way by which none is over: nobody wants anything for a day gone by."""
    likely = (replace(style, order=order) for order in dict.fromkeys((style.order, *ORDERS)))
    return next((one for one in likely if all(_is_ahead(cell, one, today) for cell in column)), style)


def _is_ahead(cell: str, style: ColumnStyle, today: date) -> bool:
    try:
        day = parse_date(cell, style)
    except CellProblem:
        return False
    return day is None or day >= today


def _text_at(heads: Sequence[str]) -> dict[str, int]:
    return {"text": heads.index("text") if "text" in heads else 0}


def _mostly(is_one: Callable[[str], bool], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and 2 * sum(map(is_one, filled)) > len(filled)


def _is_figure(cell: str) -> bool:
    return any(c.isdigit() for c in cell) and len(cell) < 20


def _is_day(cell: str) -> bool:
    if cell.isdigit():  # a quantity may look like a day without its separators
        return False
    try:
        return parse_date(cell) is not None
    except CellProblem:
        return False


def _row(row: Sequence[str], order: dict[str, int], styles: dict[str, Any]) -> PastedRow:
    values, problem = {}, ""
    for name in FIGURES:
        cell = row[order[name]] if name in order and order[name] < len(row) else ""
        try:
            number = parse_number(cell.rstrip(" %"), styles.get(name))
        except CellProblem as wrong:
            number, problem = None, str(wrong)
        values[name] = "" if number is None else f"{number:f}"
    text = row[order["text"]] if order["text"] < len(row) else ""
    cell = row[order["wanted_on"]] if "wanted_on" in order and order["wanted_on"] < len(row) else ""
    try:
        day = parse_date(cell, styles.get("wanted_on"))
    except CellProblem as wrong:
        day, problem = None, problem or str(wrong)
    wanted = day.isoformat() if day else ""
    return PastedRow(text=text[:300], wanted_on=wanted, problem=problem or _wrong(values, text), **values)


def _wrong(values: dict[str, str], text: str) -> str:
    if not text:
        return _("No product and no words")
    if values["quantity"] and Decimal(values["quantity"]) <= 0:
        return _("Write a quantity above zero.")
    return ""


def _named(rows: Sequence[PastedRow], actor: Actor) -> list[PastedRow]:
    """Find the products by code, number or name, without regard to case, in two queries."""
    words = {row.text.lower() for row in rows if row.text}
    known: dict[str, Product] = {}
    products = Product.visible_to(actor).annotate(low_code=Lower("code"), low_name=Lower("name"), low_ref=Lower("ref"))
    for field in ("low_name", "low_ref", "low_code"):
        found = products.filter(**{f"{field}__in": words}).exclude(**{field: ""})
        known |= {getattr(one, field): one for one in found}
    return [
        replace(row, product=known[row.text.lower()].ref, title=known[row.text.lower()].name)
        if row.text.lower() in known
        else row
        for row in rows
    ]
