"""Under what an order's prices stand."""

from followthrough.kernel import clock
from followthrough.kernel.people.models import company
from followthrough.serving.orders.models import Order
from followthrough.serving.orders.queries.agreed import Under


def under(order: Order) -> Under:
    """The account, currency, day, contract and quote that say what was agreed."""
    on = order.ordered_on or clock.today(company().zone)
    return Under(order.account, order.currency, on, order.contract, order.quote_version)
