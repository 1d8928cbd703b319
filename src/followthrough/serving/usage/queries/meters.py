"""Which meters count for a commitment, a line or a contract, whatever amendments have put in their place."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from followthrough.kernel.access.actor import SYSTEM
from followthrough.serving.usage.models import Meter
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine, Part

P = TypeVar("P", bound=Part)


def versions_of(part: P) -> list[P]:
    """A part and all that amendments put in its place or that it took the place of, the first one first.

    Only those that are or were in force, and the part itself.
    """
    model: Any = type(part)
    rows = model._default_manager.filter(contract_id=part.contract_id, binned_at__isnull=True)
    rows = {one.pk: one for one in rows.filter(Q(effective_from__isnull=False) | Q(pk=part.pk))}
    return next(family for family in families(rows.values()) if any(one.pk == part.pk for one in family))


def families(parts: Iterable[P]) -> list[list[P]]:
    """Parts that take each other's place, together; the first first.

    A commitment takes the place of one of the same name that ends with the amendment which brings it.
    """
    rows: dict[int, P] = {one.pk: one for one in parts}
    ended = {(one.ended_by_id, one.title.casefold()): one.pk for one in rows.values() if one.ended_by_id}
    found: dict[int, list[P]] = {}
    roots: dict[int, int] = {}
    for pk in sorted(rows):
        one: Any = rows[pk]
        before = one.replaces_id
        if before is None and isinstance(one, Commitment) and one.amendment_id:
            before = ended.get((one.amendment_id, one.title.casefold()))
        roots[pk] = roots.get(before or 0, pk)
        found.setdefault(roots[pk], []).append(rows[pk])
    return list(found.values())


def meters_of_commitment(commitment: Commitment) -> QuerySet[Meter]:
    """The meters that count for a commitment, in whichever of its versions they name it."""
    return _named("commitment", versions_of(commitment))


def meters_of_line(line: ContractLine) -> QuerySet[Meter]:
    """The meters priced by a line."""
    return _named("line", versions_of(line))


def counted_lines(contracts: Iterable[int]) -> set[int]:
    """The lines of these contracts, in any version, that a meter is priced by; two queries for any number of them."""
    rows = ContractLine._default_manager.filter(contract__in=list(contracts), binned_at__isnull=True)
    priced = set(Meter.visible_to(SYSTEM).filter(line__in=rows.values("pk")).values_list("line", flat=True))
    return {one.pk for family in families(rows) if any(one.pk in priced for one in family) for one in family}


def meters_of_contract(contract: Contract) -> QuerySet[Meter]:
    """The meters that count for or are priced by a part of the contract."""
    part = Q(commitment__contract=contract) | Q(line__contract=contract)
    return Meter.visible_to(SYSTEM).filter(part).order_by("pk")


def _named(column: str, versions: Sequence[Part]) -> QuerySet[Meter]:
    ids = [one.pk for one in versions]
    return Meter.visible_to(SYSTEM).filter(**{f"{column}__in": ids}).order_by("pk")
