"""Lines of an opportunity, whose sum is its amount whenever there are any, to the cent and in its one currency."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.queries import Ask, Priced, priced
from followthrough.foundation.taxes.models import TaxRate
from followthrough.foundation.taxes.queries import usual_tax
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.actions.tidying import check_not_held, is_plain
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.pipeline.rules.offer import Item, graduated, line_amount, offer_totals

MAY_DELETE = "lines.delete"
A_YEAR = {"month": 12, "quarter": 4, "year": 1}


@action(Line, needs=MAY_DELETE, button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_line(line: Line, *, by: Actor, now: datetime) -> Changes:
    """Move the line to the bin; the opportunity's amount is the sum of those that stay."""
    check_not_held(line.opportunity)
    bin_records(type_of(Line), [line], now=now)
    total_up([line.opportunity_id], by=by, now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": line.title}, record=line)


@action(Line, needs=MAY_DELETE, button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_line(line: Line, *, by: Actor, now: datetime) -> Changes:
    """Bring the line back from the bin."""
    check_not_held(line.opportunity)
    bin_records(type_of(Line), [line], now=None)
    total_up([line.opportunity_id], by=by, now=now)
    return Changes(_("%(title)s is back.") % {"title": line.title}, record=line)


def fill_lines(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A line stands last, in its opportunity's currency, with its product's cost and the usual tax; it is counted."""
    last = _last_positions({row["opportunity"].pk for row in rows})
    price_rows([row for row in rows if row.get("product") and "unit_price" not in row])
    usual = usual_tax()
    for row in rows:
        opportunity, product = row["opportunity"], row.get("product")
        row["currency"] = opportunity.currency
        if not row.get("position"):
            row["position"] = last[opportunity.pk] = last.get(opportunity.pk, 0) + 1
        if row.get("is_heading"):
            row.update(unit_price=None, tax=None)
        else:
            _as_product_says(row, product, usual)
        row["amount"] = line_amount(_new_item(row), row["currency"])


def price_rows(rows: Sequence[Values]) -> None:
    """Give rows with a product the price that holds today for their account, its volume tiers, and where it is from."""
    today = clock.today(company().zone)
    alike: dict[tuple[str, int | None], list[Values]] = {}
    for row in rows:
        opportunity = row["opportunity"]
        alike.setdefault((opportunity.currency, opportunity.account_id), []).append(row)
    for (currency, _account), some in alike.items():
        account = some[0]["opportunity"].account
        asks = [Ask(row["product"], row.get("quantity") or Decimal(1)) for row in some]
        segment = account.segment if account else None
        for row, found in zip(
            some, priced(asks, currency=currency, segment=segment, partner=account, on=today), strict=True
        ):
            row.update(price_values(found, row))


def price_values(found: Priced, row: Values) -> Values:
    """What a line keeps of its price; a price per period is charged for a year unless the line says otherwise."""
    tiered = found.tiered
    values: Values = {
        "unit_price": found.unit_price,
        "tiers": tiered.stored() if tiered and not tiered.is_flat else {},
        "edition": found.edition,
        "priced_from": found.why[:160] if found.edition else "",
    }
    if found.period and not row.get("charge"):
        values |= {"charge": found.period, "periods": row.get("periods") or A_YEAR[found.period]}
    return values


def _as_product_says(row: Values, product: Product | None, usual: TaxRate | None) -> None:
    if not (row.get("tax") or row.get("tax_id")):
        row["tax"] = usual
    if product and row.get("cost") is None and product.currency == row["currency"]:
        row["cost"] = product.cost


def _new_item(row: Values) -> Item:
    quantity, tiers = row.get("quantity") or Decimal(1), row.get("tiers") or {}
    return Item(
        quantity,
        row.get("unit_price"),
        row.get("discount") or Decimal(0),
        periods=row.get("periods") or 1,
        bands=graduated(tiers, quantity),
    )


def _last_positions(ids: Collection[int]) -> dict[int, int]:
    rows = Line._default_manager.filter(opportunity__in=ids).order_by()
    return dict(rows.values_list("opportunity").annotate(last=Max("position")))


def saved_lines(
    *, created: Sequence[Line], changed: Sequence[Line], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """Of alternatives one is chosen; then the lines are added up."""
    _choose_one(created, changed, by=by, now=now)
    total_up({line.opportunity_id for line in (*created, *changed)}, by=by, now=now)


def _choose_one(created: Sequence[Line], changed: Sequence[Line], *, by: Actor, now: datetime) -> None:
    """The line just chosen takes the place of the others of its group; a new one waits while another is chosen."""
    for line in (*created, *changed):
        if not (line.option_group and line.is_chosen):
            continue
        group = Line._default_manager.filter(
            opportunity=line.opportunity_id, option_group=line.option_group, is_chosen=True, binned_at__isnull=True
        )
        others = list(group.exclude(pk=line.pk).select_for_update().order_by("pk"))
        given_up = [line] if line in created and others else others
        change_records(type_of(Line), [(one, {"is_chosen": False}) for one in given_up], by=by, now=now)


def total_up(ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Set the amount of these opportunities to what their lines come to; one without a priced line keeps its own."""
    if not ids:
        return
    lines = Line._default_manager.filter(opportunity__in=ids, binned_at__isnull=True, amount__isnull=False)
    counted: dict[int, list[Item]] = {}
    for line in lines.select_related("tax").order_by("opportunity", "position", "pk"):
        counted.setdefault(line.opportunity_id, []).extend([line.item] if line.counts else [])
    found = Opportunity._default_manager.filter(pk__in=counted.keys()).select_for_update(of=("self",)).order_by("pk")
    worth = [(one, {"amount": offer_totals(counted[one.pk], one.discount, one.currency).net.amount}) for one in found]
    change_records(type_of(Opportunity), worth, by=by, now=now)


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
            is_whole = (
                len(lines) == 1 and is_plain(line) and not opportunity.discount and line.amount != opportunity.amount
            )
            price = opportunity.amount if is_whole else line.unit_price
            amount = line_amount(replace(line.item, price=price), opportunity.currency)
            changes.append((line, {"currency": opportunity.currency, "unit_price": price, "amount": amount}))
    change_records(type_of(Line), changes, by=by, now=now)


def _lines_of(ids: Collection[int]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    if ids:
        rows = Line._default_manager.filter(opportunity__in=ids, binned_at__isnull=True)
        for line in rows.select_for_update().order_by("pk"):
            found.setdefault(line.opportunity_id, []).append(line)
    return found
