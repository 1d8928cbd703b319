"""Read a price list that comes back as a file: which product costs what, and which cells can't be."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.models import PriceEntry
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.cells import cell_value, currency_of, style_of
from followthrough.kernel.exchange.links import LinkFinder
from followthrough.kernel.exchange.matching.mapping import Target, guess_mapping
from followthrough.kernel.exchange.parsing import CellProblem
from followthrough.kernel.exchange.reading import Cell, Row, Table
from followthrough.kernel.records.fields import Field, Kind, Words, field_of
from followthrough.kernel.records.problems import Invalid

CODE = Field("code", Kind.TEXT, gettext_lazy("code"), max_length=60, aliases=("sku", "article number", "product code"))
PRODUCT = Field("product", Kind.LINK, gettext_lazy("product"), link=Product, aliases=("name", "article", "item"))
READ = ("price", "period", "tiers", "tier_mode", "note")
EMPTY: dict[str, Any] = {"tiers": [], "period": "", "note": ""}  # what a cell left blank says


@dataclass(slots=True)
class PriceSheet:
    """What a file says: values by product id, and what is wrong, a sentence for each cell."""

    values: dict[int, dict[str, Any]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_sheet(table: Table, currency: str, actor: Actor) -> PriceSheet:
    """The prices a table holds. Products are found by code, number or name, former names too; blank rows are skipped.

    Raises Invalid where there is no column of prices, or none that says of which product.
    """
    rows = [row for row in table.rows if not row.flag and any(cell not in (None, "") for cell in row.cells)]
    fields = {one.name: _in_every_language(one) for one in (CODE, PRODUCT, *(field_of(PriceEntry, n) for n in READ))}
    places = _places(table, fields)
    columns = {name: [row.cells[place] for row in rows] for name, place in places.items()}
    found = PriceSheet()
    products = _products(columns, len(rows), actor)
    styles = {name: style_of(cells) for name, cells in columns.items()}
    for at, row in enumerate(rows):
        product = products[at]
        if product is None:
            found.problems.append(_("Row %(row)s: there is no such product.") % {"row": row.number})
            continue
        values: dict[str, Any] = {}
        for name in (one for one in READ if one in columns):
            cell = columns[name][at]
            try:
                value = cell_value(fields[name], cell, styles[name], actor)
                values[name] = EMPTY.get(name) if value is None else value
                named = currency_of(fields[name], cell, styles[name])
                if named and named != currency and not _is_bare_dollar(cell):
                    raise CellProblem(_("The prices of this book are in %(own)s.") % {"own": currency})
            except CellProblem as problem:
                gaps = {"row": row.number, "column": fields[name].label, "why": problem}
                found.problems.append(_("Row %(row)s, %(column)s: %(why)s") % gaps)
        _keep(found, product, values, row)
    return found


def _in_every_language(field: Field) -> Field:
    """The field with its names and choices as a list in any language of the house has them."""
    labels: list[str] = []
    choices: list[tuple[str, Words]] = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            labels.append(str(field.label))
            choices += [(value, str(label)) for value, label in field.choices]
    return replace(field, aliases=(*labels, *field.aliases), choices=tuple(choices))


def _keep(found: PriceSheet, product: Product, values: dict[str, Any], row: Row) -> None:
    if values.get("price") is None:
        return  # listed without a price: nothing is said about it
    if product.pk in found.values:
        gaps = {"row": row.number, "title": product.title}
        found.problems.append(_("Row %(row)s: %(title)s stands in it twice.") % gaps)
    found.values[product.pk] = values


def _is_bare_dollar(cell: Cell) -> bool:
    return isinstance(cell, str) and "$" in cell


def _places(table: Table, fields: dict[str, Field]) -> dict[str, int]:
    targets = [Target(one.name, one.aliases, (), one.kind.value) for one in fields.values()]
    guessed = guess_mapping(table.headers or table.columns, (), targets)
    places = {guess.target: place for place, guess in guessed.items() if guess.target}
    if "price" not in places:
        raise Invalid({"file": _("There is no column “Price” in it.")})
    if not places.keys() & {"code", "product"}:
        raise Invalid({"file": _("There is no column “Code” or “Product” in it.")})
    return places


def _products(columns: dict[str, list[Cell]], count: int, actor: Actor) -> list[Product | None]:
    """The product of each row: by its code, else by its number or a name."""
    texts = {name: [_text(cell) for cell in columns.get(name, [None] * count)] for name in ("code", "product")}
    coded = Product.visible_to(actor).filter(code__in={text for text in texts["code"] if text})
    by_code = {product.code: product for product in coded}
    finder = LinkFinder(PRODUCT, actor)
    finder.learn(
        {text for code, text in zip(texts["code"], texts["product"], strict=True) if text and code not in by_code}
    )
    found: list[Product | None] = []
    for code, text in zip(texts["code"], texts["product"], strict=True):
        meant = by_code.get(code) or finder.meanings.get(text)
        found.append(meant if isinstance(meant, Product) else None)
    return found


def _text(cell: Cell) -> str:
    return "" if cell is None else str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
