"""Which meters count for a commitment, a line or a contract, whatever amendments and renewals put in their place."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from followthrough.kernel.access.actor import SYSTEM
from followthrough.serving.usage.models import Meter
from followthrough.serving.usage.queries.chains import Kin, chain_of, chains_of, kin_of
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine, Part


@dataclass(frozen=True, slots=True)
class Metered:
    """A contract with its meters, and what stands in it for the commitment and the line each names."""

    contract: Contract
    meters: tuple[Meter, ...]
    commitments: dict[int, Kin[Commitment]]
    lines: dict[int, Kin[ContractLine]]


def metered(contracts: Collection[Contract]) -> dict[int, Metered]:
    """Those of the contracts that meters count for or are priced by, by id. Few queries for any number of contracts."""
    every = Meter.visible_to(SYSTEM).filter(account__in={one.account_id for one in contracts})
    accounts = set(every.order_by().values_list("account", flat=True).distinct())
    asked = [one for one in contracts if one.account_id in accounts]
    if not asked:
        return {}
    commitments, lines = kin_of(Commitment, asked), kin_of(ContractLine, asked)
    counted, priced = _by_part(commitments), _by_part(lines)
    found: dict[int, list[Meter]] = defaultdict(list)
    for one in every.filter(Q(commitment__in=list(counted)) | Q(line__in=list(priced))).order_by("pk"):
        for pk in {*counted.get(one.commitment_id or 0, ()), *priced.get(one.line_id or 0, ())}:
            found[pk].append(one)
    return {
        one.pk: Metered(one, tuple(found[one.pk]), commitments[one.pk], lines[one.pk])
        for one in asked
        if one.pk in found
    }


def meters_of_commitment(commitment: Commitment) -> QuerySet[Meter]:
    """The meters that count for a commitment, whichever part of its chain they name: the day decides which it is."""
    return _named("commitment", chain_of(commitment))


def meters_of_line(line: ContractLine) -> QuerySet[Meter]:
    """The meters priced by a line, whichever part of its chain they name."""
    return _named("line", chain_of(line))


def counted_lines(contracts: Iterable[int]) -> set[int]:
    """The lines of these contracts, in any version, that a meter is priced by; few queries for any number of them."""
    chains = chains_of(ContractLine, list(contracts))
    every = [one.pk for chain in chains for one in chain]
    priced = set(Meter.visible_to(SYSTEM).filter(line__in=every).values_list("line", flat=True)) if every else set()
    return {one.pk for chain in chains if any(one.pk in priced for one in chain) for one in chain}


def meters_of_contract(contract: Contract) -> list[Meter]:
    """The meters that count for or are priced by a part of the contract, or one it goes on from or on in."""
    found = metered([contract]).get(contract.pk)
    return list(found.meters) if found else []


def _by_part(kin: Mapping[int, Mapping[int, Kin[Any]]]) -> dict[int, list[int]]:
    """The contracts each part stands for something in."""
    found: dict[int, list[int]] = defaultdict(list)
    for contract, parts in kin.items():
        for pk in parts:
            found[pk].append(contract)
    return found


def _named(column: str, chain: Iterable[Part]) -> QuerySet[Meter]:
    ids = [one.pk for one in chain]
    return Meter.visible_to(SYSTEM).filter(**{f"{column}__in": ids}).order_by("pk")
