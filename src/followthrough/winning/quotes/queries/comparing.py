"""What differs between two contents of a quote, line by line and term by term."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

TERMS = ("title", "valid_until", "delivery_terms", "payment_terms", "discount", "note", "promises")
FIGURES = ("description", "quantity", "price", "discount", "periods", "tax", "chosen", "amount")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: what, in which line, before and after; empty where it was not there."""

    what: str
    before: str
    after: str
    line: str = ""


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """Terms first, then lines in the later one's order, then what is no longer offered, then the totals."""
    words = labels()
    for name in TERMS:
        was, now = (str(content.get(name, "")) for content in (before, after))  # an older version may lack a term
        if was != now:
            yield Difference(words[name], was, now)
    old = {line["ref"]: line for line in before.get("lines", ())}
    for line in after.get("lines", ()):
        yield from _line(old.pop(line["ref"], None), line, words)
    for gone in old.values():
        yield Difference(_("No longer offered"), gone.get("amount", ""), "", line=gone["description"])
    for name in ("net", "tax", "total"):
        was, now = (content.get("totals", {}).get(name, "") for content in (before, after))
        if was != now:
            yield Difference(words[f"all_{name}"], was, now)


def _line(old: Mapping[str, Any] | None, new: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Difference]:
    if old is None:
        yield Difference(_("New"), "", str(new.get("amount", "")), line=new["description"])
        return
    for name in FIGURES:
        if old.get(name, "") != new.get(name, ""):
            yield Difference(
                words[f"line_{name}"], _worded(old.get(name, "")), _worded(new.get(name, "")), new["description"]
            )


def _worded(value: Any) -> str:
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)


def labels() -> dict[str, str]:
    """The words for what can differ."""
    return {
        "title": _("Title"),
        "valid_until": _("Valid until"),
        "delivery_terms": _("Delivery terms"),
        "payment_terms": _("Payment terms"),
        "discount": _("Discount on the whole, %"),
        "note": _("Note to the customer"),
        "promises": _("What we promise"),
        "line_description": _("Description"),
        "line_quantity": _("Quantity"),
        "line_price": _("List price"),
        "line_discount": _("Off %"),
        "line_periods": _("Times"),
        "line_tax": _("Tax"),
        "line_chosen": _("Chosen"),
        "line_amount": _("Amount"),
        "all_net": _("Net"),
        "all_tax": _("Tax"),
        "all_total": _("Total"),
    }
