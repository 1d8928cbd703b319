"""Begin an order from what was agreed: from a signed contract, or from an accepted quote."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.queries.agreed import lines_sold
from followthrough.serving.orders.queries.standing import today
from followthrough.winning.contracts.models import Contract, ContractState
from followthrough.winning.pipeline.rules.offer import net_price
from followthrough.winning.quotes.models import Quote, QuoteState, QuoteVersion
from followthrough.winning.quotes.queries.choosing import with_choice
from followthrough.winning.quotes.queries.promised import ACCEPTED
from followthrough.winning.quotes.queries.totals import version_of


@action(
    Contract,
    needs="orders.create",
    button=gettext_lazy("New order"),
    icon="package",
    moves=(ContractState.SIGNED, ContractState.SIGNED),
    labels={"po_number": gettext_lazy("Their order number"), "with_lines": gettext_lazy("With the contract's lines")},
    options={"po_number": {"max_length": 80}},
)
def order_contract(
    contract: Contract, *, po_number: str = "", with_lines: bool = False, by: Actor, now: datetime
) -> Changes:
    """Begin an order under the contract, at its prices; a call-off begins empty."""
    order = begin({"account": contract.account, "contract": contract, "po_number": po_number}, by=by, now=now)
    if with_lines:
        put_on(order, contract_rows(contract), by=by, now=now)
    return Changes(_("%(ref)s is begun.") % {"ref": order.ref}, record=order, ask={"opens": True})


@action(
    Quote,
    needs="orders.create",
    button=gettext_lazy("Make the order"),
    icon="package",
    primary=True,
    moves=(QuoteState.ACCEPTED, QuoteState.ACCEPTED),
)
def make_order_quote(quote: Quote, *, by: Actor, now: datetime) -> Changes:
    """Begin an order of what the customer accepted: the lines they chose, at its prices, under their order number."""
    version = version_of(quote)
    values: Values = {"account": quote.account, "contact": quote.contact, "owner": quote.owner}
    values |= accepted_values(version)
    order = begin(values, by=by, now=now)
    put_on(order, quote_rows(quote), by=by, now=now)
    keep_of(quote, rule=ACCEPTED, text=_("%(ref)s is begun.") % {"ref": order.ref}, by=by, now=now)
    return Changes(_("%(ref)s is begun.") % {"ref": order.ref}, record=order, ask={"opens": True})


def accepted_values(version: QuoteVersion) -> Values:
    """What an order has from the quote it was accepted by: its currency, discount on the whole, their order number."""
    quote, off = version.quote, Decimal(version.content["discount"])
    return {"quote_version": version, "currency": quote.currency, "discount": off, "po_number": quote.po_number}


def begin(values: Values, *, by: Actor, now: datetime) -> Order:
    """A draft of an order, checked as if it had been typed."""
    kind = type_of(Order)
    order: Order
    (order,) = create_records(kind, [kind.cleaned(values, None)], by=by, now=now)
    return order


def put_on(order: Order, rows: list[Values], *, by: Actor, now: datetime) -> list[OrderLine]:
    """Put lines on an order."""
    made: list[OrderLine] = create_records(
        type_of(OrderLine), [{"order": order, **row} for row in rows], by=by, now=now
    )
    return made


def contract_rows(contract: Contract) -> list[Values]:
    """The contract's lines of today as lines of an order."""
    lines = lines_sold(contract, today())
    return [
        {
            "contract_line": line,
            "product": line.product,
            "description": line.description,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "discount": line.discount,
            "agreed_price": _net(line),
            "agreed_from": contract.ref,
        }
        for line in lines
    ]


def _net(line: Any) -> Decimal | None:
    return None if line.unit_price is None else net_price(line.unit_price, line.discount, line.currency)


def quote_rows(quote: Quote) -> list[Values]:
    """The chosen lines of an accepted quote as lines of an order."""
    version = version_of(quote)
    content = with_choice(version.content, quote.choice)
    lines = [one for one in content["lines"] if not one["heading"] and one["chosen"]]
    products = Product._default_manager.in_bulk([one["product"] for one in lines if one["product"]], field_name="ref")
    source = _("%(ref)s, version %(number)d") % {"ref": quote.ref, "number": version.number}
    return [
        {
            "product": products.get(one["product"]),
            "description": one["description"],
            "quantity": Decimal(one["quantity"]),
            "unit_price": Decimal(one["price"]) if one["price"] else None,
            "discount": Decimal(one["discount"] or 0),
            "agreed_price": Decimal(one["net"]) if one["net"] else None,
            "agreed_from": source,
        }
        for one in lines
    ]
