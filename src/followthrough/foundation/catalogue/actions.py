"""Tidy and check products before they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.actions import known_currency
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.kernel.records.sets import is_checked_by_sets


def clean_product(values: Values, product: Product | None) -> Values:
    """Names without double spaces, a code used once, a currency that exists, prices not below zero."""
    for name in ("name", "code", "family"):
        if name in values:
            values[name] = " ".join(values[name].split())
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    for name in ("list_price", "cost"):
        if (values.get(name) or 0) < 0:
            raise Invalid({name: _("A price is not below zero.")})
    _check_code(values.get("code", ""), product)
    return values


def _check_code(code: str, product: Product | None) -> None:
    if not code or (product and product.code == code) or is_checked_by_sets():
        return
    others = Product._default_manager.filter(code__iexact=code, binned_at__isnull=True)
    other = others.exclude(pk=product.pk if product else 0).first()
    if other:
        sentence = _("%(title)s (%(ref)s) has this code already. Give this product another one.")
        raise Invalid({"code": sentence % {"title": other.title, "ref": other.ref}})


def fill_products(rows: Sequence[dict[str, Any]], *, by: Actor, now: datetime) -> None:
    """Prices are in the company's currency unless another is named."""
    open_rows = [row for row in rows if not row.get("currency")]
    usual = company().currency if open_rows else ""
    for row in open_rows:
        row["currency"] = usual
