"""A quote as a workbook: its lines as typed cells, and under them what they come to; the cost only where asked for."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from followthrough.kernel.exchange.writing import Column, write_xlsx
from followthrough.values.money import Money
from followthrough.winning.pipeline.models import Charge
from followthrough.winning.quotes.queries.content import Content

Inside = Mapping[str, Any]
AMOUNT, MARGIN = 14, 18  # where these columns stand
PRINTED = 17


def quote_sheet(content: Content, inside: Inside | None = None) -> bytes:
    """The workbook of a content, in the customer's language; with `inside` the cost and the margin of each line."""
    with override(content["language"]):
        out = BytesIO()
        rows = [_row(line, content, inside) for line in content["lines"]]
        sums = [_under(label, amount, AMOUNT, inside) for label, amount in _sums(content)]
        if inside is not None and inside["margin"]:
            sums.append(_under(_("Margin, not printed"), _money(inside["margin"], content), MARGIN, inside))
        write_xlsx(out, content["quote"], _columns(content, inside), rows, _about(content), below=sums)
        return out.getvalue()


def _columns(content: Content, inside: Inside | None) -> list[Column]:
    gaps = {"currency": content["currency"]}
    heads = [
        Column(_("Line"), "integer", 6),
        Column(_("Code"), width=16),
        Column(_("Description"), "long"),
        Column(_("Quantity"), "decimal"),
        Column(_("Unit"), width=8),
        Column(_("List price, %(currency)s") % gaps, "decimal"),
        Column(_("Discount, %"), "decimal"),
        Column(_("Price, %(currency)s") % gaps, "decimal"),
        Column(_("Volume prices"), width=28),
        Column(_("Charged"), width=14),
        Column(_("Times"), "integer", 8),
        Column(_("Option"), width=18),
        Column(_("Counts"), "yes_no"),
        Column(_("Tax"), width=22),
        Column(_("Amount"), "money"),
        Column(_("Starts"), "date"),
        Column(_("Ends"), "date"),
    ]
    if inside is not None:
        heads += [Column(_("Cost, not printed"), "money"), Column(_("Margin, not printed"), "money")]
    return heads


def _row(line: Mapping[str, Any], content: Content, inside: Inside | None) -> list[Any]:
    hidden: list[Money | None] = [None, None] if inside is not None else []
    if line["heading"]:
        return [line["place"], None, line["description"], *[None] * (PRINTED - 3), *hidden]
    amount = Money(Decimal(line["amount"]), content["currency"]) if line["amount"] else None
    if inside is not None and (cost := _cost(line, content, inside)) is not None:
        hidden = [cost, amount - cost if amount else None]
    return [
        line["place"],
        line["code"],
        line["description"],
        _number(line["quantity"]),
        line["unit"],
        None if line["bands"] else _number(line["price"]),
        _number(line["discount"]) or None,
        None if line["bands"] else _number(line["net"]),
        "; ".join(
            _("%(quantity)s at %(price)s") % {"quantity": b["quantity"], "price": b["net"]} for b in line["bands"]
        ),
        str(Charge(line["charge"]).label),
        line["periods"],
        (line["group"] or _("Option")) if line["option"] else None,
        line["chosen"],
        _("%(name)s, %(percent)s%%") % {"name": line["tax"], "percent": line["tax_percent"]} if line["tax"] else None,
        amount,
        _day(line["starts_on"]),
        _day(line["ends_on"]),
        *hidden,
    ]


def _cost(line: Mapping[str, Any], content: Content, inside: Inside) -> Money | None:
    """What the line costs us over all its periods; None where nobody knows."""
    each = inside["costs"].get(line["ref"])
    if each is None:
        return None
    once = (Money(Decimal(each), content["currency"]) * Decimal(line["quantity"])).rounded()
    return once * int(line["periods"])


def _sums(content: Content) -> Iterator[tuple[str, Money]]:
    """The rows under the lines, as the proposal has them."""
    sums = content["totals"]
    yield _("List price"), _money(sums["listed"], content)
    for label, name in ((_("Discounts on lines"), "off_lines"), (_("Discount on the whole"), "off_whole")):
        yield label, -_money(sums[name], content)
    for one in sums["charges"]:
        gaps = {"name": Charge(one["charge"]).label, "count": one["periods"]}
        yield _("%(name)s, times %(count)d") % gaps, _money(one["total"], content)
    yield _("Net"), _money(sums["net"], content)
    for one in sums["taxes"]:
        yield _("%(name)s, %(percent)s%%") % one, _money(one["amount"], content)
    yield _("Tax"), _money(sums["tax"], content)
    yield _("Total"), _money(sums["total"], content)


def _under(label: str, amount: Money, column: int, inside: Inside | None) -> list[Any]:
    """A sum under its column."""
    row: list[Any] = [None] * (PRINTED if inside is None else MARGIN + 1)
    row[2], row[column] = label, amount
    return row


def _about(content: Content) -> list[tuple[str, str]]:
    return [
        (_("Quote"), content["quote"]),
        (_("Version"), str(content["version"])),
        (_("Title"), content["title"]),
        (_("Customer"), content["customer"]["account"]),
        (_("Date"), content["date"]),
        (_("Valid until"), content["valid_until"]),
        (_("Delivery terms"), content["delivery_terms"]),
        (_("Payment terms"), content["payment_terms"]),
        (_("Discount on the whole, %"), content["discount"]),
        (_("Note to the customer"), content["note"]),
        (_("What we promise"), content["promises"]),
    ]


def _money(text: str, content: Content) -> Money:
    return Money(Decimal(text), content["currency"])


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
