"""What an invoice comes to: lines and discounts added up, tax rounded once per rate (EN 16931, BR-CO-17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from followthrough.values.money import Money, sum_money

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tax:
    """A rate: its category by UNTDID 5305, its percentage, and why nothing is charged where nothing is."""

    category: str
    percent: Decimal
    reason: str = ""

    @property
    def key(self) -> tuple[str, Decimal]:
        return self.category, self.percent.normalize()


@dataclass(frozen=True, slots=True)
class TaxSum:
    """What bears one rate, its part of the discount on all of it, and the tax on what is left."""

    tax: Tax
    lines: Money
    discount: Money
    amount: Money

    @property
    def base(self) -> Money:
        return self.lines - self.discount


@dataclass(frozen=True, slots=True)
class InvoiceSums:
    """An invoice added up."""

    lines: Money
    discount: Money
    taxes: tuple[TaxSum, ...]

    @property
    def net(self) -> Money:
        return self.lines - self.discount

    @property
    def tax(self) -> Money:
        return sum_money((one.amount for one in self.taxes), self.lines.currency)

    @property
    def gross(self) -> Money:
        return self.net + self.tax


def line_net(quantity: Decimal, unit_price: Decimal, discount: Decimal, currency: str) -> Money:
    """Quantity times price, rounded, less the discount."""
    return (Money(unit_price, currency) * quantity).rounded() - Money(discount, currency).rounded()


def invoice_sums(lines: Iterable[tuple[Money, Tax]], discount: Money) -> InvoiceSums:
    """Add up lines; the discount on all of it is shared among the rates by what bears them, without a cent lost."""
    groups: dict[tuple[str, Decimal], tuple[Tax, Money]] = {}
    for amount, tax in lines:
        known = groups.get(tax.key)
        groups[tax.key] = (tax, known[1] + amount if known else amount)
    bearing = [groups[key] for key in sorted(groups)]
    off = discount.rounded()
    parts = _shared(off, [amount for _tax, amount in bearing])
    taxes = tuple(
        TaxSum(tax, amount, part, ((amount - part) * (tax.percent / WHOLE)).rounded())
        for (tax, amount), part in zip(bearing, parts, strict=True)
    )
    total = sum_money((amount for _tax, amount in bearing), discount.currency)
    return InvoiceSums(total, off, taxes)


def _shared(discount: Money, amounts: Sequence[Money]) -> list[Money]:
    weights = [abs(amount.amount) for amount in amounts]
    if not discount or not any(weights):
        return [Money.zero(discount.currency) for _amount in amounts]
    return discount.allocate(weights)
