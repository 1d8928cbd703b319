"""Check sellers and billing details before they are kept."""

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.actions import known_currency
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.serving.billing.models import BillingDetails, Seller
from followthrough.values.contactdata import country_code
from followthrough.values.reference import format_reference

PATTERNS = ("invoice_pattern", "credit_pattern")


def clean_seller(values: Values, seller: Seller | None) -> Values:
    """Patterns that can be counted, a country that exists, and one usual seller."""
    for name in PATTERNS:
        if name in values:
            _check_pattern(name, values[name])
    if values.get("tax_currency"):
        values["tax_currency"] = known_currency(values["tax_currency"])
    if values.get("country"):
        values["country"] = _country(values["country"])
    patterns = [values.get(name, getattr(seller, name, None)) for name in PATTERNS]
    if patterns[0] is not None and patterns[0] == patterns[1]:
        raise Invalid({"credit_pattern": _("Credit notes need numbers that tell them from invoices.")})
    if values.get("is_usual"):
        others = Seller._default_manager.filter(is_usual=True, binned_at__isnull=True)
        if other := others.exclude(pk=seller.pk if seller else 0).first():
            said = _("%(title)s is the usual seller. Take the mark from it first.")
            raise Invalid({"is_usual": said % {"title": other.title}})
    return values


def _check_pattern(name: str, pattern: str) -> None:
    try:
        format_reference(pattern, 1, year=2026)
    except (ValueError, KeyError, IndexError) as problem:
        said = _("Write a pattern such as INV-{year}-{n:05}.")
        raise Invalid({name: said}) from problem


def _country(text: str) -> str:
    code = country_code(text)
    if not code:
        raise Invalid({"country": _("Write the two letters of a country, such as US.")})
    return code


def clean_details(values: Values, details: BillingDetails | None) -> Values:
    """One set of details for an account; a country that exists."""
    if values.get("country"):
        values["country"] = _country(values["country"])
    account = values.get("account")
    if account is not None:
        there = BillingDetails._default_manager.filter(account=account, binned_at__isnull=True)
        if there.exclude(pk=details.pk if details else 0).exists():
            gaps = {"account": account.name}
            raise Invalid({"account": _("%(account)s has billing details. Change those.") % gaps})
    return values
