"""Library items, editions and sales packs, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.actions import documents_on
from followthrough.foundation.documents.queries import register_document_kind
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.downloads.bundles import Bundle, bundle_on
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import GuestSight, Panel, panel_on, record
from followthrough.reaching.collateral.actions.publishing import KIND
from followthrough.reaching.collateral.models import Edition, Item, Pack, PackItem
from followthrough.reaching.collateral.queries import editions_about, write_editions


def shared_facts(item: Item) -> list[tuple[Words, Any]]:
    """What stands behind a link to it, above the file."""
    told: list[tuple[Words, Any]] = [(_("Title"), item.name), (_("Edition"), item.edition)]
    return [*told, (_("What it is for"), item.about)] if item.about else told


record(
    Item,
    ref="LI-{n:04}",
    group="promote",
    icon="book-open",
    columns=["ref", "name", "kind", "edition", "state", "product", "family", "owner", "fetched", "updated_at"],
    form=["name", "kind", "product", "family", "owner", "about"],
    filters=["kind", "state", "product", "family", "owner"],
    sorts=["name"],
    match=["ref", "name"],
    writers=DESK,
    views=[("current", _("Current"), {"state": "current"})],
    fields={"edition": {"adds_up": False}},
    guests=GuestSight(_("Share by link"), shared_facts, primary=True),
    panels=[
        Panel(
            "editions",
            _("Editions"),
            link="item",
            of=Edition,
            columns=("number", "language", "document", "pages", "what_changed", "published_at"),
            order=("-number", "language"),
            begins=_("“Publish an edition” takes the first file."),
        ),
        Panel(
            "packs",
            _("In sales packs"),
            side=True,
            rows=lambda item, by: Pack.visible_to(by).filter(items__item=item, items__binned_at__isnull=True),
            of=Pack,
            columns=("name", "family"),
            order=("name",),
            begins=_("The sales packs that it is put into."),
        ),
    ],
)
record(
    Edition,
    plural="editions",
    ref="ED-{n:05}",
    columns=["item", "number", "language", "document", "pages", "what_changed", "published_at", "sha256"],
    form=[],
    writers=frozenset(),
    parent="item",
    listed=False,
    fields={"number": {"adds_up": False}},
)
record(
    Pack,
    ref="PK-{n:03}",
    group="promote",
    under="/items/",
    icon="layers",
    columns=["ref", "name", "family", "segment"],
    filters=["family", "segment"],
    sorts=["name"],
    match=["ref", "name"],
    writers=DESK,
    panels=[
        Panel(
            "items",
            _("Items, in order"),
            link="pack",
            of=PackItem,
            columns=("item", "position"),
            order=("position", "id"),
            begins=_("Add what goes into the pack, in the order customers see it."),
        )
    ],
)
record(
    PackItem,
    plural="pack-items",
    ref="PKI-{n:05}",
    columns=["item", "pack", "position"],
    form=["pack", "item", "position"],
    filters=["pack", "item"],
    writers=DESK,
    parent="pack",
    in_menu=False,
    fields={"position": {"adds_up": False}},
)
register_document_kind(KIND, _("Library item"))
documents_on(Item)
bundle_on(Item, Bundle(_("Latest editions as a ZIP"), "editions", write_editions))
panel_on(
    Product,
    Panel(
        "library",
        _("From the library"),
        rows=editions_about,
        of=Edition,
        columns=("item", "number", "language", "what_changed", "published_at"),
        order=("item__name", "-number", "language"),
        begins=_("Brochures and guides about this product, once an edition is published."),
    ),
)
