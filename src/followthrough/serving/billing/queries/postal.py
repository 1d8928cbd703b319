"""Addresses of both sides as they stand on an invoice."""

from dataclasses import dataclass

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.people.models import Company
from followthrough.serving.billing.models import BillingDetails, Seller
from followthrough.values.contactdata import country_code


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
