"""What usage comes to by today, line by line: of months that are over, and of the month under way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from followthrough.serving.orders.models import OrderLine, OrderState
from followthrough.serving.usage.queries.charging import overages_of
from followthrough.serving.usage.queries.meters import counted_lines
from followthrough.values.money import Money
from followthrough.values.period import Period
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
    """Of each line charged by usage, with meters or without; the number of queries does not grow with the contracts."""
    found: dict[int, Counted] = defaultdict(Counted)
    begun = [one for one in contracts if one.starts_on and one.starts_on <= day]
    _add_usage(found, begun, day)
    priced = counted_lines(one.pk for one in contracts)
    every = [line for some in lines.values() for line in some]
    _add_orders(found, [one for one in every if one.charged == Charged.USAGE and one.pk not in priced])
    return found


def _add_usage(found: dict[int, Counted], contracts: Iterable[Contract], day: date) -> None:
    asked = []
    for one in contracts:
        assert one.starts_on is not None
        over = billing_period(one.starts_on, 1, day).start - _DAY
        asked.append((one, Period(one.starts_on, day), "so_far"))
        if over >= one.starts_on:
            asked.append((one, Period(one.starts_on, over), "due"))
    charges = overages_of([(contract, window) for contract, window, _which in asked])
    for (_contract, _window, which), some in zip(asked, charges, strict=True):
        for charge in some:
            if charge.line is not None and charge.amount is not None:
                told = found[charge.line.pk]
                setattr(told, which, getattr(told, which) + charge.amount.amount)


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
