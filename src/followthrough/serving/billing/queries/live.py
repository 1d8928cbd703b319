"""What is billed as it goes live: each placement of such a line bears its share of the line's amount."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.queries.due import Borne, ToBill, borne_by
from followthrough.serving.billing.queries.parties import day_of
from followthrough.serving.billing.rules.sharing import shares
from followthrough.serving.placements.models import Placement, PlacementState
from followthrough.values.money import Money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import BilledWhen, Contract, ContractLine

NOTHING = Decimal(0)
STOOD = (PlacementState.LIVE, PlacementState.ENDED)


@dataclass(frozen=True, slots=True)
class Shared:
    """A placement with its share of the line, due since it went live; `since` is None while it is not."""

    placement: Placement
    share: Money
    since: date | None


def is_billed_live(line: ContractLine) -> bool:
    """Whether a line falls due as its placements go live."""
    return line.billed_when == BilledWhen.LIVE and line.amount is not None


def shared_out(lines: Iterable[ContractLine]) -> dict[int, list[Shared]]:
    """The placements of lines billed live, in the order they were booked; one query, or none.

    A line sold as four pieces is shared by four even while fewer are booked: no share changes with the next booking.
    """
    asked = {line.pk: line for line in lines if is_billed_live(line)}
    rows: Any = Placement._default_manager.filter(line__in=asked, binned_at__isnull=True) if asked else ()
    booked: dict[int, list[Placement]] = defaultdict(list)
    for one in rows.select_related("contract").order_by("pk") if asked else ():
        booked[one.line_id].append(one)
    return {pk: _shared(asked[pk], placements) for pk, placements in booked.items()}


def _shared(line: ContractLine, placements: list[Placement]) -> list[Shared]:
    pieces = max(int(line.quantity), len(placements))
    amount = Money(line.amount or NOTHING, line.currency).rounded()
    parts = shares(amount, [Decimal(1)] * pieces)
    return [Shared(one, part, _since(one)) for one, part in zip(placements, parts, strict=False)]


def _since(placement: Placement) -> date | None:
    return day_of(placement.live_at) if placement.live_at and placement.state in STOOD else None


def live_to_bill(contract: Contract, lines: Iterable[ContractLine], *, today: date) -> list[ToBill]:
    """The shares of what went live that no invoice bears, and back what is not live after all."""
    by_pk = {line.pk: line for line in lines}
    every = [(by_pk[pk], one) for pk, ones in shared_out(by_pk.values()).items() for one in ones]
    borne = _borne([one.placement.pk for _line, one in every])
    found = []
    for line, one in every:
        known = borne.get(one.placement.pk, Borne(NOTHING, 0))
        due = one.share if one.since else Money.zero(line.currency)
        amount = due - Money(known.amount, line.currency)
        if amount:
            since = one.since or today
            days = Period(since, max(since, one.placement.ends_on or since))
            day = today if known.parts else since
            title = ", ".join(part for part in (one.placement.name, one.placement.place) if part)
            found.append(ToBill(one.placement, line, title, days, amount, known.parts + 1, day))
    return found


def _borne(ids: list[int]) -> dict[int, Borne]:
    """What invoices bear of each placement, whenever it went live."""
    found: dict[int, Borne] = {}
    for (pk, _day), one in borne_by(type_of(Placement).kind, ids).items() if ids else ():
        before = found.get(pk, Borne(NOTHING, 0))
        found[pk] = Borne(before.amount + one.amount, before.parts + one.parts)
    return found
