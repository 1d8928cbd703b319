"""A call-off counts: what is delivered of a contract's line that a meter is priced by reaches the meter as events."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.serving.orders.models import DeliveryMovement, Moved, OrderLine
from followthrough.serving.usage.actions.taking import take_events
from followthrough.serving.usage.queries.meters import meters_of_line

SOURCE = "orders"


def count_delivered(line: OrderLine, *, by: Actor, now: datetime) -> None:
    """Tell the line's meters what was delivered and what came back; what they know already changes nothing."""
    meters = list(meters_of_line(line.contract_line)) if line.contract_line is not None else []
    rows = DeliveryMovement._default_manager.filter(order_line=line).exclude(kind=Moved.CANCELLED)
    events = list(events_of(list(rows.order_by("pk")))) if meters else []
    raws = [{**event, "meter": meter.ref} for meter in meters for event in events]
    if raws:
        take_events(raws, source=SOURCE, by=by, now=now, meters=meters)


def events_of(movements: Sequence[DeliveryMovement]) -> Iterator[dict[str, Any]]:
    """Each delivery as an event; one that never was, or came back, as a correction of those before it, newest first.

    The same movements always give the same events under the same ids, however often they are told.
    """
    left: dict[str, Decimal] = {}
    for one in movements:
        if one.kind == Moved.DELIVERED:
            left[one.ref] = one.quantity
            yield _event(one.ref, one, one.quantity)
            if one.binned_at is not None:
                yield _event(f"{one.ref} gone", one, -left.pop(one.ref), corrects=one.ref)
        elif one.binned_at is None:
            yield from _came_back(one, left)


def _came_back(one: DeliveryMovement, left: dict[str, Decimal]) -> Iterator[dict[str, Any]]:
    back = one.quantity
    for ref in reversed(list(left)):
        taken = min(back, left[ref])
        if taken:
            left[ref] -= taken
            back -= taken
            yield _event(f"{one.ref} of {ref}", one, -taken, corrects=ref)


def _event(event_id: str, one: DeliveryMovement, quantity: Decimal, *, corrects: str = "") -> dict[str, Any]:
    told = {"id": event_id, "at": one.on.isoformat(), "quantity": str(quantity)}
    return {**told, "corrects": corrects} if corrects else told
