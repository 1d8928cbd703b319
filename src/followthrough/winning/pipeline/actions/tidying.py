"""Check opportunities and their lines before they are kept; a stage brings its state, a later date counts as a slip."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.actions import known_currency
from followthrough.foundation.catalogue.queries import refused_on_new_lines
from followthrough.kernel import clock
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values
from followthrough.values.currency import minor_units
from followthrough.winning.pipeline.models import Line, Opportunity, Stage, StageKind
from followthrough.winning.pipeline.rules.offer import ONCE, WHOLE, Item, graduated, line_amount, reached_price


def clean_opportunity(values: Values, opportunity: Opportunity | None) -> Values:
    """One form for name and money; another stage brings its state."""
    for name in ("name", "source"):
        if name in values:
            values[name] = " ".join(values[name].split())
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    _check_amount(values, opportunity)
    if not 0 <= (values.get("discount") or 0) <= WHOLE:
        raise Invalid({"discount": _("Write a discount from 0 to 100 percent.")})
    if opportunity is None:
        return values
    stage = values.get("stage")
    if "stage" in values and stage is None:
        raise Invalid({"stage": _("Choose a stage.")})
    if stage is not None and stage != opportunity.stage:
        values.update(entering(stage, values, clock.now()))
    if values.get("discount", opportunity.discount) != opportunity.discount:
        check_not_held(opportunity)
    if moved_later(values, opportunity):
        values["slips"] = opportunity.slips + 1
    return values


def entering(stage: Stage, values: Mapping[str, Any], now: datetime) -> Values:
    """What changes on an opportunity that comes to a stage: its state, since when, and the day it was closed."""
    came: Values = {"stage": stage, "state": stage.kind, "stage_since": now}
    if stage.kind == StageKind.OPEN:
        return {**came, "closed_on": None, "close_reason": "", "close_text": ""}
    today = clock.today(company().zone)
    agreed = values.get("close_on")
    return {**came, "closed_on": values.get("closed_on") or (agreed if agreed and agreed <= today else today)}


def moved_later(values: Mapping[str, Any], opportunity: Opportunity) -> bool:
    """Does an open opportunity get a later closing date than the one it had?"""
    before: date | None = opportunity.close_on
    after: date | None = values.get("close_on")
    return opportunity.state == StageKind.OPEN and bool(before and after and after > before)


def _check_amount(values: Values, opportunity: Opportunity | None) -> None:
    amount = values.get("amount")
    if amount is None:
        return
    if amount < 0:
        raise Invalid({"amount": _("An amount is not below zero.")})
    if amount != amount.to_integral_value():
        _check_cents(amount, _currency_of(values, opportunity))
    if opportunity is None or amount == opportunity.amount:
        return
    lines = list(opportunity.lines.filter(binned_at__isnull=True)[:2])
    if len(lines) > 1 or any(not is_plain(line) or opportunity.discount for line in lines):
        raise Invalid({"amount": _("The amount is the sum of the lines. Change the lines instead.")})


def _currency_of(values: Mapping[str, Any], opportunity: Opportunity | None) -> str:
    account = values.get("account") or (opportunity.account if opportunity else None)
    own = opportunity.currency if opportunity else account.currency if account else ""
    return str(values.get("currency") or own or company().currency)


def _check_cents(amount: Decimal, currency: str) -> None:
    places = minor_units(currency)
    if amount != round(amount, places):
        sentence = _("%(currency)s has %(places)d decimals. Write no more of them.")
        raise Invalid({"amount": sentence % {"currency": currency, "places": places}})


def is_plain(line: Line) -> bool:
    """Whether the line's price is what it comes to."""
    return line.quantity == 1 and line.periods == 1 and not line.discount and line.counts


def clean_line(values: Values, line: Line | None) -> Values:
    """Some of something, at a price and discount that make sense, while the lines are not with the customer."""
    opportunity = values.get("opportunity") or (line.opportunity if line else None)
    if line is not None and opportunity != line.opportunity:
        raise Invalid({"opportunity": _("A line stays with its opportunity. Make a new one there.")})
    check_not_held(opportunity)
    _check_line(values, line)
    _check_sold(values, line, opportunity)
    if line is None:
        if values.get("unit_price") is None:
            values.pop("unit_price", None)  # asked for no price: it gets the one that holds
        return values
    _follow_tiers(values, line)
    values["amount"] = line_amount(_item(values, line), line.currency)
    return values


def _check_sold(values: Values, line: Line | None, opportunity: Opportunity | None) -> None:
    """A product that is no longer sold comes into no offer anew; sales that are over are written as they were."""
    product = values.get("product")
    if product is None or (line and line.product_id == product.pk) or (opportunity and opportunity.state != "open"):
        return
    if why := refused_on_new_lines([product], clock.today(company().zone)).get(product.pk):
        raise Invalid({"product": why})


def check_not_held(opportunity: Opportunity | None) -> None:
    """Lines that are with the customer stand as they were sent."""
    if opportunity is not None and opportunity.held_by:
        sentence = _("%(quote)s is with the customer or answered. Revise it to change its lines.")
        raise Refused(sentence % {"quote": opportunity.held_by})


def _follow_tiers(values: Values, line: Line) -> None:
    """Another quantity reaches another tier; a price written by hand, or another product, leaves the tiers behind."""
    if (
        values.get("unit_price", line.unit_price) != line.unit_price
        or values.get("product", line.product) != line.product
    ):
        values.update(tiers={}, edition=None, priced_from="")
    elif "quantity" in values and (price := reached_price(line.tiers, values["quantity"])) is not None:
        values["unit_price"] = price


def _item(values: Values, line: Line) -> Item:
    def now(name: str) -> Any:
        return values.get(name, getattr(line, name))

    bands = graduated(now("tiers"), now("quantity"))
    return Item(now("quantity"), now("unit_price"), now("discount"), now("charge"), now("periods"), bands=bands)


def _check_line(values: Values, line: Line | None) -> None:
    if values.get("quantity", 1) is None or values.get("quantity", 1) <= 0:
        raise Invalid({"quantity": _("Write a quantity above zero.")})
    for name in ("unit_price", "cost"):
        if (values.get(name) or 0) < 0:
            raise Invalid({name: _("A price is not below zero.")})
    if not 0 <= (values.get("discount") or 0) <= WHOLE:
        raise Invalid({"discount": _("Write a discount from 0 to 100 percent.")})
    if "discount" in values and values["discount"] is None:
        raise Invalid({"discount": _("Write 0 for no discount.")})
    _check_times(values, line)


def _check_times(values: Values, line: Line | None) -> None:
    charge = values.get("charge") or (line.charge if line else ONCE)
    if values.get("periods", 1) in (None, 0):
        raise Invalid({"periods": _("Write how many times it is charged, 1 or more.")})
    if charge == ONCE and values.get("periods", line.periods if line else 1) != 1:
        if "periods" in values:
            raise Invalid(
                {"periods": _("What is charged once is charged 1 time. Choose how often it is charged first.")}
            )
        values["periods"] = 1
    starts, ends = (values.get(n, getattr(line, n, None)) for n in ("starts_on", "ends_on"))
    if starts and ends and ends < starts:
        raise Invalid({"ends_on": _("It ends before it starts. Choose a later day.")})
