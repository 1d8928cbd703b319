"""Promised days that moved and the customer does not know of yet."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.serving.orders.models import DateChange, Order, OrderLine, left_to_deliver
from followthrough.serving.orders.rules.standing import RUNNING


def moves_untold() -> QuerySet[DateChange]:
    """Moves of days that were promised, of lines still owed, that the customer was not told."""
    rows = DateChange._default_manager.filter(before__isnull=False, told_at__isnull=True, binned_at__isnull=True)
    return rows.filter(left_to_deliver("order_line__"), order_line__order__state__in=RUNNING)


def untold(order: Order, actor: Actor) -> list[DateChange]:
    """Those of one order, the oldest first."""
    rows = DateChange.visible_to(actor).filter(pk__in=moves_untold().filter(order_line__order=order))
    return list(rows.select_related("order_line__product", "order_line__order").order_by("pk"))


def is_untold(value: Any, actor: Actor) -> Q:
    """A day moved and the customer does not know."""
    found = Q(Exists(moves_untold().filter(order_line__order=OuterRef("pk"))))
    return found if value else ~found


def lines_moved(changes: Sequence[DateChange]) -> list[OrderLine]:
    """Each line once, in the order of its first move."""
    return list({one.order_line_id: one.order_line for one in changes}.values())
