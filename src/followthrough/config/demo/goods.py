"""What Fathom & Vale sells: something of every kind, in every part of its life."""

from followthrough.config.demo.stage import Stage
from followthrough.foundation.catalogue.models import Component, NamePattern, Product, ProductVersion

# code: name, kind, family, list price, cost, currency, unit, lifecycle
GOODS: dict[str, tuple[str, str, str, str, str, str, str, str]] = {
    "GL-MW": ("Grainline Midwest, monthly file", "data", "Grainline", "7200", "900", "USD", "year", "on_sale"),
    "GL-IB": ("Grainline Iberia, monthly file", "data", "Grainline", "6400", "850", "EUR", "year", "on_sale"),
    "GL-CE": ("Grainline Central Europe, weekly file", "data", "Grainline", "11800", "1900", "EUR", "year", "on_sale"),
    "GL-LAT": ("Grainline La Plata, monthly file", "data", "Grainline", "6900", "1100", "USD", "year", "planned"),
    "MW-IDX": ("Millwatch price index, quarterly", "data", "Millwatch", "2400", "300", "USD", "year", "on_sale"),
    "GL-API": (
        "Grainline by API, per 1,000 calls",
        "usage",
        "Grainline",
        "14.50",
        "1.2500",
        "USD",
        "1,000 calls",
        "on_sale",
    ),
    "PL-HALF": (
        "The Process Letter, half page",
        "placement",
        "The Process Letter",
        "2850",
        "610",
        "USD",
        "issue",
        "on_sale",
    ),
    "PL-BAN": (
        "The Process Letter, newsletter banner",
        "placement",
        "The Process Letter",
        "690",
        "45",
        "USD",
        "week",
        "on_sale",
    ),
    "BG-LOGO": (
        "Buyer's guide, entry with logo",
        "placement",
        "Buyer's guide",
        "480",
        "30",
        "USD",
        "edition",
        "last_orders",
    ),
    "VC-40": ("Vale coupling VC-40, stainless", "part", "Vale couplings", "38.40", "21.15", "USD", "piece", "on_sale"),
    "VC-65": ("Vale coupling VC-65, stainless", "part", "Vale couplings", "61.75", "34.80", "USD", "piece", "on_sale"),
    "VC-80E": (
        "Vale coupling VC-80E, EPDM, metric",
        "part",
        "Vale couplings",
        "74.90",
        "42.30",
        "EUR",
        "piece",
        "on_sale",
    ),
    "GS-65": ("Gasket set GS-65", "part", "Gaskets", "9.20", "3.1000", "USD", "set", "on_sale"),
    "VC-32": ("Vale coupling VC-32, brass", "part", "Vale couplings", "24.10", "15.90", "USD", "piece", "ended"),
    "VC-50": ("cplg VC-50 SS", "part", "Vale couplings", "46.20", "25.40", "USD", "piece", "on_sale"),
    "VC-KIT": ("Coupling kit, two lines", "part", "Vale couplings", "", "", "USD", "kit", "on_sale"),
    "DESK": ("Account desk, named contact", "recurring", "Services", "3600", "1400", "USD", "year", "on_sale"),
    "ONB": ("Data onboarding, two workshops", "one_off", "Services", "1900", "760", "USD", "piece", "on_sale"),
    "STUDY": ("Market study to order", "one_off", "Services", "14500", "6200", "EUR", "study", "on_sale"),
}
# code: how often its price is paid, how often it is delivered anew, and what else it needs by how it is sold
MORE: dict[str, dict[str, object]] = {
    "GL-MW": {"period": "year", "refreshes": "monthly", "term_months": 12},
    "GL-IB": {"period": "year", "refreshes": "monthly", "term_months": 12},
    "GL-CE": {"period": "year", "refreshes": "weekly", "term_months": 12},
    "GL-LAT": {"period": "year", "refreshes": "monthly"},
    "MW-IDX": {"period": "year", "refreshes": "quarterly"},
    "GL-API": {"included_quantity": "50"},
    "DESK": {"period": "year", "term_months": 12},
    "VC-KIT": {"bundle_price": "sum", "bundle_discount": "5"},
}
COLUMNS = ("name", "kind", "family", "list_price", "cost", "currency", "unit", "lifecycle")


def stock_goods(stage: Stage) -> dict[str, Product]:
    """The products by code: versions, a kit, a successor, and how couplings are called."""
    at = stage.at(-84, 9)
    ends = {"BG-LOGO": {"last_orders_until": stage.day(30)}}
    rows = [
        {"code": code, **dict(zip(COLUMNS, values, strict=True)), **MORE.get(code, {}), **ends.get(code, {})}
        for code, values in GOODS.items()
    ]
    made = {product.code: product for product in stage.makes("Gareth", Product, rows, at=at)}
    stage.does("Gareth", Product, "edit", made["VC-32"], at=at, successor=made["VC-40"].ref)
    parts = [("VC-40", "2", False), ("GS-65", "1", False), ("ONB", "1", True)]
    kit = [
        {"bundle": made["VC-KIT"], "product": made[code], "quantity": quantity, "is_optional": optional}
        for code, quantity, optional in parts
    ]
    stage.makes("Gareth", Component, kit, at=at)
    states = [("2025", -300, "Mills by county"), ("2026", -40, "Storage and barge rates added")]
    versions = [
        {"product": made["GL-MW"], "name": name, "released_on": stage.day(day), "changes": text}
        for name, day, text in states
    ]
    stage.makes("Gareth", ProductVersion, versions, at=stage.at(-40, 9))
    spelt = ["cplg = Vale coupling", "SS = stainless"]
    pattern = {"family": "Vale couplings", "pattern": "Vale coupling {code}, {name}", "spellings": spelt}
    stage.makes("Gareth", NamePattern, [pattern], at=at)
    return made
