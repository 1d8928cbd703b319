"""Price books, their editions and prices, declared."""

from django.utils.translation import gettext_lazy as _

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
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.registry import Panel, record

WRITERS = MANAGERS | {Role.COORDINATOR}

record(
    PriceBook,
    plural="price-books",
    ref="PB-{n:03}",
    group="setup",
    icon="book-open",
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
            rows=lambda book, by: PriceEdition.visible_to(by).filter(book=book),
            of=PriceEdition,
            columns=("name", "state", "effective_from", "published_at", "note"),
            order=("-number",),
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
        Panel(
            "prices",
            _("Prices"),
            rows=lambda edition, by: PriceEntry.visible_to(by).filter(edition=edition),
            of=PriceEntry,
            columns=("product", "price", "currency", "period", "tiers", "tier_mode", "note"),
            order=("id",),
            limit=20,
        )
    ],
)
record(
    PriceEntry,
    plural="prices",
    ref="PI-{n:06}",
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
never_merged(PriceBook, PriceEdition, PriceEntry)
