"""What a sales pack holds now, and the edition an item stands at."""

from collections.abc import Iterable
from typing import NamedTuple

from followthrough.kernel.people.models import company
from followthrough.reaching.collateral.models import Edition, Item, ItemState, Pack


class Enclosable(NamedTuple):
    """One thing that goes with a proposal, in the very edition that goes with it."""

    title: str
    edition: str
    sha256: str


def pack_contents(pack: Pack, language: str) -> list[Enclosable]:
    """Title, edition and SHA-256 of each item in order: its latest edition in that language, else in the house's.

    What is retired, or not published in either language, is left out.
    """
    rows = pack.items.filter(binned_at__isnull=True, item__state=ItemState.CURRENT, item__binned_at__isnull=True)
    items = [row.item for row in rows.select_related("item").order_by("position", "pk")]
    current = current_editions(items, language)
    return [
        Enclosable(one.name, str(current[one.pk].number), current[one.pk].sha256) for one in items if one.pk in current
    ]


def current_editions(items: Iterable[Item], language: str) -> dict[int, Edition]:
    """The latest edition of each item in the language, else in the house's, by the item's key; in one query."""
    usual = company().language
    found: dict[int, Edition] = {}
    rows = Edition._default_manager.filter(
        item__in=[one.pk for one in items], language__in=[language, usual], binned_at__isnull=True
    )
    for row in rows.order_by("number"):
        known = found.get(row.item_id)
        if known is None or row.language == language or known.language != language:
            found[row.item_id] = row
    return found
