"""What a sales pack holds now, and the edition an item stands at."""

import zipfile
from collections.abc import Callable, Iterable
from typing import BinaryIO, NamedTuple

from django.db.models import F, Q, QuerySet

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel.access.actor import Actor
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


def editions_about(product: Product, actor: Actor) -> QuerySet[Edition]:
    """The editions of everything in use that is about a product or its family."""
    about = Q(item__product=product)
    if product.family:
        about |= Q(item__family__iexact=product.family)
    return Edition.visible_to(actor).filter(about, item__state=ItemState.CURRENT, item__binned_at__isnull=True)


def shared_editions(item: Item) -> dict[str, Edition]:
    """The latest edition by its language, for whoever was given a link to the item; none of what is retired."""
    rows = Edition._default_manager.filter(item=item, number=item.edition, binned_at__isnull=True)
    in_use = item.state == ItemState.CURRENT
    return {one.language: one for one in rows.select_related("filed_as").order_by("language")} if in_use else {}


def write_editions(out: BinaryIO, items: QuerySet[Item], actor: Actor, tick: Callable[[int], None]) -> None:
    """Put the latest edition of each item, in each of its languages, into a ZIP; files are stored as they are."""
    latest = Edition.visible_to(actor).filter(item__in=items, number=F("item__edition"))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for count, edition in enumerate(latest.select_related("item", "filed_as").order_by("item_id", "language")):
            tick(count)
            name = f"{edition.item.ref}-{edition.number}-{edition.language}-{edition.filed_as.name}"
            archive.writestr(name, content_of(edition.filed_as))


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
