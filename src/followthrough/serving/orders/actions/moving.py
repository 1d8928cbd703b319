"""Write down movements of quantities; a line's own figures are always the sums of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, Sum
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.facts.announce import announce_all
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.orders.facts import OrderLineDelivered, OrderLineRecounted
from followthrough.serving.orders.models import DeliveryMovement, Moved, OrderLine
from followthrough.serving.orders.queries.owed import number_text


def move(rows: Sequence[Values], *, by: Actor, now: datetime) -> list[DeliveryMovement]:
    """Add movements, each `{order_line, kind, quantity, on, …}`, and count their lines anew.

    Raises Invalid where more is moved than there is. The lines are locked by the caller, or in here.
    """
    if not rows:
        return []
    lines = {row["order_line"].pk: row["order_line"] for row in rows}
    list(OrderLine._default_manager.filter(pk__in=lines).select_for_update().order_by("pk").values_list("pk"))
    made: list[DeliveryMovement] = create_records(type_of(DeliveryMovement), rows, by=by, now=now)
    recount(lines.values(), by=by, now=now)
    delivered = [one for one in made if one.kind == Moved.DELIVERED]
    announce_all(
        [OrderLineDelivered(one.order_line_id, number_text(one.quantity), str(one.on)) for one in delivered], at=now
    )
    _announce_recounted(made, now)
    return made


def deliver_in_full(lines: Iterable[OrderLine], *, by: Actor, now: datetime) -> None:
    """Lines of orders taken over as delivered: all of each on the order's day."""
    open_ = [line for line in lines if line.left > 0]
    rows: list[Values] = [
        {"order_line": line, "kind": Moved.DELIVERED, "quantity": line.left, "on": line.order.shipped_on}
        for line in open_
    ]
    create_records(type_of(DeliveryMovement), rows, by=by, now=now)
    recount(open_, by=by, now=now)


def unmove(movements: Sequence[DeliveryMovement], *, by: Actor, now: datetime) -> None:
    """Take movements back that never were, and count their lines anew."""
    bin_records(type_of(DeliveryMovement), movements, now=now)
    lines = OrderLine._default_manager.filter(pk__in={one.order_line_id for one in movements})
    recount(lines.select_related("order").order_by("pk"), by=by, now=now)
    _announce_recounted(movements, now)


def _announce_recounted(movements: Sequence[DeliveryMovement], now: datetime) -> None:
    moved = {one.order_line_id for one in movements if one.kind != Moved.CANCELLED}
    announce_all([OrderLineRecounted(pk) for pk in sorted(moved)], at=now)


def recount(lines: Iterable[OrderLine], *, by: Actor, now: datetime) -> None:
    """Set each line's quantities to the sums of its movements, and the day the last of it came."""
    rows = list(lines)
    sums = _sums([line.pk for line in rows])
    changes: list[tuple[Any, Values]] = []
    for line in rows:
        values = sums[line.pk]
        line_left = line.quantity + values["replaced"] - values["cancelled"] - values["delivered"]
        _refuse_too_much(line, values, line_left)
        last = values.pop("last")
        values["delivered_on"] = last if line_left == 0 and values["delivered"] else None
        if line_left == 0:
            values |= {"backorder": "", "backorder_note": ""}
        changes.append((line, values))
    change_records(type_of(OrderLine), changes, by=by, now=now)


def _refuse_too_much(line: OrderLine, values: Values, left: Decimal) -> None:
    if left < 0:
        most = number_text(line.left)
        raise Invalid({"quantity": _("%(what)s: only %(n)s are left.") % {"what": line.title, "n": most}})
    if values["returned"] > values["delivered"]:
        most = number_text(line.taken.kept)
        raise Invalid({"quantity": _("%(what)s: they have only %(n)s.") % {"what": line.title, "n": most}})


def _sums(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    rows = DeliveryMovement._default_manager.filter(order_line__in=ids, binned_at__isnull=True).order_by()
    of = {one.value: Q(kind=one.value) for one in Moved}
    told = rows.values("order_line").annotate(
        **{name: Sum("quantity", filter=which) for name, which in of.items()},
        replaced=Sum("quantity", filter=Q(kind=Moved.RETURNED, again=True)),
        last=Max("on", filter=of["delivered"]),
    )
    nothing = dict.fromkeys(("delivered", "returned", "cancelled", "replaced"), Decimal(0))
    found: dict[int, dict[str, Any]] = defaultdict(lambda: {**nothing, "last": None})
    names = (*nothing, "last")
    for row in told:
        given: dict[str, Any] = {**row}
        found[given["order_line"]] = {name: nothing.get(name) if given[name] is None else given[name] for name in names}
    return found


def day_moved(on: date | None, today: date) -> date:
    """The day of a movement, today if none is given. Raises Invalid for one to come."""
    if on and on > today:
        raise Invalid({"on": _("That day is still to come.")})
    return on or today
