"""What accounts take up of their credit: what they owe on invoices, and what they have or ordered that is on none."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Abs, Coalesce

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.models import Invoice, InvoiceLine, Payment
from followthrough.serving.billing.models.invoices import OWED, WRITABLE
from followthrough.serving.orders.models import Order, OrderLine, OrderState
from followthrough.serving.orders.queries.credit import Credit
from followthrough.serving.orders.rules.standing import RUNNING
from followthrough.serving.usage.queries.meters import counted_lines
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Charged, ContractLine
from followthrough.winning.pipeline.rules.offer import net_price

NOTHING = Decimal(0)
HALF_A_CENT = Decimal("0.005")
_AMOUNT = DecimalField(max_digits=24, decimal_places=6)
# Of lines that draw on a line of the contract with an amount of its own the contract bills, not the order.
BY_CONTRACT = Q(contract_line__amount__isnull=False) & ~Q(contract_line__charged=Charged.USAGE)


@dataclass(frozen=True, slots=True)
class Unbilled:
    """What of an order, or of a contract's line that orders draw on, is on no issued invoice, before tax.

    `delivered` is below zero where more was invoiced than the customer has; `ordered` is still to be delivered.
    """

    account_id: int
    source: Order | ContractLine
    delivered: Money
    ordered: Money

    @property
    def together(self) -> Money:
        """All that is to be invoiced."""
        return self.delivered + self.ordered


def credits_of(accounts: Collection[Account], including: Order | None = None) -> dict[int, Credit]:
    """How accounts with a limit stand against it, by id; the number of queries does not grow with them."""
    owed = owed_by(accounts)
    waiting: dict[int, Decimal] = defaultdict(Decimal)
    for one in unbilled(accounts, including):
        waiting[one.account_id] += one.together.amount
    return {
        one.pk: Credit(
            Money(one.credit_limit or NOTHING, one.credit_currency),
            Money(owed.get(one.pk, NOTHING), one.credit_currency),
            Money(waiting[one.pk], one.credit_currency),
        )
        for one in accounts
    }


def owed_by(accounts: Iterable[Account]) -> dict[int, Decimal]:
    """What is open of issued invoices, less credit notes and payments that settle nothing yet."""
    currencies = {one.pk: one.credit_currency for one in accounts}
    invoices: Any = Invoice._default_manager.filter(state__in=OWED, account__in=currencies, binned_at__isnull=True)
    payments: Any = Payment._default_manager.filter(left__gt=0, account__in=currencies, binned_at__isnull=True)
    found: dict[int, Decimal] = defaultdict(Decimal)
    for rows, column, sign in ((invoices, "open_amount", 1), (payments, "left", -1)):
        for row in rows.order_by().values("account", "currency").annotate(sum=Sum(column)):
            if row["currency"] == currencies[row["account"]]:
                found[row["account"]] += sign * row["sum"]
    return found


def unbilled(accounts: Iterable[Account], including: Order | None = None) -> list[Unbilled]:
    """Orders and contracts' lines with something on no issued invoice, in the currency of each account's limit.

    An order taken over as delivered elsewhere was invoiced there, drafts of orders are not ordered yet.
    """
    currencies = {one.pk: one.credit_currency for one in accounts}
    ordered = Q(order__state__in=(*RUNNING, OrderState.CLOSED), order__shipped_on__isnull=True)
    which = ordered | Q(order=including.pk if including else 0)
    rows: Any = OrderLine._default_manager.filter(which, order__account__in=currencies, unit_price__isnull=False)
    rows = rows.filter(binned_at__isnull=True, order__binned_at__isnull=True).select_related("order", "contract_line")
    drawn = list(rows.filter(contract_line__isnull=False).order_by("order", "pk"))
    counted = counted_lines({one.contract_line.contract_id for one in drawn})
    by_contract = rows.filter(BY_CONTRACT | Q(contract_line__in=counted))
    by_order = _not_on_invoices(rows.exclude(BY_CONTRACT).exclude(contract_line__in=counted))
    found = [*_of_orders(by_order), *_of_contracts(list(by_contract.order_by("pk")))]
    return [one for one in found if one.together.currency == currencies[one.account_id]]


def _not_on_invoices(rows: Any) -> list[OrderLine]:
    """The lines that are not invoiced to the last cent, each with what is, as `invoiced`.

    Of orders with a discount on the whole all lines, since it is rounded once for them together.
    """
    mine = _issued().filter(origin_kind=type_of(OrderLine).kind, origin_id=OuterRef("pk"), holds=True).order_by()
    sums = mine.values("origin_id").annotate(sum=Sum(F("amount") + F("discount"))).values("sum")
    invoiced = Coalesce(Subquery(sums, output_field=_AMOUNT), Value(NOTHING), output_field=_AMOUNT)
    owed = F("quantity") + F("replaced") - F("cancelled") - F("returned")
    rows = rows.annotate(invoiced=invoiced).annotate(
        off=Abs(F("amount") * owed / F("quantity") - F("invoiced"), output_field=_AMOUNT)
    )
    return list(rows.filter(Q(off__gte=HALF_A_CENT) | Q(order__discount__gt=0)).order_by("order", "pk"))


def _issued() -> Any:
    rows: Any = InvoiceLine._default_manager.filter(binned_at__isnull=True, invoice__binned_at__isnull=True)
    return rows.exclude(invoice__state__in=WRITABLE)


def _of_orders(lines: Sequence[Any]) -> list[Unbilled]:
    """What each order comes to by its lines, less its discount on the whole."""
    orders: dict[int, list[Any]] = defaultdict(list)
    for line in lines:
        orders[line.order_id].append(line)
    found = []
    for some in orders.values():
        order: Order = some[0].order
        nothing = Money(NOTHING, order.currency)
        known = _net(order, Money(sum(one.invoiced for one in some), order.currency))
        kept = _net(order, sum((_worth(one, one.taken.kept) for one in some), nothing))
        whole = _net(order, sum((_whole(one) for one in some), nothing))
        found.append(Unbilled(order.account_id, order, kept - known, whole - kept))
    return [one for one in found if one.delivered or one.ordered]


def _net(order: Order, amount: Money) -> Money:
    """Less the discount on the whole order, rounded as its invoices round it."""
    return amount - (amount * (order.discount / 100)).rounded()


def _of_contracts(lines: Sequence[OrderLine]) -> list[Unbilled]:
    """What was drawn on each contract's line beyond what invoices bear of it; what they bear ahead is not set off."""
    drawn: dict[int, list[OrderLine]] = defaultdict(list)
    for line in lines:
        drawn[line.contract_line_id or 0].append(line)
    rows = _issued().filter(contract_line__in=list(drawn), holds=True).order_by().values("contract_line")
    invoiced = {row["contract_line"]: row["sum"] for row in rows.annotate(sum=Sum(F("amount") + F("discount")))}
    found = []
    for pk, some in drawn.items():
        currency, account, source = some[0].currency, some[0].order.account_id, some[0].contract_line
        known = Money(invoiced.get(pk, NOTHING), currency)
        whole = _least(sum((_whole(one) for one in some), Money(NOTHING, currency)) - known)
        kept = sum((_worth(one, one.taken.kept) for one in some), Money(NOTHING, currency))
        now = _least(kept - known)
        if source is not None and whole:
            found.append(Unbilled(account, source, now, whole - now))
    return found


def _least(money: Money) -> Money:
    return max(money, Money(NOTHING, money.currency), key=lambda one: one.amount)


def _whole(line: OrderLine) -> Money:
    """What all comes to that they have or are to have."""
    return _worth(line, line.taken.kept + line.left)


def _worth(line: OrderLine, quantity: Decimal) -> Money:
    price = net_price(line.unit_price or NOTHING, line.discount, line.currency)
    return (Money(price, line.currency) * quantity).rounded()
