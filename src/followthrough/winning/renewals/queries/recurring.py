"""What each contract came to in a year on a day, as known now or as it was known at a moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.models import Entry, Operation
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.renewals.queries.expiring import A_YEAR, AGREED, a_year, in_force_on

CONTRACT_COLUMNS = ("account_id", "currency", "state", "starts_on", "last_day", "binned_at")
LINE_COLUMNS = ("contract_id", "charged", "amount", "effective_from", "effective_until", "binned_at")
AT_A_TIME = 5000
Rows = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Held:
    """A contract in force on a day, and what it came to in a year."""

    contract: int
    account: int
    currency: str
    yearly: Decimal


def held_on(actor: Actor, day: date, known_at: datetime | None = None, accounts: Collection[int] = ()) -> list[Held]:
    """Every contract the actor sees that was in force on the day, with a year of its lines in force on it.

    With `known_at` from what stood in the house at that moment: whatever was signed, ended or written down later, for
    whatever day, changes nothing. `accounts` narrows it to some customers.
    """
    seen = Contract.visible_to(actor)
    seen = seen.filter(account__in=accounts) if accounts else seen
    if known_at is not None:
        return _as_known(seen, day, known_at)
    running = Q(last_day__isnull=True) | Q(last_day__gte=day)
    rows = seen.filter(running, state__in=AGREED, starts_on__lte=day)
    lines = ContractLine._default_manager.filter(in_force_on(day), contract__in=rows.order_by(), binned_at__isnull=True)
    found = lines.order_by().values_list("contract", "contract__account", "contract__currency")
    return [Held(*row) for row in found.annotate(total=Sum(a_year())) if row[3]]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """From when to when a line counts, and what it comes to in a year."""

    first: date
    last: date
    yearly: Decimal


def unwound(seen: Any, known_at: datetime) -> tuple[Rows, Rows]:
    """Contracts and their lines as they were: what is there now, with every later change taken back."""
    ids = set(seen.order_by().values_list("pk", flat=True))
    contracts = _unwound(Contract, CONTRACT_COLUMNS, Contract._default_manager.filter(pk__in=ids), known_at)
    lines = _unwound(
        ContractLine, LINE_COLUMNS, ContractLine._default_manager.filter(contract__in=seen.order_by()), known_at
    )
    return contracts, lines


def as_of_line(contract: Mapping[str, Any], line: Mapping[str, Any]) -> HeldLine | None:
    """When a line counted and for how much, both as they were; None where it never did."""
    starts, first = _day(contract["starts_on"]), _day(line["effective_from"])
    if contract["binned_at"] or contract["state"] not in AGREED or starts is None or first is None:
        return None
    if line["binned_at"] or line["amount"] is None or line["charged"] not in A_YEAR:
        return None
    last = min(_day(contract["last_day"]) or date.max, _day(line["effective_until"]) or date.max)
    return HeldLine(max(starts, first), last, Decimal(line["amount"]) * A_YEAR[line["charged"]])


def _as_known(seen: Any, day: date, known_at: datetime) -> list[Held]:
    contracts, lines = unwound(seen, known_at)
    sums: dict[int, Decimal] = {}
    for line in lines.values():
        contract = contracts.get(line["contract_id"])
        held = as_of_line(contract, line) if contract else None
        if held and held.first <= day <= held.last:
            sums[line["contract_id"]] = sums.get(line["contract_id"], Decimal(0)) + held.yearly
    return [
        Held(pk, contracts[pk]["account_id"], contracts[pk]["currency"], amount)
        for pk, amount in sums.items()
        if amount
    ]


def _unwound(model: Any, columns: tuple[str, ...], rows: Any, known_at: datetime) -> Rows:
    now = {row["pk"]: row for row in rows.order_by().values("pk", *columns).iterator(AT_A_TIME)}
    kind = model._meta.label_lower
    later = Entry.objects.filter(kind=kind, at__gt=known_at, record_id__in=now.keys()).order_by("-id")
    for pk, operation, before in later.values_list("record_id", "operation", "before").iterator(AT_A_TIME):
        if operation == Operation.CREATE:
            now.pop(pk, None)
        elif pk in now:
            now[pk] |= {name: value for name, value in (before or {}).items() if name in columns}
    return now


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
