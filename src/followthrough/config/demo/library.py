"""What Fathom & Vale shows its customers: terms, brochures and a case study, in editions, and two sales packs."""

from pathlib import Path

from django.core.files.base import ContentFile

from followthrough.config.demo.stage import Stage
from followthrough.kernel.papers.typesetting import typeset
from followthrough.kernel.people.letterhead import letterhead
from followthrough.reaching.collateral.models import Item, Pack, PackItem
from followthrough.winning.quotes.models import Quote, QuoteState

SHEET = Path(__file__).parent / "sheet.typ"
Parts = tuple[tuple[str, str], ...]
TERMS: Parts = (
    ("Prices", "Prices are net, without sales tax, and hold until the last day of the quote."),
    ("Delivery", "Goods leave Toledo within five working days of the order. Files are delivered on the day agreed."),
    ("Payment", "Invoices are due 30 days after their date, without deduction."),
    ("Wrong or damaged goods", "Tell us within 90 days. We replace them free of charge."),
)
CONDICIONES: Parts = (
    ("Precios", "Los precios son netos, sin impuestos, y valen hasta el último día del presupuesto."),
    ("Entrega", "La mercancía sale de Toledo en cinco días laborables desde el pedido."),
    ("Pago", "Las facturas vencen a los 30 días de su fecha."),
)
GRAINLINE: Parts = (
    (
        "What it is",
        "Storage, crushing and milling capacity, plant by plant, with who owns it and what it made last month.",
    ),
    ("How it comes", "As a file each month, or by API. Every figure names its source and its day."),
)
FITTINGS: Parts = (
    ("Adapters and elbows", "JIC 37°, NPT and ORFS, 1/4 to 2 in, steel and stainless 316, from stock in Toledo."),
    ("Kitting", "Bagged and labelled by machine or by line, within two working days."),
)
CASE: Parts = (
    ("Before", "Three suppliers, three price lists, and a line that stood still for a missing elbow."),
    ("After", "One order a month, kitted by machine. Not a day lost since March."),
)
# title: kind, editions from old to new, each: working days ago, language, edition, heading and parts, what changed
ITEMS: dict[str, tuple[str, tuple[tuple[int, str, int, str, Parts, str], ...]]] = {
    "Terms of sale": (
        "terms",
        (
            (-80, "en", 1, "Terms of sale", TERMS[:3], ""),
            (-30, "en", 2, "Terms of sale", TERMS, "Wrong goods are replaced for 90 days"),
            (-30, "es", 2, "Condiciones de venta", CONDICIONES, ""),
        ),
    ),
    "Grainline in two pages": ("brochure", ((-60, "en", 1, "Grainline", GRAINLINE, ""),)),
    "Fittings catalogue": ("catalogue", ((-70, "en", 1, "Fittings", FITTINGS, ""),)),
    "A line that does not stop": ("case_study", ((-20, "en", 1, "A line that does not stop", CASE, ""),)),
}
ABOUT = {
    "Grainline in two pages": "Grainline",
    "Fittings catalogue": "Fittings",
    "A line that does not stop": "Fittings",
}
PACKS = {
    "Fittings": ("Fittings", ("Fittings catalogue", "A line that does not stop", "Terms of sale")),
    "Market data": ("Grainline", ("Grainline in two pages", "Terms of sale")),
}


def open_library(stage: Stage) -> None:
    """Publish what there is, edition by edition, and put the packs together."""
    items: dict[str, Item] = {}
    for title, (kind, editions) in ITEMS.items():
        values = {"name": title, "kind": kind, "owner": stage.people["Yuki"], "family": ABOUT.get(title, "")}
        (items[title],) = stage.makes("Yuki", Item, [values], at=stage.at(-85, 10))
        for day, language, edition, head, parts, changed in editions:
            data = {"house": letterhead(), "title": head, "parts": [{"head": h, "text": text} for h, text in parts]}
            file = ContentFile(typeset(SHEET, data, language=language), name=f"{head}.pdf")
            given = {"file": file, "language": language, "edition": edition, "what_changed": changed}
            stage.does("Yuki", Item, "publish", items[title], at=stage.at(day, 11), **given)
    for name, (family, held) in PACKS.items():
        (pack,) = stage.makes("Yuki", Pack, [{"name": name, "family": family}], at=stage.at(-19, 10))
        rows = [{"pack": pack, "item": items[title], "position": place} for place, title in enumerate(held, 1)]
        stage.makes("Yuki", PackItem, rows, at=stage.at(-19, 10.2))


def enclose_packs(stage: Stage) -> None:
    """Have the sales pack go with the quotes that are still being written."""
    pack = Pack._default_manager.get(name="Market data")
    for quote in Quote._default_manager.filter(state=QuoteState.DRAFT).order_by("pk"):
        stage.does("Gareth", Quote, "edit", quote, at=stage.at(0, 9), pack=pack.ref)
