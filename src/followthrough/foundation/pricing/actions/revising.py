"""The next edition of a book: begun from the one that counts, and all its prices changed at once."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.catalogue.models import ProductKind
from followthrough.foundation.pricing.actions.editions import is_open
from followthrough.foundation.pricing.models import EditionState, PriceBook, PriceEdition, PriceEntry
from followthrough.foundation.pricing.queries.editions import Adjustment, adjusted, newest_edition
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of

Step = Literal["0.0001", "0.01", "0.05", "0.10", "0.50", "1", "5", "10", "50", "100"]
COPIED = ("product_id", "price", "period", "tiers", "tier_mode", "note")


@action(
    PriceBook,
    needs="price-editions.create",
    button=gettext_lazy("Next edition"),
    icon="copy",
    primary=True,
    labels={"effective_from": gettext_lazy("Effective from"), "note": gettext_lazy("What changes")},
)
def revise_price_book(
    book: PriceBook, *, effective_from: date | None = None, note: str = "", by: Actor, now: datetime
) -> Changes:
    """Begin the next edition as a draft with the prices of the newest published one. Refused while there is a draft."""
    drafts = PriceEdition._default_manager.filter(book=book, state=EditionState.DRAFT, binned_at__isnull=True)
    if draft := drafts.first():
        raise Refused(_("%(name)s is a draft still. Change or delete that one.") % {"name": draft.name})
    base = newest_edition(book)
    values = {"book": book, "effective_from": effective_from, "note": note}
    made: PriceEdition
    (made,) = create_records(type_of(PriceEdition), [values], by=by, now=now)
    rows = PriceEntry._default_manager.filter(edition=base, binned_at__isnull=True).order_by("pk") if base else ()
    copies = [{"edition": made, **{name: getattr(entry, name) for name in COPIED}} for entry in rows]
    create_records(type_of(PriceEntry), copies, by=by, now=now)
    gaps = {"name": made.name, "count": len(copies)}
    words = ngettext("%(name)s is begun with %(count)d price.", "%(name)s is begun with %(count)d prices.", len(copies))
    return Changes(words % gaps, record=made)


@action(
    PriceEdition,
    needs="prices.edit",
    icon="percent",
    applies=is_open,
    labels={
        "percent": gettext_lazy("Percent, with a minus to lower"),
        "step": gettext_lazy("Round to a multiple of"),
        "family": gettext_lazy("Only the family"),
        "kind": gettext_lazy("Only the kind"),
    },
)
def adjust_price_edition(
    edition: PriceEdition,
    *,
    percent: Decimal,
    step: Step = "0.01",
    family: str = "",
    kind: ProductKind | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Raise or lower prices and their tiers by a percentage, rounded half up to the step. Drafts only."""
    wanted = Adjustment(checked_percent(percent), Decimal(step), family.strip(), kind or "")
    rows = PriceEntry.visible_to(by).filter(wanted.chosen, edition=edition)
    found = adjusted(rows.select_for_update(of=("self",)).order_by("pk"), wanted)
    if not found:
        raise Refused(_("No price would change. Look at the family, the kind and the step."))
    changes = [(one.entry, {"price": one.price, "tiers": one.tiers}) for one in found]
    change_records(type_of(PriceEntry), changes, by=by, now=now)
    words = ngettext("%(count)d price is changed.", "%(count)d prices are changed.", len(found))
    return Changes(words % {"count": len(found)}, record=edition)


def checked_percent(percent: Decimal) -> Decimal:
    """The percentage, if prices stay above zero and are not mistyped; Invalid otherwise."""
    if not -100 < percent <= 1000 or not percent:
        raise Invalid({"percent": _("Write a percentage above -100 and up to 1000, such as 3.5.")})
    return percent
