"""Tidy and check products before they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.foundation.accounts.actions import known_currency
from followthrough.foundation.catalogue.models import Lifecycle, Product, ProductKind, ProductVersion
from followthrough.foundation.catalogue.rules import needed
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.kernel.records.sets import is_checked_by_sets

LACKING = {
    "period": gettext_noop("Say what the price pays for: a month, a quarter or a year."),
    "unit": gettext_noop("Say what is counted, such as 1,000 calls."),
    "refreshes": gettext_noop("Say how often it is delivered anew."),
}


def clean_product(values: Values, product: Product | None) -> Values:
    """Names without double spaces, a code used once, a known currency, and what its kind and its life call for."""
    for name in ("name", "code", "family"):
        if name in values:
            values[name] = " ".join(values[name].split())
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    for name in ("list_price", "cost"):
        if (values.get(name) or 0) < 0:
            raise Invalid({name: _("A price is not below zero.")})
    _check_code(values.get("code", ""), product)
    problems = {**_kind_problems(values, product), **_life_problems(values, product), **_figure_problems(values)}
    if problems:
        raise Invalid(problems)
    return values


def _held(values: Values, product: Product | ProductVersion | None, name: str) -> Any:
    """The value it will have."""
    return values[name] if name in values else getattr(product, name, None)


def _kind_problems(values: Values, product: Product | None) -> dict[str, str]:
    """What a product sold this way lacks; asked when it is made or one of these fields is touched."""
    kind = _held(values, product, "kind") or ProductKind.ONE_OFF
    fields = needed(kind)
    if product is not None and not values.keys() & {"kind", *fields}:
        return {}
    return {name: _(LACKING[name]) for name in fields if not _held(values, product, name)}


def _life_problems(values: Values, product: Product | None) -> dict[str, str]:
    found: dict[str, str] = {}
    if values.keys() & {"lifecycle", "last_orders_until"}:
        last = _held(values, product, "lifecycle") == Lifecycle.LAST_ORDERS
        if last and not _held(values, product, "last_orders_until"):
            found["last_orders_until"] = _("Say until which day it can be ordered.")
    if product and values.get("successor") and _comes_after(values["successor"], product):
        found["successor"] = _("It would come after itself. Choose another product.")
    return found


def _comes_after(later: Product, product: Product) -> bool:
    """Whether the product is its own successor's successor, at any distance."""
    seen: set[int] = set()
    step: Product | None = later
    while step is not None and step.pk not in seen:
        if step.pk == product.pk:
            return True
        seen.add(step.pk)
        step = step.successor
    return False


def _figure_problems(values: Values) -> dict[str, str]:
    discount, included = values.get("bundle_discount"), values.get("included_quantity")
    found: dict[str, str] = {}
    if discount is not None and not 0 <= discount <= 100:
        found["bundle_discount"] = _("Write a percentage from 0 to 100.")
    if included is not None and included < 0:
        found["included_quantity"] = _("A quantity is not below zero.")
    return found


def clean_version(values: Values, version: ProductVersion | None) -> Values:
    """A version is delivered until a day not before its release."""
    start, end = (_held(values, version, name) for name in ("released_on", "retired_on"))
    if start and end and end < start:
        raise Invalid({"retired_on": _("Choose a day not before the release.")})
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
