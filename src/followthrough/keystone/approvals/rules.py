"""Which limits are exceeded, for whom, and what an approval still covers; on plain values."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ABOVE, BELOW, PRESENT = "above", "below", "present"


@dataclass(frozen=True, slots=True)
class Measured:
    """One value found on a subject: on one `part` (a line, by its number) or on the whole (no part).

    `value` is None where it can't be told; `why` then says so in words. `unit` is a currency for amounts. `mark` is the
    fingerprint of what the value rests on: while it stays, an approval of this value stays good.
    """

    measure: str
    value: Decimal | None
    mark: str
    part: str = ""
    label: str = ""
    unit: str = ""
    product: int | None = None
    family: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one rule allows: up to (`above`) or down to (`below`) a limit, or not at all (`present`), and to whom.

    `authority` names who may allow more. Without role and person it holds for everybody.
    """

    key: int
    measure: str
    comparison: str
    limit: Decimal | None
    authority: str
    unit: str = ""
    product: int | None = None
    family: str = ""
    role: str = ""
    person: int | None = None
    order: int = 1

    @property
    def scope(self) -> tuple[str, str, int | None, str]:
        """What it is about; of limits about the same thing the one nearest to the person holds."""
        return (self.measure, self.comparison, self.product, self.family.casefold())

    @property
    def nearness(self) -> int:
        """How particularly it is meant: for one person, for a role, for everybody."""
        return 2 if self.person else 1 if self.role else 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A limit that a measured value goes beyond."""

    limit: Limit
    measured: Measured


@dataclass(frozen=True, slots=True)
class Covered:
    """A value somebody approved: which measure of which part, by its mark, and the authority that did."""

    measure: str
    part: str
    mark: str
    authority: str


def limits_for(limits: Iterable[Limit], role: str, person: int | None) -> list[Limit]:
    """The limits that hold for a person: of those about the same thing only the nearest, in their order."""
    mine = [one for one in limits if (one.person == person if one.person else one.role in ("", role))]
    nearest: dict[tuple[str, str, int | None, str], int] = {}
    for one in mine:
        nearest[one.scope] = max(nearest.get(one.scope, 0), one.nearness)
    return sorted((one for one in mine if one.nearness == nearest[one.scope]), key=lambda one: (one.order, one.key))


def goes_beyond(limit: Limit, measured: Measured) -> bool:
    """Whether a value needs this limit's authority. What can't be told, or is in another currency, does."""
    if limit.measure != measured.measure:
        return False
    if limit.product is not None and limit.product != measured.product:
        return False
    if limit.family and limit.family.casefold() != measured.family.casefold():
        return False
    if limit.comparison == PRESENT:
        return True
    if measured.value is None or limit.limit is None or (limit.unit and limit.unit != measured.unit):
        return True
    return measured.value > limit.limit if limit.comparison == ABOVE else measured.value < limit.limit


def findings(limits: Sequence[Limit], measured: Iterable[Measured]) -> list[Finding]:
    """Every limit gone beyond, in the order of limits and values; an authority is named once for a value."""
    values = list(measured)
    found: dict[tuple[str, str, str], Finding] = {}
    for limit in limits:
        for one in values:
            if goes_beyond(limit, one):
                found.setdefault((one.measure, one.part, limit.authority), Finding(limit, one))
    return list(found.values())


def uncovered(found: Iterable[Finding], covered: Collection[Covered]) -> list[Finding]:
    """Those that nobody with the authority has approved as they are now."""
    return [one for one in found if covered_by(one) not in covered]


def covered_by(finding: Finding) -> Covered:
    """What an approval must say to cover it."""
    measured = finding.measured
    return Covered(measured.measure, measured.part, measured.mark, finding.limit.authority)


def next_asked(found: Sequence[Finding], asked: Collection[Covered]) -> list[Finding]:
    """Whom to ask now: the lowest order among what is open, and of it what is not asked yet."""
    first = min((one.limit.order for one in found), default=0)
    return [one for one in found if one.limit.order == first and covered_by(one) not in asked]


def mark_of(values: Mapping[str, Any] | Sequence[Any]) -> str:
    """The fingerprint of plain values; numbers that are equal have the same."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
