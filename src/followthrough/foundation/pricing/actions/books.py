"""Tidy and check price books before they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.actions import known_currency
from followthrough.foundation.pricing.models import PriceBook, PriceEdition
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of


def clean_book(values: Values, book: PriceBook | None) -> Values:
    """A known currency, that stays once there are editions; an end not before the start."""
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    if book and values.get("currency", book.currency) != book.currency and book.editions.exists():
        raise Invalid(
            {"currency": _("The prices of its editions are in %(own)s. Make another book.") % {"own": book.currency}}
        )
    start = values.get("valid_from", book.valid_from if book else None)
    end = values.get("valid_until", book.valid_until if book else None)
    if start and end and end < start:
        raise Invalid({"valid_until": _("Choose a day not before the first one.")})
    return values


def saved_books(
    *, created: Sequence[PriceBook], changed: Sequence[PriceBook], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """Editions are called by their book's name."""
    names = {book.pk: book.name for book in changed}
    if not names:
        return
    rows = PriceEdition._default_manager.filter(book__in=names).select_for_update(of=("self",)).order_by("pk")
    changes = [(one, {"name": edition_name(names[one.book_id], one.number)}) for one in rows]
    change_records(type_of(PriceEdition), changes, by=by, now=now)


def edition_name(book: str, number: int) -> str:
    """What an edition is called in lists, links and search."""
    return f"{book} {number}"
