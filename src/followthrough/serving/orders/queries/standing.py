"""How orders stand today: late, partly delivered, delivered, back-ordered; as words, and as filters of lists."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Words
from followthrough.serving.orders.models import Order, OrderLine, left_to_deliver
from followthrough.serving.orders.rules.standing import RUNNING, State, Taken, Word, standing

WORDS: dict[Word, Words] = {
    Word.DRAFT: pgettext_lazy("order", "Draft"),
    Word.HELD: _("On hold"),
    Word.CANCELLED: pgettext_lazy("order", "Cancelled"),
    Word.CLOSED: pgettext_lazy("order", "Closed"),
    Word.OPEN: pgettext_lazy("order", "Open"),
    Word.LATE: _("Late"),
    Word.BACKORDERED: _("Back-ordered"),
    Word.PARTLY: _("Partly delivered"),
    Word.DELIVERED: _("Delivered"),
}


def today() -> date:
    """The seller's day, by which orders are late."""
    return clock.today(company().zone)


def lines_of(order: Order) -> list[OrderLine]:
    """The order's lines, in order, with what they are shown with."""
    rows = OrderLine._default_manager.filter(order=order, binned_at__isnull=True)
    return list(
        rows.select_related("order", "product", "tax", "department", "promise", "contract_line__contract").order_by(
            "position", "pk"
        )
    )


def standing_words(orders: Sequence[Order], actor: Actor) -> dict[int, Any]:
    """The word for each of these orders, in one query."""
    rows = OrderLine._default_manager.filter(order__in=[one.pk for one in orders], binned_at__isnull=True)
    taken: dict[int, list[Taken]] = defaultdict(list)
    for line in rows:
        taken[line.order_id].append(line.taken)
    day = today()
    return {one.pk: str(WORDS[standing(one.state, taken[one.pk], day)]) for one in orders}


def standing_of(order: Order, lines: Iterable[OrderLine] | None = None) -> Word:
    """How one order stands now."""
    rows = lines_of(order) if lines is None else lines
    return standing(order.state, [line.taken for line in rows], today())


def _some(lines: QuerySet[OrderLine]) -> Q:
    return Q(Exists(lines.filter(order=OuterRef("pk"))))


def _open_lines() -> QuerySet[OrderLine]:
    return OrderLine._default_manager.filter(left_to_deliver())


def _either(found: Q, value: Any) -> Q:
    return found if value else ~found


def is_late(value: Any, actor: Actor) -> Q:
    """Something is left of a line after the day it was promised for."""
    return _either(Q(state=State.OPEN.value) & _some(_open_lines().filter(promised_on__lt=today())), value)


def is_backordered(value: Any, actor: Actor) -> Q:
    """A line is back-ordered and not delivered."""
    return _either(Q(state__in=RUNNING) & _some(_open_lines().exclude(backorder="")), value)


def is_undated(value: Any, actor: Actor) -> Q:
    """A line that is owed has no promised day."""
    return _either(Q(state__in=RUNNING) & _some(_open_lines().filter(promised_on__isnull=True)), value)


def is_delivered(value: Any, actor: Actor) -> Q:
    """Nothing is left on any line."""
    lines = OrderLine._default_manager.filter(binned_at__isnull=True)
    return _either(Q(state__in=[*RUNNING, State.CLOSED.value]) & _some(lines) & ~_some(_open_lines()), value)


def is_partly(value: Any, actor: Actor) -> Q:
    """Something was delivered, something is left."""
    begun = OrderLine._default_manager.filter(delivered__gt=0, binned_at__isnull=True)
    return _either(Q(state__in=RUNNING) & _some(begun) & _some(_open_lines()), value)


def was_late(value: Any, actor: Actor) -> Q:
    """Of a delivered line the last part came after the day it was wanted."""
    lines = OrderLine._default_manager.filter(delivered_on__gt=F("asked_on"), binned_at__isnull=True)
    return _either(_some(lines), value)
