"""An edition as a price list: grouped by family, for the page, the workbook and the paper alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from django.utils.translation import gettext as _

from followthrough.foundation.pricing.models import PriceEdition, PriceEntry
from followthrough.foundation.pricing.queries.editions import entries_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.writing import Column, write_xlsx


@dataclass(frozen=True, slots=True)
class Family:
    """The prices of the products of one family, by name."""

    name: str
    entries: tuple[PriceEntry, ...]


def price_list(edition: PriceEdition, actor: Actor) -> list[Family]:
    """The families of an edition, those without a family last; products in the bin are left out."""
    rows = entries_of(edition, actor)
    found = [Family(name, tuple(group)) for name, group in groupby(rows, key=lambda one: one.product.family)]
    return sorted(found, key=lambda family: (not family.name, family.name.casefold()))


def price_list_workbook(edition: PriceEdition, families: Sequence[Family]) -> bytes:
    """The price list as XLSX with figures as figures; uploaded into a draft it sets the same prices."""
    heads = [
        Column(_("Code"), width=16),
        Column(_("Product"), width=40),
        Column(_("Family"), width=20),
        Column(_("Unit"), width=12),
        Column(_("Price"), "money", currency=edition.book.currency),
        Column(_("Paid for"), width=18),
        Column(_("Tiers"), width=24),
        Column(_("Tiers are for"), width=20),
        Column(_("Note"), width=30),
    ]
    rows = (_row(one) for family in families for one in family.entries)
    stream = BytesIO()
    write_xlsx(stream, edition.name, heads, rows, _about(edition))
    return stream.getvalue()


def _row(entry: PriceEntry) -> list[object]:
    product = entry.product
    named = [product.code, product.name, product.family, product.unit]
    mode = entry.get_tier_mode_display() if entry.tiers else ""
    return [
        *named,
        entry.price,
        entry.get_period_display() if entry.period else "",
        ", ".join(entry.tiers),
        mode,
        entry.note,
    ]


def _about(edition: PriceEdition) -> list[tuple[str, str]]:
    day = edition.effective_from
    state = str(edition.get_state_display())
    return [
        (_("Price book"), edition.book.name),
        (_("Edition"), str(edition.number)),
        (_("State"), state),
        (_("Effective from"), day.isoformat() if day else ""),
        (_("Currency"), edition.book.currency),
    ]
