"""What each contract came to in a year on a day, as known now or as it was known at a moment."""

from collections.abc import Collection, Iterable, Mapping
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


def _as_known(seen: Any, day: date, known_at: datetime) -> list[Held]:
    """The same from the rows as they were: what is there now, with every later change taken back."""
    ids = set(seen.order_by().values_list("pk", flat=True))
    contracts = _unwound(Contract, CONTRACT_COLUMNS, Contract._default_manager.filter(pk__in=ids), known_at)
    lines = _unwound(
        ContractLine, LINE_COLUMNS, ContractLine._default_manager.filter(contract__in=seen.order_by()), known_at
    )
    running = {pk: row for pk, row in contracts.items() if _runs(row, day)}
    sums: dict[int, Decimal] = {}
    for line in lines.values():
        if line["contract_id"] in running and _counts(line, day):
            amount = Decimal(line["amount"]) * A_YEAR[line["charged"]]
            sums[line["contract_id"]] = sums.get(line["contract_id"], Decimal(0)) + amount
    return [
        Held(pk, running[pk]["account_id"], running[pk]["currency"], amount) for pk, amount in sums.items() if amount
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


def _runs(row: Mapping[str, Any], day: date) -> bool:
    starts, last = _day(row["starts_on"]), _day(row["last_day"])
    if row["binned_at"] or row["state"] not in AGREED or starts is None or starts > day:
        return False
    return last is None or last >= day


def _counts(line: Mapping[str, Any], day: date) -> bool:
    first, until = _day(line["effective_from"]), _day(line["effective_until"])
    if line["binned_at"] or line["amount"] is None or line["charged"] not in A_YEAR or first is None:
        return False
    return first <= day and (until is None or until >= day)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def by_account(held: Iterable[Held], currency: str) -> list[tuple[int, Decimal]]:
    """Amounts of one currency with their customers."""
    return [(one.account, one.yearly) for one in held if one.currency == currency]
