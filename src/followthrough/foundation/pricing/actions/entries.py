"""Prices in an edition: checked before they are kept, and locked with it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.pricing.actions.editions import locked_words
from followthrough.foundation.pricing.models import PriceEdition, PriceEntry
from followthrough.foundation.pricing.rules import UnreadableTierError, read_tier, tier_texts
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.values.tiers import Tier

MAY_DELETE = "prices.delete"


def clean_entry(values: Values, entry: PriceEntry | None) -> Values:
    """A price not below zero, tiers that can be read and rise; it stays in its edition and with its product."""
    if (values.get("price") or 0) < 0:
        raise Invalid({"price": _("A price is not below zero.")})
    if "tiers" in values:
        values["tiers"] = tier_texts(_tiers(values["tiers"]))
    for name in ("edition", "product"):
        if entry and name in values and values[name].pk != getattr(entry, f"{name}_id"):
            raise Invalid({name: _("A price stays where it is. Make another one there.")})
    edition = values.get("edition") or (entry.edition if entry else None)
    if edition and edition.is_locked and not _is_as_it_was(values, entry):
        raise Refused(locked_words(edition))
    return values


def _is_as_it_was(values: Values, entry: PriceEntry | None) -> bool:
    """Whether nothing would change: a list that was published can be uploaded as it is."""
    return entry is not None and all(getattr(entry, name) == value for name, value in values.items())


def _tiers(texts: Sequence[str]) -> list[Tier]:
    found: dict[Any, Tier] = {}
    for text in texts:
        try:
            tier = read_tier(text)
        except UnreadableTierError as problem:
            words = _("“%(text)s” is no tier. Write the quantity and the price each, such as 10: 9.00.")
            raise Invalid({"tiers": words % {"text": text}}) from problem
        if tier.starts_at in found:
            raise Invalid({"tiers": _("There are two tiers at %(start)s.") % {"start": f"{tier.starts_at:f}"}})
        found[tier.starts_at] = tier
    return list(found.values())


def fill_entries(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Prices are in the currency of the edition's book."""
    ids = {row["edition"].pk if "edition" in row else row["edition_id"] for row in rows}
    editions = PriceEdition._default_manager.select_related("book").in_bulk(ids)
    for row in rows:
        edition = editions[row["edition"].pk if "edition" in row else row["edition_id"]]
        row["currency"] = edition.book.currency


def saved_entries(
    *, created: Sequence[PriceEntry], changed: Sequence[PriceEntry], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """Refuse what would change a published edition."""
    refuse_published({entry.edition_id for entry in (*created, *changed)})


def refuse_published(ids: Collection[int]) -> None:
    """Raise Refused if one of these editions is locked; the others can't be published before we are done."""
    rows = PriceEdition._default_manager.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    for edition in rows:
        if edition.is_locked:
            raise Refused(locked_words(edition))


@action(PriceEntry, needs=MAY_DELETE, button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_price_entry(entry: PriceEntry, *, by: Actor, now: datetime) -> Changes:
    """Move the price to the bin: the product is not in this edition any more. Refused in a published edition."""
    refuse_published([entry.edition_id])
    bin_records(type_of(PriceEntry), [entry], now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": entry.title}, record=entry)


@action(PriceEntry, needs=MAY_DELETE, button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_price_entry(entry: PriceEntry, *, by: Actor, now: datetime) -> Changes:
    """Bring the price back from the bin. Refused in a published edition."""
    refuse_published([entry.edition_id])
    bin_records(type_of(PriceEntry), [entry], now=None)
    return Changes(_("%(title)s is back.") % {"title": entry.title}, record=entry)
