"""What billing does when something was delivered, came back or went live."""

from datetime import datetime

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.facts.announce import listens
from followthrough.kernel.history.acting import acting
from followthrough.serving.billing.actions.delivered import draft_for_order
from followthrough.serving.billing.actions.drafting import draft_for, horizon
from followthrough.serving.billing.queries.live import is_billed_live
from followthrough.serving.orders.facts import OrderLineRecounted
from followthrough.serving.orders.models import OrderLine
from followthrough.serving.placements.facts import PlacementTurned
from followthrough.serving.placements.models import Placement


@listens(PlacementTurned)
def bill_what_is_live(fact: PlacementTurned, key: str, at: datetime) -> None:
    """What went live of a line that is billed so is drafted; what is not live after all comes back."""
    placement = Placement._default_manager.select_related("line").get(pk=fact.placement_id)
    if placement.line is not None and is_billed_live(placement.line):
        with acting(SYSTEM, "draft_invoice", surface="job", now=at):
            draft_for(placement.contract_id, by_day=horizon(at), by=SYSTEM, now=at)


@listens(OrderLineRecounted)
def bill_it(fact: OrderLineRecounted, key: str, at: datetime) -> None:
    """The draft of its order takes it or lets go of it; what is on an invoice already becomes a credit note."""
    line = OrderLine._default_manager.select_related("contract_line").get(pk=fact.order_line_id)
    with acting(SYSTEM, "draft_invoice", surface="job", now=at):
        draft_for_order(line.order_id, by=SYSTEM, now=at)
        if line.contract_line is not None:  # it may be billed by the contract, on delivery
            draft_for(line.contract_line.contract_id, by_day=horizon(at), by=SYSTEM, now=at)
