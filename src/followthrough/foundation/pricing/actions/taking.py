"""Take the prices of a draft from a file: all that is in it, or nothing and why."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.pricing.actions.editions import is_open
from followthrough.foundation.pricing.actions.entries import clean_entry
from followthrough.foundation.pricing.models import PriceEdition, PriceEntry
from followthrough.foundation.pricing.queries.sheets import PriceSheet, read_sheet
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records, create_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.exchange.reading import Unreadable, read_table
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of

NAMED = 5
MOST_BYTES = 20_000_000


@action(
    PriceEdition,
    needs="prices.import",
    roles=MANAGERS | {Role.COORDINATOR},
    button=gettext_lazy("Upload prices"),
    icon="file-up",
    applies=is_open,
    labels={"file": gettext_lazy("Price list as Excel or CSV")},
    options={"file": {"max_length": MOST_BYTES}},
)
def take_price_edition(edition: PriceEdition, *, file: Upload, by: Actor, now: datetime) -> Changes:
    """Set the draft's prices to those of a file with columns “Code” or “Product” and “Price”; others stay.

    Our own price list comes back as it went out. If one cell can't be read nothing is taken.
    """
    sheet = _sheet(file, edition, by)
    if sheet.problems:
        raise Invalid({"file": _told(sheet.problems)})
    rows = PriceEntry.visible_to(by).filter(edition=edition, product__in=sheet.values.keys())
    held = {one.product_id: one for one in rows.select_for_update(of=("self",)).order_by("pk")}
    new: list[Values] = []
    changes: list[tuple[PriceEntry, Values]] = []
    for product, values in sheet.values.items():
        given = clean_entry({name: value for name, value in values.items() if value is not None}, None)
        if product in held:
            mine = {name: value for name, value in given.items() if differs(held[product], name, value)}
            changes += [(held[product], mine)] if mine else []
        else:
            new.append({"edition": edition, "product_id": product, **given})
    create_records(type_of(PriceEntry), new, by=by, now=now)
    change_records(type_of(PriceEntry), changes, by=by, now=now)
    counts = {"new": len(new), "changed": len(changes), "same": len(sheet.values) - len(new) - len(changes)}
    return Changes(_("%(new)d added, %(changed)d changed, %(same)d as they were.") % counts, record=edition)


def _sheet(file: Any, edition: PriceEdition, by: Actor) -> PriceSheet:
    if file.size > MOST_BYTES:
        raise Invalid({"file": _("A price list may have at most 20 MB.")})
    try:
        return read_sheet(read_table(b"".join(file.chunks()), str(file.name)), edition.book.currency, by)
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem


def _told(problems: list[str]) -> str:
    """The first problems by name, and how many more there are."""
    first = " ".join(problems[:NAMED])
    if len(problems) <= NAMED:
        return first
    return _("%(first)s And %(more)d more.") % {"first": first, "more": len(problems) - NAMED}
