"""Price a renewal's draft anew: by a rule, a percentage typed in, or an edition of a price list."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.pricing.models import EditionState, PriceEdition
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.pipeline.actions.tidying import check_not_held
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.rules.offer import graduated, line_amount
from followthrough.winning.renewals.models import Outcome, PriceBy, Renewal, RenewalLine, UpliftRule
from followthrough.winning.renewals.queries.pricing import Next, Uplift, next_prices, of_percent, uplift_of
from followthrough.winning.renewals.queries.terms import DAY, months_between, term_of

LEAST = Decimal(-100)


@action(
    Renewal,
    needs="renewals.edit",
    button=gettext_lazy("Set the prices"),
    icon="trending-up",
    applies=lambda one: one.state == Outcome.OPEN and one.opportunity_id is not None,
    labels={
        "uplift": gettext_lazy("Uplift rule"),
        "percent": gettext_lazy("Or a percentage"),
        "edition": gettext_lazy("Or a price edition"),
    },
)
def reprice_renewal(
    renewal: Renewal,
    *,
    uplift: UpliftRule | None = None,
    percent: Decimal | None = None,
    edition: PriceEdition | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Set the prices of the draft anew from those of the contract: by a rule, by a percentage, or by a price edition.

    Say one of the three. Lines added to or taken out of the draft by hand stay as they are; a quote that is with the
    customer is refused.
    """
    if sum(one is not None for one in (uplift, percent, edition)) != 1:
        raise Invalid({"uplift": _("Choose one: a rule, a percentage or an edition.")})
    check_not_held(renewal.opportunity)
    rows = RenewalLine._default_manager.filter(renewal=renewal, line__isnull=False, binned_at__isnull=True)
    rows = rows.filter(line__binned_at__isnull=True).select_related("line", "contract_line__product").order_by("pk")
    found = list(rows.select_for_update(of=("self",)))
    priced = {one.contract_line.pk: one for one in _priced(renewal, found, _asked(renewal, uplift, percent, edition))}
    change_records(type_of(Line), [_offer(row, priced) for row in found], by=by, now=now)
    kept: list[tuple[RenewalLine, Values]] = [(row, _kept(priced[row.contract_line_id])) for row in found]
    change_records(type_of(RenewalLine), kept, by=by, now=now)
    change_records(type_of(Renewal), [(renewal, {"uplift": uplift, "uplift_percent": percent})], by=by, now=now)
    changed = sum(one.carried == "changed" for one in priced.values())
    words = ngettext("%(count)d price is another one.", "%(count)d prices are other ones.", changed)
    return Changes(words % {"count": changed}, record=renewal)


def _asked(renewal: Renewal, rule: UpliftRule | None, percent: Decimal | None, edition: PriceEdition | None) -> Uplift:
    if percent is not None:
        if percent <= LEAST:
            raise Invalid({"percent": _("Write more than −100 percent.")})
        return of_percent(percent)
    if edition is None:
        return uplift_of(rule)
    if edition.state != EditionState.PUBLISHED:
        raise Invalid({"edition": _("Choose an edition that is published.")})
    if edition.book.currency != renewal.currency:
        raise Invalid({"edition": _("It is in another currency than the contract.")})
    return Uplift(PriceBy.PRICE_LIST, edition=edition)


def _priced(renewal: Renewal, rows: list[RenewalLine], uplift: Uplift) -> list[Next]:
    contract = renewal.contract
    term = term_of(contract, renewal.ends_on, calendar_of(contract))
    months = term.months if term else months_between(contract.starts_on or renewal.ends_on, renewal.ends_on)
    return next_prices(contract, [row.contract_line for row in rows], uplift, months=months, on=renewal.ends_on + DAY)


def _offer(row: RenewalLine, priced: Mapping[int, Next]) -> tuple[Line, Values]:
    """The line of the offer with its new price; its quantity and discount, changed by hand or not, stay."""
    line: Any = row.line
    offered = priced[row.contract_line_id].offered()
    values: Values = {name: offered[name] for name in ("unit_price", "tiers", "edition", "priced_from")}
    bands = graduated(values["tiers"], line.quantity)
    item = replace(line.item, price=values["unit_price"], bands=bands)
    return line, {**values, "amount": line_amount(item, line.currency)}


def _kept(one: Next) -> Values:
    return {"price_after": one.price, "carried": one.carried.value, "source": one.source[:200]}
