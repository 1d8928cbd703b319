"""Lines of an opportunity, whose sum is its amount whenever there are any, to the cent and in its one currency."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.pipeline.rules import line_amount

MAY_DELETE = "lines.delete"


@action(Line, needs=MAY_DELETE, button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_line(line: Line, *, by: Actor, now: datetime) -> Changes:
    """Move the line to the bin; the opportunity's amount is the sum of those that stay."""
    bin_records(type_of(Line), [line], now=now)
    total_up([line.opportunity_id], by=by, now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": line.title}, record=line)


@action(Line, needs=MAY_DELETE, button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_line(line: Line, *, by: Actor, now: datetime) -> Changes:
    """Bring the line back from the bin."""
    bin_records(type_of(Line), [line], now=None)
    total_up([line.opportunity_id], by=by, now=now)
    return Changes(_("%(title)s is back.") % {"title": line.title}, record=line)


def fill_lines(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A line is in its opportunity's currency; its amount follows from quantity, price and discount."""
    for row in rows:
        row["currency"] = row["opportunity"].currency
        row["amount"] = line_amount(
            row.get("quantity") or Decimal(1), row.get("unit_price"), row.get("discount") or Decimal(0), row["currency"]
        )


def saved_lines(
    *, created: Sequence[Line], changed: Sequence[Line], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """Add the lines up."""
    total_up({line.opportunity_id for line in (*created, *changed)}, by=by, now=now)


def total_up(ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Set the amount of these opportunities to the sum of their lines; one without a priced line keeps its own."""
    lines = Line._default_manager.filter(opportunity__in=ids, binned_at__isnull=True, amount__isnull=False)
    sums = dict(lines.order_by().values_list("opportunity").annotate(total=Sum("amount")))
    found = Opportunity._default_manager.filter(pk__in=sums.keys()).select_for_update(of=("self",)).order_by("pk")
    change_records(type_of(Opportunity), [(one, {"amount": sums[one.pk]}) for one in found], by=by, now=now)


def settle_lines(opportunity: Opportunity, *, by: Actor, now: datetime) -> None:
    """Once another went into it, an opportunity is worth all its lines; lines in another currency can't join it."""
    lines = Line._default_manager.filter(opportunity=opportunity, binned_at__isnull=True)
    if lines.exclude(currency=opportunity.currency).exists():
        raise Refused(_("its lines are in another currency"))
    total_up([opportunity.pk], by=by, now=now)


def follow_products(told: Iterable[tuple[Opportunity, Values]], *, by: Actor, now: datetime) -> None:
    """Put the product named with an opportunity on a line of it, at the opportunity's amount."""
    named = [(opportunity, values["product"]) for opportunity, values in told if values.get("product")]
    known = _lines_of([opportunity.pk for opportunity, _product in named])
    new: list[Values] = []
    changes: list[tuple[Line, Values]] = []
    for opportunity, product in named:
        own = known.get(opportunity.pk, [])
        if not own:
            new.append({"opportunity": opportunity, "product": product, "unit_price": opportunity.amount})
        elif len(own) == 1:
            changes.append((own[0], {"product": product}))
        elif product.pk not in {line.product_id for line in own}:
            raise Invalid({"product": _("%(title)s has several lines. Change them.") % {"title": opportunity.title}})
    create_records(type_of(Line), new, by=by, now=now)
    change_records(type_of(Line), changes, by=by, now=now)


def follow_money(told: Iterable[tuple[Opportunity, Values]], *, by: Actor, now: datetime) -> None:
    """A changed currency is that of the lines too; a changed amount is the price of the only line."""
    touched = {one.pk: one for one, values in told if values.keys() & {"amount", "currency"}}
    changes: list[tuple[Line, Values]] = []
    for pk, lines in _lines_of(touched.keys()).items():
        opportunity = touched[pk]
        for line in lines:
            # A deal with one line has that line's price; with several its amount was refused unless it is their sum.
            is_whole = len(lines) == 1 and _is_plain(line) and line.amount != opportunity.amount
            price = opportunity.amount if is_whole else line.unit_price
            amount = line_amount(line.quantity, price, line.discount, opportunity.currency)
            changes.append((line, {"currency": opportunity.currency, "unit_price": price, "amount": amount}))
    change_records(type_of(Line), changes, by=by, now=now)


def _is_plain(line: Line) -> bool:
    return line.quantity == 1 and not line.discount


def _lines_of(ids: Collection[int]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    if ids:
        rows = Line._default_manager.filter(opportunity__in=ids, binned_at__isnull=True)
        for line in rows.select_for_update().order_by("pk"):
            found.setdefault(line.opportunity_id, []).append(line)
    return found
