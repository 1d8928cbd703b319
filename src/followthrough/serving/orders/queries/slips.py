"""Promised days that moved and the customer does not know of yet."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from followthrough.kernel.access.actor import Actor
from followthrough.serving.orders.models import DateChange, Order, OrderLine
from followthrough.serving.orders.rules.standing import RUNNING


def untold(order: Order, actor: Actor) -> list[DateChange]:
    """The moves of days that were promised, of lines still owed, that the customer was not told; oldest first."""
    rows = DateChange.visible_to(actor).filter(order_line__order=order, before__isnull=False, told_at__isnull=True)
    rows = rows.filter(order_line__order__state__in=RUNNING).select_related("order_line__product", "order_line__order")
    return [one for one in rows.order_by("pk") if one.order_line.left > 0]


def is_untold(value: Any, actor: Actor) -> Q:
    """A day moved and the customer does not know."""
    moves = DateChange._default_manager.filter(
        order_line__order=OuterRef("pk"), before__isnull=False, told_at__isnull=True, binned_at__isnull=True
    )
    found = Q(state__in=RUNNING) & Q(Exists(moves))
    return found if value else ~found


def lines_moved(changes: Sequence[DateChange]) -> list[OrderLine]:
    """Each line once, in the order of its first move."""
    return list({one.order_line_id: one.order_line for one in changes}.values())
