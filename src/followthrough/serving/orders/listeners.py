"""What orders do when something was delivered."""

from datetime import datetime

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.facts.announce import listens
from followthrough.kernel.history.acting import acting
from followthrough.serving.orders.actions.counting import count_delivered
from followthrough.serving.orders.facts import OrderLineDelivered, OrderLineRecounted
from followthrough.serving.orders.models import OrderLine


@listens(OrderLineDelivered)
def count_it(fact: OrderLineDelivered, key: str, at: datetime) -> None:
    """The commitment it was called off from burns down."""
    _count(fact.order_line_id, at)


@listens(OrderLineRecounted)
def count_less(fact: OrderLineRecounted, key: str, at: datetime) -> None:
    """What came back counts no longer."""
    _count(fact.order_line_id, at)


def _count(pk: int, at: datetime) -> None:
    line = OrderLine._default_manager.select_related("contract_line").get(pk=pk)
    with acting(SYSTEM, "count_delivered", surface="job", now=at):
        count_delivered(line, by=SYSTEM, now=at)
