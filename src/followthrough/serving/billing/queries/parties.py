"""Sellers and buyers of invoices: whose details hold, and which tax."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.taxes.models import TaxRate
from followthrough.foundation.taxes.queries import usual_tax
from followthrough.kernel.people.models import company
from followthrough.serving.billing.models import BillingDetails, Seller


def details_of(account: Account) -> BillingDetails | None:
    """How the account is invoiced, if somebody said so."""
    rows: Any = BillingDetails._default_manager.filter(account=account, binned_at__isnull=True)
    found: BillingDetails | None = rows.select_related("tax", "seller").first()
    return found


def seller_of(details: BillingDetails | None) -> Seller | None:
    """Who invoices: as the details say, else the usual seller, else the only one."""
    if details is not None and details.seller is not None:
        return details.seller
    rows = list(Seller._default_manager.filter(binned_at__isnull=True).order_by("-is_usual", "pk")[:2])
    return rows[0] if rows and (rows[0].is_usual or len(rows) == 1) else None


def tax_of(details: BillingDetails | None) -> TaxRate | None:
    """The tax its invoices bear."""
    return details.tax if details is not None and details.tax is not None else usual_tax()


def day_of(now: datetime) -> date:
    """The day in the house's zone."""
    return now.astimezone(ZoneInfo(company().zone)).date()
