"""Put lines on an order and in order: rows of a sheet or of their purchase order; deleting and moving a line."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.actions.filing import file_document, read_whole
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.orders.actions.lines import clean_order_line, total_up
from followthrough.serving.orders.models import Order, OrderLine, OrderState
from followthrough.winning.quotes.queries.pasting import figures_sent, products_named, rows_sent

PURCHASE_ORDER = "orders.po"
TOLD = ("quantity", "unit_price", "discount", "asked_on")
DRAFT = (OrderState.DRAFT, OrderState.DRAFT)


@action(Order, needs="order-lines.create", moves=DRAFT)
def add_rows_order(order: Order, *, block: dict[str, Any], by: Actor, now: datetime) -> Changes:
    """Add rows as they came from a sheet.

    `{"rows": [{text, product, quantity, unit_price, discount, asked_on, in_words}]}`; a row whose product
    nobody named is refused unless it is meant `in_words`: nothing is guessed.
    """
    sent = rows_sent(block)
    if not sent:
        raise Invalid({"block": _("There is no row that can go in.")})
    named = products_named(sent, by)
    rows = [_row(order, row, named, by) for row in sent]
    made = create_records(type_of(OrderLine), rows, by=by, now=now)
    words = ngettext("%(count)d line added.", "%(count)d lines added.", len(made)) % {"count": len(made)}
    return Changes(words, record=order)


def _row(order: Order, row: Mapping[str, Any], named: Mapping[str, Product], by: Actor) -> Values:
    text, product = str(row.get("text", ""))[:300], named.get(str(row.get("product", "")))
    if product is None and not row.get("in_words"):
        raise Invalid(
            {"block": _("Which product is “%(text)s”? Choose it, or take the line in words.") % {"text": text}}
        )
    values: Values = {"order": order, "quantity": Decimal(1)}
    values |= {"product": product} if product else {"description": text}
    told = [name for name in TOLD if name != "discount" or row.get("unit_price")]
    return clean_order_line({**values, **figures_sent(type_of(OrderLine), row, told, by)}, None)


@action(
    Order,
    needs="orders.edit",
    button=gettext_lazy("Attach their order"),
    icon="paperclip",
    applies=lambda one: one.state in (OrderState.DRAFT, OrderState.OPEN, OrderState.HELD),
    labels={"file": gettext_lazy("Their purchase order")},
)
def attach_po_order(order: Order, *, file: Upload, by: Actor, now: datetime) -> Changes:
    """File their purchase order, as PDF or in any other form, with the order."""
    name = str(getattr(file, "name", "")) or _("file")
    with override((order.contact.language if order.contact else "") or company().language):
        title = _("Purchase order %(number)s") % {"number": order.po_number or order.ref}
    made = file_document(
        order,
        account=order.account,
        kind=PURCHASE_ORDER,
        title=title,
        name=name,
        content=read_whole(file),
        by=by,
        now=now,
    )
    return Changes(_("“%(name)s” is filed.") % {"name": made.name}, record=order)


@action(OrderLine, needs="order-lines.delete", button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_order_line(order_line: OrderLine, *, by: Actor, now: datetime) -> Changes:
    """Move the line to the bin, while the order is a draft; afterwards cancel it."""
    _refuse_entered(order_line)
    bin_records(type_of(OrderLine), [order_line], now=now)
    total_up([order_line.order_id], by=by, now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": order_line.title}, record=order_line)


@action(OrderLine, needs="order-lines.delete", button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_order_line(order_line: OrderLine, *, by: Actor, now: datetime) -> Changes:
    """Bring the line back from the bin."""
    _refuse_entered(order_line)
    bin_records(type_of(OrderLine), [order_line], now=None)
    total_up([order_line.order_id], by=by, now=now)
    return Changes(_("%(title)s is back.") % {"title": order_line.title}, record=order_line)


def _refuse_entered(line: OrderLine) -> None:
    if line.order.state != OrderState.DRAFT and not line.order.former_id:
        raise Refused(_("The order is entered. Cancel the line instead."))


@action(OrderLine, needs="order-lines.edit", button=gettext_lazy("Earlier"), icon="arrow-up", undone_by="put-later")
def put_earlier_order_line(order_line: OrderLine, *, by: Actor, now: datetime) -> Changes:
    """Change places with the line before it."""
    return _swapped(order_line, -1, by=by, now=now)


@action(OrderLine, needs="order-lines.edit", button=gettext_lazy("Later"), icon="arrow-down", undone_by="put-earlier")
def put_later_order_line(order_line: OrderLine, *, by: Actor, now: datetime) -> Changes:
    """Change places with the line after it."""
    return _swapped(order_line, 1, by=by, now=now)


def _swapped(line: OrderLine, step: int, *, by: Actor, now: datetime) -> Changes:
    rows = OrderLine._default_manager.filter(order=line.order_id, binned_at__isnull=True)
    ordered = list(rows.select_for_update().order_by("position", "pk"))
    place = next(n for n, one in enumerate(ordered) if one.pk == line.pk)
    if not 0 <= place + step < len(ordered):
        raise Refused(_("It stands there already."))
    ordered[place], ordered[place + step] = ordered[place + step], ordered[place]
    moved = [(one, {"position": n}) for n, one in enumerate(ordered, 1) if one.position != n]
    change_records(type_of(OrderLine), moved, by=by, now=now)
    return Changes(_("%(title)s is moved.") % {"title": line.title}, record=line)
