"""What Fathom & Vale asks for its goods: a book for each currency, one for key accounts, and the next edition begun."""

from decimal import Decimal

from followthrough.config.demo.stage import Stage
from followthrough.foundation.accounts.models import Segment
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.models import PriceBook, PriceEdition, PriceEntry

# code: volume tiers and how they count
TIERS: dict[str, tuple[list[str], str]] = {
    "VC-40": (["50: 35.90", "200: 33.40"], "all_units"),
    "VC-65": (["50: 57.80", "200: 54.20"], "all_units"),
    "GS-65": (["100: 8.40"], "all_units"),
    "GL-API": (["200: 12.80", "1000: 10.90"], "graduated"),
    "VC-80E": (["50: 69.90"], "all_units"),
}
KEY = {"VC-40": "36.50", "VC-65": "58.70", "GL-MW": "6800"}
SOON = 15


def price_goods(stage: Stage, goods: dict[str, Product]) -> None:
    """Two editions of the dollar book and a third begun, the euro book, and the book of key accounts."""
    key = Segment._default_manager.get(name="Key")
    dollars, euros, keys = stage.makes(
        "Gareth",
        PriceBook,
        [
            {"name": "Standard, dollars", "currency": "USD"},
            {"name": "Standard, euros", "currency": "EUR"},
            {"name": "Key accounts", "currency": "USD", "segment": key},
        ],
        at=stage.at(-83, 9),
    )
    sold = {code: one for code, one in goods.items() if one.list_price is not None and one.lifecycle != "ended"}
    for book in (dollars, euros):
        prices = {code: one.list_price for code, one in sold.items() if one.currency == book.currency}
        _publish(stage, book, goods, {code: price for code, price in prices.items() if price is not None}, -83)
    _publish(stage, keys, goods, {code: Decimal(price) for code, price in KEY.items()}, -60)
    _next(stage, dollars)


def _publish(stage: Stage, book: PriceBook, goods: dict[str, Product], prices: dict[str, Decimal], day: int) -> None:
    at = stage.at(day, 10)
    (edition,) = stage.makes("Gareth", PriceEdition, [{"book": book, "note": "As agreed for the year"}], at=at)
    rows = [
        {"edition": edition, "product": goods[code], "price": price, **_more(goods[code], book)}
        for code, price in prices.items()
    ]
    stage.makes("Gareth", PriceEntry, rows, at=at)
    stage.does("Gareth", PriceEdition, "publish", edition, at=at, effective_from=stage.day(day))


def _more(product: Product, book: PriceBook) -> dict[str, object]:
    tiers, mode = TIERS.get(product.code, ([], "all_units"))
    return {"period": product.period, "tiers": [] if book.segment_id else tiers, "tier_mode": mode}


def _next(stage: Stage, book: PriceBook) -> None:
    """The edition in the making: couplings dearer, looked at before it goes out."""
    at = stage.at(-2, 11)
    stage.does("Gareth", PriceBook, "revise", book, at=at, note="Steel is dearer", effective_from=stage.day(SOON))
    draft = PriceEdition._default_manager.get(book=book, state="draft")
    stage.does("Gareth", PriceEdition, "adjust", draft, at=at, percent="3.5", step="0.05", family="Vale couplings")
