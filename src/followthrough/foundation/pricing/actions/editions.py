"""Editions of a price book: numbered when made, locked when published."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.pricing.actions.books import edition_name
from followthrough.foundation.pricing.models import EditionState, PriceBook, PriceEdition, PriceEntry
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of

PUBLISHED, WITHDRAWN = EditionState.PUBLISHED.value, EditionState.WITHDRAWN.value


def clean_edition(values: Values, edition: PriceEdition | None) -> Values:
    """It stays with its book; published, only its note may change."""
    if edition is None:
        return values
    if "book" in values and values["book"].pk != edition.book_id:
        raise Invalid({"book": _("An edition stays with its book. Make one there.")})
    moved = values.get("effective_from", edition.effective_from) != edition.effective_from
    if edition.is_locked and moved:
        raise Invalid({"effective_from": locked_words(edition)})
    return values


def locked_words(edition: PriceEdition) -> str:
    """Why a published edition stays as it is, and what to do instead."""
    return _("%(name)s is published and stays as it is. Make the next edition.") % {"name": edition.name}


def fill_editions(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Number them, each after the last of its book, and call them by it."""
    books = {row["book"].pk if "book" in row else row["book_id"] for row in rows}
    held = PriceBook._default_manager.filter(pk__in=books).select_for_update().order_by("pk").in_bulk()
    asked = PriceEdition._default_manager.filter(book__in=books).order_by().values_list("book")
    last = Counter(dict(asked.annotate(last=Max("number"))))
    for row in rows:
        book = held[row["book"].pk if "book" in row else row["book_id"]]
        last[book.pk] += 1
        row["number"] = last[book.pk]
        row["name"] = edition_name(book.name, row["number"])


def is_open(edition: PriceEdition) -> bool:
    """Whether it is a draft still."""
    return not edition.is_locked


@action(
    PriceEdition,
    needs="price-editions.publish",
    roles=MANAGERS,
    button=gettext_lazy("Publish"),
    icon="badge-check",
    primary=True,
    applies=is_open,
    labels={"effective_from": gettext_lazy("Effective from")},
    undone_by="withdraw",
    undo_words=gettext_lazy("Somebody may have quoted from it already. Withdraw it instead."),
)
def publish_price_edition(
    edition: PriceEdition, *, effective_from: date | None = None, by: Actor, now: datetime
) -> Changes:
    """Lock the prices for good; from the day named on (today unless another is) new lines are priced by them.

    Quotes keep the prices they have. An edition without a price is refused.
    """
    if not PriceEntry._default_manager.filter(edition=edition, binned_at__isnull=True).exists():
        raise Refused(_("There is no price in it yet. Add one first."))
    day = effective_from or edition.effective_from or clock.today(by.zone)
    values = {"state": PUBLISHED, "effective_from": day, "published_at": now, "published_by_id": by.user_id}
    change_records(type_of(PriceEdition), [(edition, values)], by=by, now=now)
    return Changes(_("%(name)s is published.") % {"name": edition.name}, record=edition)


@action(
    PriceEdition,
    needs="price-editions.publish",
    roles=MANAGERS,
    button=gettext_lazy("Withdraw"),
    icon="ban",
    moves=(PUBLISHED, WITHDRAWN),
)
def withdraw_price_edition(edition: PriceEdition, *, by: Actor, now: datetime) -> Changes:
    """Price nothing new by it: the edition before counts again. Quotes keep the prices they have."""
    change_records(type_of(PriceEdition), [(edition, {"state": WITHDRAWN})], by=by, now=now)
    return Changes(_("%(name)s is withdrawn.") % {"name": edition.name}, record=edition)


@action(
    PriceEdition,
    needs="price-editions.delete",
    button=gettext_lazy("Delete"),
    icon="trash-2",
    undone_by="restore",
    applies=is_open,
)
def delete_price_edition(edition: PriceEdition, *, by: Actor, now: datetime) -> Changes:
    """Move the draft to the bin. A published edition stays: quotes were priced by it."""
    bin_records(type_of(PriceEdition), [edition], now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": edition.title}, record=edition)
