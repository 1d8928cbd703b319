"""What each line of a contract costs in the next term, and in words where that price comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from followthrough.foundation.pricing.models import PriceEdition
from followthrough.foundation.pricing.queries import Ask, Priced, priced
from followthrough.kernel.records.registry import Values
from followthrough.values.currency import minor_units
from followthrough.values.tiers import TieredPrice
from followthrough.winning.contracts.models import Charged, Contract, ContractLine, Entitlement
from followthrough.winning.renewals.models import Carried, PriceBy, UpliftRule
from followthrough.winning.renewals.rules.uplift import Again, again, by_index, by_percent, uplifted, uplifted_tiers


@dataclass(frozen=True, slots=True)
class Uplift:
    """How prices follow: `factor` for a percentage or an index, `edition` for one price list, with the words for it."""

    price_by: PriceBy = PriceBy.KEPT
    factor: Fraction = Fraction(1)
    edition: PriceEdition | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """A line as it goes on: how it is charged, its price each for one period now, and where that is from."""

    contract_line: ContractLine
    how: Again | None
    price: Decimal | None
    source: str
    edition: PriceEdition | None = None
    tiers: dict[str, Any] | None = None

    @property
    def carried(self) -> Carried:
        """What became of the line."""
        if self.how is None:
            return Carried.LEFT_OUT
        same = self.price == self.contract_line.unit_price and (self.tiers or {}) == self.contract_line.tiers
        return Carried.KEPT if same else Carried.CHANGED

    def offered(self) -> Values:
        """As a line of an offer."""
        one, how = self.contract_line, self.how
        assert how is not None
        names = ("product", "description", "quantity", "discount")
        tiers = self.tiers if self.tiers is not None and how.times == 1 else {}
        return {
            **{name: getattr(one, name) for name in names},
            "unit_price": self.price * how.times if self.price is not None else None,
            "charge": how.charge,
            "periods": how.periods,
            "tiers": tiers,
            "edition": self.edition,
            "priced_from": self.source[:160],
        }


def uplift_of(rule: UpliftRule | None) -> Uplift:
    """What a rule says; without one prices stay."""
    if rule is None:
        return Uplift()
    match rule.price_by:
        case PriceBy.PERCENT:
            return of_percent(rule.percent or Decimal(0))
        case PriceBy.INDEX:
            before, now = rule.index_before or Decimal(1), rule.index_now or Decimal(1)
            gaps = {"index": rule.index_name, "before": f"{before.normalize():f}", "now": f"{now.normalize():f}"}
            return Uplift(PriceBy.INDEX, by_index(before, now), why=_("%(index)s, %(before)s to %(now)s") % gaps)
        case PriceBy.PRICE_LIST:
            return Uplift(PriceBy.PRICE_LIST)
    return Uplift()


def of_percent(percent: Decimal) -> Uplift:
    """So many percent more, or less."""
    sign = "+" if percent >= 0 else "−"
    text = f"{sign}{number_format(f'{abs(percent).normalize():f}', use_l10n=True)}"
    return Uplift(PriceBy.PERCENT, by_percent(percent), why=_("price now %(percent)s%%") % {"percent": text})


def next_prices(
    contract: Contract, lines: Sequence[ContractLine], uplift: Uplift, *, months: int, on: date
) -> list[Next]:
    """Each line in the next term of so many months, at the prices that hold on its first day.

    One charged once goes on if something was sold with it: what is owed again is charged again.
    """
    sold = Entitlement._default_manager.filter(line__in=lines, binned_at__isnull=True)
    owing: set[int | None] = set(sold.filter(effective_until__isnull=True).values_list("line", flat=True))
    listed = _listed(contract, lines, uplift, on) if uplift.price_by is PriceBy.PRICE_LIST else {}
    return [_next(contract, one, uplift, _how(one, months, owing), listed.get(one.pk)) for one in lines]


def _how(one: ContractLine, months: int, owing: set[int | None]) -> Again | None:
    once = Again("once", 1) if one.charged == Charged.ONCE and one.pk in owing else None
    return once or again(one.charged, months)


def _listed(contract: Contract, lines: Sequence[ContractLine], uplift: Uplift, on: date) -> dict[int, Priced]:
    account = contract.account
    named = [one for one in lines if one.product]
    asks = [Ask(one.product, one.quantity) for one in named if one.product]
    segment, edition = account.segment, uplift.edition
    found = priced(asks, currency=contract.currency, segment=segment, partner=account, on=on, edition=edition)
    return {line.pk: one for line, one in zip(named, found, strict=True)}


def _next(contract: Contract, one: ContractLine, uplift: Uplift, how: Again | None, listed: Priced | None) -> Next:
    if how is None:
        return Next(one, None, None, _("charged once"))
    kept = _("as in %(ref)s") % {"ref": contract.ref}
    if one.unit_price is None or uplift.price_by is PriceBy.KEPT:
        return Next(one, how, one.unit_price, kept, tiers=one.tiers)
    if uplift.price_by is PriceBy.PRICE_LIST:
        return _by_list(one, how, listed, kept)
    places = minor_units(contract.currency)
    tiers = uplifted_tiers(TieredPrice.read(one.tiers), uplift.factor, places).stored() if one.tiers else {}
    return Next(one, how, uplifted(one.unit_price, uplift.factor, places), uplift.why, tiers=tiers)


def _by_list(one: ContractLine, how: Again, listed: Priced | None, kept: str) -> Next:
    """The price the list has for the same period; where it has none the price stays, and the words say so."""
    if listed is None or listed.unit_price is None or (listed.period and listed.period != one.charged):
        return Next(
            one, how, one.unit_price, _("%(kept)s, no such price in the list") % {"kept": kept}, tiers=one.tiers
        )
    tiers = listed.tiered.stored() if listed.tiered and not listed.tiered.is_flat else {}
    return Next(one, how, listed.unit_price, listed.why, listed.edition, tiers)
