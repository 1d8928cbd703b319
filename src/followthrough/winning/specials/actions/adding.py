"""Put parts that were found onto an opportunity, with what was needed as the reason."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.models import Line, Opportunity

MOST = 100


@action(
    Line,
    needs="lines.create",
    button=gettext_lazy("Add parts"),
    icon="plus",
    on_class=True,
    labels={"parts": gettext_lazy("Parts"), "need": gettext_lazy("What was needed")},
    options={"need": {"max_length": 300}},
)
def add_parts_line(
    *,
    opportunity: Opportunity,
    parts: list[Product],
    quantity: Decimal = Decimal(1),
    need: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Make a line of each part on the opportunity, at its list price, with what was needed beside it."""
    if not parts:
        raise Invalid({"parts": _("Pick at least one part.")})
    if len(parts) > MOST:
        raise Invalid({"parts": _("Pick at most %(most)d parts at once.") % {"most": MOST}})
    if quantity <= 0:
        raise Invalid({"quantity": _("Write a quantity above zero.")})
    kind = type_of(Line)
    rows = [kind.cleaned(_line(opportunity, part, quantity, need), None) for part in parts]
    create_records(kind, rows, by=by, now=now)
    words = ngettext("%(count)d part is on %(title)s.", "%(count)d parts are on %(title)s.", len(parts))
    return Changes(words % {"count": len(parts), "title": opportunity.title}, record=opportunity)


def _line(opportunity: Opportunity, part: Product, quantity: Decimal, need: str) -> Values:
    """A price in another currency than the opportunity's is left open rather than wrong."""
    price = part.list_price if part.currency == opportunity.currency else None
    return {
        "opportunity": opportunity,
        "product": part,
        "description": part.name,
        "quantity": quantity,
        "unit_price": price,
        "discount": Decimal(0),
        "need": " ".join(need.split()),
    }
