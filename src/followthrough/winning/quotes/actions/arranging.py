"""Put lines into a quote and in order: many products at once, rows from a sheet, words of one's own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.winning.pipeline.actions.lines import total_up
from followthrough.winning.pipeline.actions.tidying import check_not_held, clean_line
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote, QuoteState
from followthrough.winning.quotes.queries.pasting import FIGURES, figures_sent, products_named, rows_sent
from followthrough.winning.quotes.queries.totals import lines_of

STEP = 1


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.DRAFT, QuoteState.DRAFT),
    labels={"products": gettext_lazy("Products"), "quantity": gettext_lazy("Quantity")},
)
def add_products_quote(
    quote: Quote, *, products: list[Product], quantity: Decimal = Decimal(1), by: Actor, now: datetime
) -> Changes:
    """Add a line for each product, at its price."""
    if not products:
        raise Invalid({"products": _("Choose at least one product.")})
    wanted = ({"opportunity": quote.opportunity, "product": one, "quantity": quantity} for one in products)
    rows = [clean_line(row, None) for row in wanted]
    return _added(quote, rows, by=by, now=now)


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.DRAFT, QuoteState.DRAFT),
    labels={"text": gettext_lazy("Words"), "is_heading": gettext_lazy("Heading")},
    options={"text": {"max_length": 300}},
)
def add_words_quote(quote: Quote, *, text: str, is_heading: bool = False, by: Actor, now: datetime) -> Changes:
    """Add a line in words of one's own: something without a product, or a heading over the lines that follow."""
    return _added(
        quote, [{"opportunity": quote.opportunity, "description": text, "is_heading": is_heading}], by=by, now=now
    )


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.DRAFT, QuoteState.DRAFT),
    button=gettext_lazy("Choose the tax"),
    icon="percent",
    labels={"tax": gettext_lazy("Tax")},
)
def tax_quote(quote: Quote, *, tax: TaxRate | None = None, by: Actor, now: datetime) -> Changes:
    """Put all lines under one rate of tax, or under none."""
    lines = [line for line in lines_of(quote) if not line.is_heading]
    change_records(type_of(Line), [(line, {"tax": tax}) for line in lines], by=by, now=now)
    named = tax.title if tax else _("no tax")
    return Changes(_("All lines bear %(tax)s.") % {"tax": named}, record=quote)


@action(Quote, needs="quotes.edit", moves=(QuoteState.DRAFT, QuoteState.DRAFT))
def add_rows_quote(quote: Quote, *, block: dict[str, Any], by: Actor, now: datetime) -> Changes:
    """Add rows as they came from a sheet: `{"rows": [{text, product, quantity, unit_price, discount}]}`, texts all."""
    sent = rows_sent(block)
    named = products_named(sent, by)
    rows = [_row(quote, row, named, by) for row in sent]
    if not rows:
        raise Invalid({"block": _("There is no row that can go in.")})
    return _added(quote, rows, by=by, now=now)


def _row(quote: Quote, row: Mapping[str, Any], named: Mapping[str, Product], by: Actor) -> dict[str, Any]:
    """A line's values, checked as if each had been typed; the list price where the sheet names none."""
    product = named.get(str(row.get("product", "")))
    values: dict[str, Any] = {"opportunity": quote.opportunity, "quantity": Decimal(1), "discount": Decimal(0)}
    values |= {"product": product} if product else {"description": str(row.get("text", ""))[:300]}
    return clean_line({**values, **figures_sent(type_of(Line), row, FIGURES, by)}, None)


@action(Line, needs="lines.edit", button=gettext_lazy("Earlier"), icon="arrow-up", undone_by="put-later")
def put_earlier_line(line: Line, *, by: Actor, now: datetime) -> Changes:
    """Change places with the line before it."""
    return _swapped(line, -STEP, by=by, now=now)


@action(Line, needs="lines.edit", button=gettext_lazy("Later"), icon="arrow-down", undone_by="put-earlier")
def put_later_line(line: Line, *, by: Actor, now: datetime) -> Changes:
    """Change places with the line after it."""
    return _swapped(line, STEP, by=by, now=now)


def _added(quote: Quote, rows: Sequence[dict[str, Any]], *, by: Actor, now: datetime) -> Changes:
    made = create_records(type_of(Line), rows, by=by, now=now)
    sentence = ngettext("%(count)d line added.", "%(count)d lines added.", len(made)) % {"count": len(made)}
    return Changes(sentence, record=quote)


def _swapped(line: Line, step: int, *, by: Actor, now: datetime) -> Changes:
    check_not_held(line.opportunity)
    rows = Line._default_manager.filter(opportunity=line.opportunity_id, binned_at__isnull=True)
    ordered = list(rows.select_for_update().order_by("position", "pk"))
    place = next(n for n, one in enumerate(ordered) if one.pk == line.pk)
    if not 0 <= place + step < len(ordered):
        raise Refused(_("It stands there already."))
    ordered[place], ordered[place + step] = ordered[place + step], ordered[place]
    moved = [(one, {"position": n}) for n, one in enumerate(ordered, 1) if one.position != n]
    change_records(type_of(Line), moved, by=by, now=now)
    total_up([line.opportunity_id], by=by, now=now)
    return Changes(_("%(title)s is moved.") % {"title": line.title}, record=line)
