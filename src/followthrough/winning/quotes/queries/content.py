"""A quote as the customer sees it: one shape for the preview, the PDF, their page and the record of what was sent."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.people.models import Company, company
from followthrough.reaching.collateral.queries import pack_contents
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.rules.offer import Totals, each_period, net_price
from followthrough.winning.quotes.models import Quote

Content = dict[str, Any]


def content_of(quote: Quote, lines: Sequence[Line], totals: Totals, *, today: date) -> Content:
    """Everything printed, as plain JSON: amounts as exact texts, days as ISO dates; no cost and no margin.

    Keys: `quote` `version` `title` `language` `currency` `date` `valid_until` `seller` `customer` `delivery_terms`
    `payment_terms` `note` `promises` `discount` `lines` `totals` `cover` `enclosed`: of each document that goes with it
    the title, the edition and the SHA-256.
    """
    return {
        "quote": quote.ref,
        "version": quote.number,
        "title": quote.title,
        "language": quote.language,
        "currency": quote.currency,
        "date": today.isoformat(),
        "valid_until": quote.valid_until.isoformat() if quote.valid_until else "",
        "seller": _seller(quote, company()),
        "customer": _customer(quote),
        "delivery_terms": quote.delivery_terms,
        "payment_terms": quote.payment_terms,
        "note": quote.note,
        "promises": quote.promises,
        "discount": _plain(quote.opportunity.discount),
        "lines": [_line(line, place) for place, line in enumerate(lines, 1)],
        "totals": totals_content(totals),
        "cover": quote.has_cover,
        "enclosed": [one._asdict() for one in pack_contents(quote.pack, quote.language)] if quote.pack else [],
    }


def inside_of(lines: Sequence[Line], totals: Totals) -> Content:
    """What the customer never sees: the cost each line was offered at, and the margin."""
    return {
        "costs": {line.ref: str(line.cost) for line in lines if line.cost is not None},
        "margin": str(totals.margin.amount) if totals.margin else "",
        "margin_percent": str(totals.margin_percent) if totals.margin_percent is not None else "",
    }


def fingerprint(content: Mapping[str, Any]) -> str:
    """The SHA-256 of a content, the same whenever the content is."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _seller(quote: Quote, house: Company) -> Content:
    owner = quote.owner
    return {
        "company": house.name,
        "name": owner.name if owner else "",
        "email": owner.email if owner else "",
        "phone": owner.phone if owner else "",
    }


def _customer(quote: Quote) -> Content:
    account, contact = quote.account, quote.contact
    return {
        "account": account.name,
        "ref": account.ref,
        "address": _address(account),
        "country": account.country,
        "name": contact.name if contact else "",
        "position": contact.job_title if contact else "",
    }


def _address(account: Account) -> list[str]:
    place = ", ".join(
        part for part in (account.city, " ".join(p for p in (account.region, account.postcode) if p)) if part
    )
    return [line for line in (*account.street.splitlines(), place) if line]


def _line(line: Line, place: int) -> Content:
    if line.is_heading:
        return {"place": place, "ref": line.ref, "heading": True, "description": line.title}
    item, currency, product = line.item, line.currency, line.product
    each = each_period(item, currency).amount if item.price is not None else None
    return {
        "place": place,
        "ref": line.ref,
        "heading": False,
        "product": product.ref if product else "",
        "code": product.code if product else "",
        "description": line.title,
        "quantity": _plain(line.quantity),
        "unit": product.unit if product else "",
        "price": _text(line.unit_price),
        "discount": _plain(line.discount),
        "net": _text(None if item.price is None else net_price(item.price, line.discount, currency)),
        "bands": [
            {
                "quantity": _plain(b.quantity),
                "price": _plain(b.price),
                "net": _text(net_price(b.price, line.discount, currency)),
            }
            for b in item.bands
        ],
        "charge": line.charge,
        "periods": line.periods,
        "each": _text(each),
        "amount": _text(line.amount),
        "option": line.is_optional or bool(line.option_group),
        "group": line.option_group,
        "chosen": line.counts,
        "tax": line.tax.name if line.tax else "",
        "tax_percent": _plain(line.tax.percent) if line.tax else "",
        "starts_on": line.starts_on.isoformat() if line.starts_on else "",
        "ends_on": line.ends_on.isoformat() if line.ends_on else "",
    }


def totals_content(totals: Totals) -> Content:
    """The sums, as exact texts."""
    return {
        "listed": str(totals.listed.amount),
        "off_lines": str(totals.off_lines.amount),
        "off_whole": str(totals.off_whole.amount),
        "discount_percent": _plain(totals.discount_percent),
        "net": str(totals.net.amount),
        "charges": [
            {"charge": one.charge, "periods": one.periods, "each": str(one.each.amount), "total": str(one.total.amount)}
            for one in totals.charges
        ],
        "taxes": [
            {
                "name": one.tax.name,
                "percent": _plain(one.tax.percent),
                "base": str(one.base.amount),
                "amount": str(one.amount.amount),
            }
            for one in totals.taxes
        ],
        "tax": str(totals.tax.amount),
        "total": str(totals.total.amount),
    }


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else _plain(amount)


def _plain(number: Decimal) -> str:
    """A number without the zeros its column adds: 240, 4.85, 0.0042."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
