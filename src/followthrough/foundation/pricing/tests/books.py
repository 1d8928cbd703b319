"""Books and editions for tests of prices, made as the house itself would."""

from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.models import PriceBook, PriceEdition, PriceEntry
from followthrough.kernel.access.actor import SYSTEM
from tests import cast

DAY = date(2026, 11, 30)
Cost = str | tuple[str, list[str], str]


def book(name: str = "Standard", currency: str = "USD", **values: Any) -> PriceBook:
    """A price book."""
    made: PriceBook = cast.made(PriceBook, name=name, currency=currency, **values)
    return made


def edition(of: PriceBook, prices: dict[Product, Cost], *, published: date | None = DAY) -> PriceEdition:
    """An edition with a price, or a price with tiers and their mode, for each product; a draft if not published."""
    made: PriceEdition = cast.made(PriceEdition, book=of)
    for product, cost in prices.items():
        price, tiers, mode = (cost, [], "all_units") if isinstance(cost, str) else cost
        cast.made(PriceEntry, edition=made, product=product, price=Decimal(price), tiers=tiers, tier_mode=mode)
    if published:
        cast.does(SYSTEM, PriceEdition, "publish", made, effective_from=published)
        made.refresh_from_db()
    return made


def product(name: str = "Coupling", price: str | None = "12.00", **values: Any) -> Product:
    """A product with a list price in dollars."""
    amount = None if price is None else Decimal(price)
    made: Product = cast.made(Product, name=name, list_price=amount, **{"currency": "USD", **values})
    return made
