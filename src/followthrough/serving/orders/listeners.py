"""What orders do when something was delivered or came back."""

from datetime import datetime

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.facts.announce import listens
from followthrough.kernel.history.acting import acting
from followthrough.serving.orders.actions.counting import count_delivered
from followthrough.serving.orders.facts import OrderLineRecounted
from followthrough.serving.orders.models import OrderLine


@listens(OrderLineRecounted)
def count_it(fact: OrderLineRecounted, key: str, at: datetime) -> None:
    """The commitment it was called off from burns down; what came back counts no longer."""
    line = OrderLine._default_manager.select_related("contract_line").get(pk=fact.order_line_id)
    with acting(SYSTEM, "count_delivered", surface="job", now=at):
        count_delivered(line, by=SYSTEM, now=at)
