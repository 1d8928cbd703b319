"""What usage comes to by today, line by line: of months that are over, and of the month under way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from followthrough.serving.orders.models import OrderLine, OrderState
from followthrough.serving.usage.models import Meter
from followthrough.serving.usage.queries.charging import overage_of
from followthrough.serving.usage.queries.meters import families
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Charged, Contract, ContractLine
from followthrough.winning.contracts.rules.proration import billing_period
from followthrough.winning.pipeline.rules.offer import net_price

NOTHING = Decimal(0)
_DAY = timedelta(days=1)


@dataclass(slots=True)
class Counted:
    """What was taken on a line comes to: what is due, because its month is over or it was delivered, and in all."""

    due: Decimal = NOTHING
    so_far: Decimal = NOTHING


def counted_of(
    contracts: Sequence[Contract], lines: Mapping[int, Sequence[ContractLine]], day: date
) -> dict[int, Counted]:
    """Of each line charged by usage. Contracts with meters are counted one by one; the others in two queries."""
    found: dict[int, Counted] = defaultdict(Counted)
    part = Q(commitment__contract__in=contracts) | Q(line__contract__in=contracts)
    meters: Any = Meter._default_manager.filter(part, binned_at__isnull=True)
    named = list(meters.values_list("commitment__contract", "line__contract", "line"))
    metered = {pk for row in named for pk in row[:2]}
    for contract in contracts:
        if contract.pk in metered and contract.starts_on and contract.starts_on <= day:
            _add_usage(found, contract, day)
    priced = {row[2] for row in named}
    every = [line for some in lines.values() for line in some]
    counted = {one.pk for family in families(every) if any(one.pk in priced for one in family) for one in family}
    _add_orders(found, [one for one in every if one.charged == Charged.USAGE and one.pk not in counted])
    return found


def _add_usage(found: dict[int, Counted], contract: Contract, day: date) -> None:
    assert contract.starts_on is not None
    month = billing_period(contract.starts_on, 1, day)
    for one in overage_of(contract, contract.starts_on, day):
        if one.line is not None and one.amount is not None:
            found[one.line.pk].so_far += one.amount.amount
    over = month.start - _DAY
    for one in overage_of(contract, contract.starts_on, over) if over >= contract.starts_on else ():
        if one.line is not None and one.amount is not None:
            found[one.line.pk].due += one.amount.amount


def _add_orders(found: dict[int, Counted], lines: Iterable[ContractLine]) -> None:
    """What no meter counts is billed as orders deliver it, each line of an order rounded for itself."""
    ids = [line.pk for line in lines]
    rows: Any = OrderLine._default_manager.filter(contract_line__in=ids, unit_price__isnull=False)
    rows = rows.filter(binned_at__isnull=True).exclude(order__state=OrderState.CANCELLED)
    for one in rows.select_related("order").order_by("pk") if ids else ():
        price = Money(net_price(one.unit_price, one.discount, one.currency), one.currency)
        worth = (price * one.taken.kept).rounded().amount
        found[one.contract_line_id].due += worth
        found[one.contract_line_id].so_far += worth
