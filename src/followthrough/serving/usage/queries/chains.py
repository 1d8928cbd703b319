"""Parts of contracts through time: what amendments put in their place, and what renewals' contracts go on with.

A chain may hold parts of several contracts. Usage counts for whichever of them the day belongs to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

from followthrough.winning.contracts.models import Commitment, Contract, Part

P = TypeVar("P", bound=Part)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kin(Generic[P]):
    """The versions of a part that stand in one contract, the first first, and the last day usage counts for them.

    `until` is the day before that on which what goes on from them came into force; None where nothing did.
    """

    versions: tuple[P, ...]
    until: date | None = None


def kin_of(model: type[P], contracts: Collection[Contract]) -> dict[int, dict[int, Kin[P]]]:
    """By contract, then by any part of a chain, what stands for that part there. Few queries for any number."""
    known = {one.pk: one for one in contracts}
    found: dict[int, dict[int, Kin[P]]] = {pk: {} for pk in known}
    for chain in chains_of(model, known):
        own: dict[int, list[P]] = defaultdict(list)
        for one in chain:
            if one.contract_id in known and _stands(one, known[one.contract_id]):
                one.contract = known[one.contract_id]
                own[one.contract_id].append(one)
        for contract, versions in own.items():
            kin = Kin(tuple(versions), _until(versions, chain))
            found[contract] |= dict.fromkeys((one.pk for one in chain), kin)
    return found


def kin_of_part(part: P) -> Kin[P]:
    """What stands for a part in its own contract; the part itself while it is a draft."""
    return kin_of(type(part), [part.contract])[part.contract_id].get(part.pk, Kin((part,)))


def _stands(part: Part, contract: Contract) -> bool:
    """Whether it is or will be in force, drafts of amendments left out."""
    return part.effective_from is not None if contract.is_signed else part.amendment_id is None


def _until(versions: Sequence[Part], chain: Iterable[Any]) -> date | None:
    mine = {one.pk for one in versions}
    after = (one.effective_from for one in chain if one.continues_id in mine and one.effective_from is not None)
    return min((day - _DAY for day in after), default=None)


def chains_of(model: type[P], contracts: Collection[int]) -> list[list[P]]:
    """The parts of contracts with all their versions, what they go on from and what goes on from them."""
    rows: Any = model._default_manager.filter(binned_at__isnull=True)
    return families(rows.filter(contract__in={*contracts, *linked(model, list(contracts))}))


def chain_of(part: P) -> list[P]:
    """All of a part's chain."""
    chains = chains_of(type(part), [part.contract_id])
    return next((some for some in chains if any(one.pk == part.pk for one in some)), [part])


def linked(model: type[Part], contracts: Collection[int] | QuerySet[Any]) -> set[int]:
    """The contracts whose parts go on from parts of these, or these from theirs, however far; mostly there are none."""
    parts: Any = model._default_manager
    rows = parts.filter(continues__isnull=False, binned_at__isnull=True)
    found: set[int] = set()
    fresh: Any = contracts
    while True:
        pairs = rows.filter(Q(contract__in=fresh) | Q(continues__contract__in=fresh))
        fresh = {pk for pair in pairs.values_list("contract", "continues__contract") for pk in pair} - found
        if not fresh:
            return found
        found |= fresh


def versions_of(part: P) -> list[P]:
    """A part and all that amendments put in its place or that it took the place of, the first one first.

    Only those that are or were in force, and the part itself.
    """
    model: Any = type(part)
    rows = model._default_manager.filter(contract_id=part.contract_id, binned_at__isnull=True)
    rows = {one.pk: one for one in rows.filter(Q(effective_from__isnull=False) | Q(pk=part.pk))}
    return next(family for family in families(rows.values()) if any(one.pk == part.pk for one in family))


def families(parts: Iterable[P]) -> list[list[P]]:
    """Parts that take each other's place or go on from one another, together; the first first.

    A commitment takes the place of one of the same name that ends with the amendment which brings it.
    """
    rows: dict[int, P] = {one.pk: one for one in parts}
    ended = {(one.ended_by_id, one.title.casefold()): one.pk for one in rows.values() if one.ended_by_id}
    found: dict[int, list[P]] = {}
    for pk in sorted(rows):
        found.setdefault(_first(pk, rows, ended), []).append(rows[pk])
    return list(found.values())


def _first(pk: int, rows: Mapping[int, Any], ended: Mapping[tuple[int, str], int]) -> int:
    """The part at the beginning of its chain."""
    seen = {pk}
    while (before := _before(rows[pk], ended)) in rows and before not in seen:
        seen.add(before)
        pk = before
    return pk


def _before(one: Any, ended: Mapping[tuple[int, str], int]) -> int:
    before = one.replaces_id or getattr(one, "continues_id", None)
    if before is None and isinstance(one, Commitment) and one.amendment_id:
        before = ended.get((one.amendment_id, one.title.casefold()))
    return before or 0
