"""Price books, their editions and prices, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.actions import (
    clean_book,
    clean_edition,
    clean_entry,
    fill_editions,
    fill_entries,
    saved_books,
    saved_entries,
)
from followthrough.foundation.pricing.models import PriceBook, PriceEdition, PriceEntry
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.registry import Panel, panel_on, record

WRITERS = MANAGERS | {Role.COORDINATOR}


def edition_links(edition: PriceEdition, actor: Actor) -> dict[str, Any]:
    """Where an edition leads: to take away, to compare, to change all at once."""
    base = f"/price-editions/{edition.ref}"
    links = [{"label": _("What changes"), "url": f"{base}/compare", "icon": "git-compare"}]
    if not edition.is_locked and actor.may("prices.edit"):
        links.append({"label": _("Change by percent"), "url": f"{base}/change", "icon": "percent"})
    if actor.may("prices.export"):
        links.append({"label": _("PDF"), "url": f"{base}/price-list.pdf", "icon": "file-text"})
        links.append({"label": _("Excel"), "url": f"{base}/price-list.xlsx", "icon": "download", "download": True})
    return {"links": links}


record(
    PriceBook,
    plural="price-books",
    ref="PB-{n:03}",
    group="setup",
    icon="tag",
    columns=["ref", "name", "currency", "segment", "partner", "valid_from", "valid_until", "priority"],
    filters=["currency", "segment", "partner"],
    sorts=["name"],
    match=["ref", "name"],
    writers=WRITERS,
    clean=clean_book,
    saved=saved_books,
    fields={"priority": {"adds_up": False}},
    panels=[
        Panel(
            "editions",
            _("Editions"),
            link="book",
            of=PriceEdition,
            columns=("name", "state", "effective_from", "published_at", "note"),
            order=("-number",),
            begins=_("“Next edition” begins a draft; its prices count once it is published."),
        )
    ],
)
record(
    PriceEdition,
    plural="price-editions",
    ref="PE-{n:04}",
    group="setup",
    icon="tags",
    columns=["ref", "name", "book", "number", "state", "effective_from", "published_at", "note"],
    form=["book", "effective_from", "note"],
    filters=["book", "state", "effective_from"],
    match=["ref"],
    parent="book",
    in_menu=False,
    writers=WRITERS,
    clean=clean_edition,
    fill=fill_editions,
    fields={"number": {"adds_up": False}},
    panels=[
        Panel("list", _("Price list"), side=True, template="pricing/links.html", context=edition_links),
        Panel(
            "prices",
            _("Prices"),
            link="edition",
            of=PriceEntry,
            columns=("product", "price", "currency", "period", "tiers", "tier_mode", "note"),
            order=("id",),
            limit=20,
            begins=_("Add prices one by one, or a whole list with “Upload prices”."),
        ),
    ],
)
record(
    PriceEntry,
    plural="prices",
    ref="PI-{n:06}",
    exact=True,
    group="setup",
    icon="tags",
    columns=["edition", "product", "price", "currency", "period", "tiers", "tier_mode", "note"],
    form=["edition", "product", "price", "period", "tiers", "tier_mode", "note"],
    filters=["edition", "product", "period"],
    match=["ref"],
    parent="edition",
    in_menu=False,
    writers=WRITERS,
    clean=clean_entry,
    fill=fill_entries,
    saved=saved_entries,
    fields={"price": {"adds_up": False, "aliases": ("price each", "unit price", "list price")}},
)
panel_on(
    Product,
    Panel(
        "prices",
        _("Prices"),
        rows=lambda product, by: PriceEntry.visible_to(by).filter(product=product, edition__state="published"),
        of=PriceEntry,
        columns=("edition", "price", "currency", "period", "tiers"),
        order=("-edition__effective_from", "-id"),
        begins=_("Its price in each published edition of a price book."),
    ),
)
never_merged(PriceBook, PriceEdition, PriceEntry)
