"""Addresses of both sides as they stand on an invoice."""

from dataclasses import dataclass
from functools import cache

from babel import Locale

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.people.models import Company
from followthrough.serving.billing.models import BillingDetails, Seller

ALSO = {"usa": "US", "u.s.a.": "US", "united states of america": "US", "uk": "GB", "great britain": "GB"}


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address."""

    street: str
    postcode: str
    city: str
    region: str
    country: str


def seller_address(seller: Seller, house: Company) -> Address:
    """The seller's own, or the house's where it has none."""
    of = seller if seller.street or seller.city else house
    country = country_code(seller.country or house.country)
    return Address(of.street, of.postcode, of.city, of.region, country)


def buyer_address(account: Account, details: BillingDetails | None) -> Address:
    """That of the billing details, or the account's where they have none."""
    of = details if details is not None and (details.street or details.city) else account
    country = country_code((details.country if details else "") or account.country)
    return Address(of.street, of.postcode, of.city, of.region, country)


def country_code(name: str) -> str:
    """The two letters of a country by its code or its English or Spanish name; "" for one that is not known."""
    word = " ".join(name.split()).casefold()
    return _known().get(word, "")


@cache
def _known() -> dict[str, str]:
    found: dict[str, str] = dict(ALSO)
    for language in ("en", "es"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"):
                found.setdefault(str(name).casefold(), code)
                found.setdefault(code.casefold(), code)
    return found
