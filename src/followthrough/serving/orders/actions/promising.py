"""Keep the promises of orders in step with their lines, and the lines with what people do to those promises."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.facts.announce import announce_all
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import apply_rule, void_promises
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, Reason, Slip, State
from followthrough.serving.orders.actions.moving import move, unmove
from followthrough.serving.orders.facts import OrderSlipped
from followthrough.serving.orders.models import DateChange, DeliveryMovement, Moved, Order, OrderLine, left_to_deliver
from followthrough.serving.orders.queries.owed import (
    DATES,
    DELIVERY,
    TELL,
    delivered_so_far,
    line_of,
    number_text,
)
from followthrough.serving.orders.queries.slips import moves_untold


def keep_in_step(lines: Iterable[OrderLine], *, by: Actor, now: datetime) -> None:
    """What is owed is promised, what is delivered is kept, what is cancelled falls away; days are asked for."""
    ids = sorted({line.order_id for line in lines})
    if not ids:
        return
    rows = OrderLine._default_manager.filter(order__in=ids, binned_at__isnull=True)
    known = list(rows.select_related("order", "product", "promise").order_by("pk"))
    open_ = [line for line in known if line.promise and line.promise.state == State.OPEN]
    _close([line for line in open_ if line.left == 0], by=by, now=now)
    _let_fall([line for line in open_ if line.left > 0 and line.promised_on is None], by=by, now=now)
    _word([line for line in open_ if line.left > 0 and line.promised_on], by=by, now=now)
    apply_rule(DELIVERY, ids, by=by, now=now)
    _ask_for_days(known, ids, by=by, now=now)
    _nothing_to_tell(ids, by=by, now=now)


def _close(lines: Sequence[OrderLine], *, by: Actor, now: datetime) -> None:
    """Delivered in full: kept, with the order as evidence. Cancelled before anything came: it falls away."""
    kept: Values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "snoozed_until": None}
    fell = {**kept, "state": State.VOID.value, "reason_text": _("The line was cancelled.")}
    changes = [(line.promise, kept if line.delivered else fell) for line in lines]
    change_records(type_of(Promise), changes, by=by, now=now)
    evidence = [
        {
            "promise": line.promise,
            "kind": EvidenceKind.RECORD,
            "record_kind": type_of(Order).kind,
            "record_ref": line.order.ref,
            "text": _("%(n)s delivered.") % {"n": number_text(line.delivered)},
        }
        for line in lines
        if line.delivered
    ]
    create_records(type_of(Evidence), evidence, by=by, now=now)


def _let_fall(lines: Sequence[OrderLine], *, by: Actor, now: datetime) -> None:
    words = _("The line is back-ordered and has no day.")
    fell: Values = {"state": State.VOID.value, "closed_at": now, "closed_by_id": by.user_id, "reason_text": words}
    change_records(type_of(Promise), [(line.promise, fell) for line in lines], by=by, now=now)


def _word(lines: Sequence[OrderLine], *, by: Actor, now: datetime) -> None:
    """A promise of which a part is delivered says so."""
    changes: list[tuple[Any, Values]] = []
    for line in lines:
        gaps = {"quantity": number_text(line.left), "what": line.title}
        what = _("Deliver %(quantity)s × %(what)s") % gaps
        changes.append((line.promise, {"what": what[:300], "source_text": delivered_so_far(line)[:300]}))
    change_records(type_of(Promise), changes, by=by, now=now)


def _ask_for_days(lines: Sequence[OrderLine], ids: Sequence[int], *, by: Actor, now: datetime) -> None:
    undated = {line.order_id for line in lines if line.left > 0 and line.promised_on is None}
    apply_rule(DATES, sorted(undated), by=by, now=now)
    for order in Order._default_manager.filter(pk__in=set(ids) - undated).order_by("pk"):
        keep_of(order, rule=DATES, text=_("Every line has its day."), by=by, now=now)


def _nothing_to_tell(ids: Sequence[int], *, by: Actor, now: datetime) -> None:
    """What moved has come or was cancelled meanwhile: nobody needs to be told any more."""
    still = set(moves_untold().filter(order_line__order__in=ids).values_list("order_line__order", flat=True))
    over = list(Order._default_manager.filter(pk__in=set(ids) - still).order_by("pk"))
    void_promises(over, rule=TELL, reason_text=_("All that moved is delivered or cancelled."), by=by, now=now)


def follow_promises(
    *, created: Sequence[Promise], changed: Sequence[Promise], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """After promises were made or changed by whatever road: their lines know them, and follow."""
    mine = {line_of(one.occurrence): one for one in created if one.kind == DELIVERY}
    if mine:
        rows = OrderLine._default_manager.filter(pk__in=[pk for pk in mine if pk]).order_by("pk")
        change_records(type_of(OrderLine), [(line, {"promise": mine[line.pk]}) for line in rows], by=by, now=now)
    for promise, values in zip(changed, inputs if changed else (), strict=True):
        if promise.kind == DELIVERY and values.keys() & {"state", "due_on"}:
            _follow(promise, values, by=by, now=now)
        elif promise.kind == TELL and values.get("state") == State.KEPT:
            _told(promise, by=by, now=now)


def _told(promise: Promise, *, by: Actor, now: datetime) -> None:
    """Kept on Today: they know of what moved."""
    moved = moves_untold().filter(order_line__order=promise.source_id).order_by("pk")
    told = {"told_at": now, "told_how": _("as %(ref)s shows") % {"ref": promise.ref}}
    change_records(type_of(DateChange), [(one, told) for one in moved], by=by, now=now)


def _follow(promise: Promise, values: Values, *, by: Actor, now: datetime) -> None:
    rows = OrderLine._default_manager.filter(promise=promise, binned_at__isnull=True)
    line = rows.select_related("order", "product", "promise").select_for_update(of=("self",)).first()
    if line is None:
        return
    if values.get("state") == State.KEPT and line.left > 0:
        day = now.astimezone(ZoneInfo(promise.zone)).date()
        row = {"order_line": line, "kind": Moved.DELIVERED, "quantity": line.left, "on": day, "promise": promise}
        move([row], by=by, now=now)
    elif values.get("state") == State.OPEN and line.left == 0:
        _reopen(line, promise, by=by, now=now)
    elif "due_on" in values and promise.due_on and promise.due_on != line.promised_on:
        slip = Slip._default_manager.filter(promise=promise).order_by("-pk").first()
        _moved(line, promise, slip, by=by, now=now)


def _reopen(line: OrderLine, promise: Promise, *, by: Actor, now: datetime) -> None:
    by_keeping = DeliveryMovement._default_manager.filter(order_line=line, promise=promise, binned_at__isnull=True)
    found = list(by_keeping)
    if not found:
        raise Refused(_("All of it is delivered or cancelled. Take that back on the order."))
    unmove(found, by=by, now=now)


def _moved(line: OrderLine, promise: Promise, slip: Slip | None, *, by: Actor, now: datetime) -> None:
    reason, text = (slip.reason, slip.text) if slip else (Reason.OTHER.value, "")
    told = now if slip and slip.customer_told else None
    write_date(line, promise.due_on, reason, text, told_at=told, by=by, now=now)


def write_date(
    line: OrderLine,
    day: Any,
    reason: str,
    text: str,
    *,
    told_at: datetime | None = None,
    by: Actor,
    now: datetime,
) -> DateChange:
    """Set a line's promised day and keep the story of it; a day that moves is announced."""
    before = line.promised_on
    row = {"order_line": line, "before": before, "after": day, "reason": reason, "text": text, "told_at": told_at}
    (change,) = create_records(type_of(DateChange), [row], by=by, now=now)
    values: Values = {"promised_on": day}
    if before is not None:
        values["slips"] = line.slips + 1
        announce_all([OrderSlipped(line.pk, str(before), str(day or ""), reason)], at=now)
    if day is not None:
        values |= {"backorder": "", "backorder_note": ""}
    change_records(type_of(OrderLine), [(line, values)], by=by, now=now)
    if before is not None and told_at is None:
        apply_rule(TELL, [line.order_id], by=by, now=now)
    made: DateChange = change
    return made


def open_lines(order: Order) -> list[OrderLine]:
    """The lines of which something is left, locked."""
    rows = OrderLine._default_manager.filter(left_to_deliver(), order=order)
    return list(rows.select_related("order", "product", "promise").select_for_update(of=("self",)).order_by("pk"))
