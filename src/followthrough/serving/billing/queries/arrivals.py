"""When what a contract charges once, on delivery, was delivered: the orders that draw on its lines say so."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Max, Sum

from followthrough.serving.orders.models import OrderLine, OrderState
from followthrough.winning.contracts.models import Charged, ContractLine


def arrivals(lines: Iterable[ContractLine]) -> dict[int, date]:
    """Of lines charged once, those delivered in full by orders: the day the last of it came. One query, or none."""
    once = [line.pk for line in lines if line.charged == Charged.ONCE]
    rows: Any = OrderLine._default_manager.filter(contract_line__in=once, binned_at__isnull=True)
    rows = rows.exclude(order__state=OrderState.CANCELLED).order_by().values("contract_line")
    summed = rows.annotate(
        kept=Sum(F("delivered") - F("returned")), sold=Max("contract_line__quantity"), last=Max("delivered_on")
    )
    told = summed.filter(kept__gte=F("sold"), last__isnull=False)
    return {row["contract_line"]: row["last"] for row in told}
