"""What shows that a line was delivered: promises kept, placements gone live, pieces delivered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from followthrough.keystone.promises.models import Promise, State
from followthrough.serving.billing.rules.sharing import shares
from followthrough.serving.orders.models import OrderLine, OrderState
from followthrough.serving.placements.models import Placement, PlacementState
from followthrough.serving.usage.queries.chains import families
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Charged, ContractLine, Entitlement, EntitlementKind
from followthrough.winning.contracts.queries.entitled import RULE, called_from, occurrence_of
from followthrough.winning.contracts.queries.wanted import SOURCE

NOTHING = Decimal(0)


class Proof(StrEnum):
    """What delivered is counted by."""

    DAYS = "days"
    PROMISES = "promises"
    PLACEMENTS = "placements"
    DELIVERIES = "deliveries"
    USAGE = "usage"


class Standing(StrEnum):
    """How a piece of a line stands; what is contracted is the sum of the amounts of all five."""

    DONE = "done"
    MISSED = "missed"
    LET_GO = "let_go"
    LATE = "late"
    TO_COME = "to_come"


@dataclass(slots=True)
class Pieces:
    """The pieces of a line by how they stand, in pieces; `by` says what they are counted by."""

    by: Proof
    many: dict[Standing, Decimal] = field(default_factory=lambda: dict.fromkeys(Standing, NOTHING))

    def add(self, standing: Standing, many: Decimal) -> None:
        """Count some more."""
        self.many[standing] += many


@dataclass(frozen=True, slots=True)
class Proven:
    """What of a line's amount is delivered, and what of the rest is late, missed, let go or still to come."""

    by: Proof
    done: Decimal
    of: Decimal
    amounts: Mapping[Standing, Decimal]


def in_money(pieces: Pieces, contracted: Decimal, currency: str) -> Proven:
    """The line's amount shared out over its pieces, to the cent."""
    parts = shares(Money(contracted, currency), [pieces.many[one] for one in Standing])
    amounts = {one: part.amount for one, part in zip(Standing, parts, strict=True)}
    return Proven(pieces.by, pieces.many[Standing.DONE], sum(pieces.many.values(), NOTHING), amounts)


def pieces_of(lines: Sequence[ContractLine], day: date, until: Mapping[int, date]) -> dict[int, Pieces]:
    """The pieces of each line that has such; of what is planned through `until`, by contract. Six queries at most."""
    found: dict[int, Pieces] = {}
    fixed = {line.pk: line for line in lines if line.charged != Charged.USAGE}
    versions = {one.pk: family for family in families(fixed.values()) for one in family}
    _add_placements(found, versions, day, until)
    _add_promises(found, versions, day, until)
    _add_orders(found, fixed, day)
    return found


def _add_orders(found: dict[int, Pieces], lines: Mapping[int, ContractLine], day: date) -> None:
    """What orders draw on lines that are charged once: what they have of it, and what is late of what was promised.

    A line with promises or placements is proven by these; an order of it only asks for them.
    """
    once = [pk for pk, line in lines.items() if line.charged == Charged.ONCE and pk not in found]
    rows: Any = OrderLine._default_manager.filter(contract_line__in=once, binned_at__isnull=True) if once else ()
    for one in rows.exclude(order__state=OrderState.CANCELLED).order_by("pk") if once else ():
        pieces = found.setdefault(one.contract_line_id, Pieces(Proof.DELIVERIES))
        pieces.add(Standing.DONE, one.taken.kept)
        pieces.add(Standing.LATE if one.promised_on and one.promised_on < day else Standing.TO_COME, one.left)
    for pk, pieces in ((pk, found[pk]) for pk in once if pk in found):
        pieces.add(Standing.TO_COME, max(lines[pk].quantity - sum(pieces.many.values()), NOTHING))


def _add_placements(
    found: dict[int, Pieces], versions: Mapping[int, list[ContractLine]], day: date, until: Mapping[int, date]
) -> None:
    rows: Any = Placement._default_manager.filter(line__in=list(versions), binned_at__isnull=True)
    for one in rows.select_related("promise").order_by("pk") if versions else ():
        standing = _standing_of(one, day)
        if standing is not None and one.starts_on <= until.get(one.contract_id, one.starts_on):
            line = _on(versions[one.line_id], one.starts_on)
            found.setdefault(line.pk, Pieces(Proof.PLACEMENTS)).add(standing, Decimal(1))


def _standing_of(one: Placement, day: date) -> Standing | None:
    if one.state in (PlacementState.LIVE, PlacementState.ENDED):
        return Standing.DONE
    if one.state == PlacementState.CANCELLED:
        state = one.promise.state if one.promise else State.WAIVED
        return {State.VOID: None, State.MISSED: Standing.MISSED}.get(State(state), Standing.LET_GO)
    return Standing.LATE if one.starts_on < day else Standing.TO_COME


def _add_promises(
    found: dict[int, Pieces], versions: Mapping[int, list[ContractLine]], day: date, until: Mapping[int, date]
) -> None:
    rows: Any = Entitlement._default_manager.filter(line__in=list(versions), binned_at__isnull=True)
    rows = rows.filter(effective_from__isnull=False).exclude(kind=EntitlementKind.PLACEMENT)
    parts: dict[int, Entitlement] = {one.pk: one for one in rows} if versions else {}
    called = called_from([pk for pk, one in parts.items() if one.is_called])
    for promise, pk, planned, call in _promised(parts.values()):
        part = parts[pk]
        standing = _of_promise(promise, day)
        if standing is None or (planned and planned > until.get(part.contract_id, planned)):
            continue
        line = _on(versions[part.line_id or 0], planned)
        many = called[pk].of_call.get(call, 0) if call else part.quantity
        found.setdefault(line.pk, Pieces(Proof.PROMISES)).add(standing, Decimal(many))
    for pk, part in parts.items():
        if part.is_called and (left := part.quantity - called[pk].quantity) > 0:
            over = part.until is not None and part.until < day
            line = _on(versions[part.line_id or 0], None)
            standing = Standing.LET_GO if over else Standing.TO_COME
            found.setdefault(line.pk, Pieces(Proof.PROMISES)).add(standing, Decimal(left))


def _promised(parts: Iterable[Entitlement]) -> Iterable[tuple[Promise, int, date | None, int]]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for part in parts:
        wanted[part.contract_id].add(part.pk)
    rows = Promise._default_manager.filter(
        source_kind=SOURCE, source_id__in=list(wanted), rule=RULE, direction="promise", binned_at__isnull=True
    )
    for promise in rows.order_by("pk") if wanted else ():
        key = occurrence_of(promise.occurrence)
        if key and key.part == "entitlement" and key.pk in wanted[promise.source_id or 0]:
            yield promise, key.pk, key.planned, key.call


def _of_promise(promise: Promise, day: date) -> Standing | None:
    if promise.state == State.OPEN:
        return Standing.LATE if promise.due_on and promise.due_on < day else Standing.TO_COME
    standings = {State.KEPT: Standing.DONE, State.MISSED: Standing.MISSED, State.WAIVED: Standing.LET_GO}
    return standings.get(State(promise.state))


def _on(versions: Sequence[ContractLine], day: date | None) -> ContractLine:
    """The version of a line in force on a day, else the last."""
    for one in versions:
        begun = day and one.effective_from and one.effective_from <= day
        if begun and (one.effective_until is None or (day and day <= one.effective_until)):
            return one
    return versions[-1]
