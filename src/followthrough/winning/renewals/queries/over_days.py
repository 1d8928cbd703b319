"""What customers came to in a year on each of many days: one pass over all lines, however many days are asked about.

A line counts from the first of the days it is in force on to the last; lines of a customer that count on the same days
are summed by the database.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, F, Func, IntegerField, Sum, Value
from django.db.models.functions import Greatest, Least

from followthrough.kernel.access.actor import Actor
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.renewals.queries.expiring import A_YEAR, AGREED, a_year
from followthrough.winning.renewals.queries.recurring import as_of_line, unwound

Group = int | None
Sums = dict[tuple[str, Group], dict[int, Decimal]]
NOTHING = Decimal(0)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a customer, in a currency and a group, that count from one of the days asked about to another."""

    group: Group
    account: int
    currency: str
    first: int
    last: int
    yearly: Decimal


class Reached(Func):
    """How many of some days, in their order, are not after a day."""

    function = "width_bucket"
    output_field = IntegerField()


def sums_over(actor: Actor, days: Sequence[date], known_at: datetime | None, column: str = "") -> dict[date, Sums]:
    """For each of the days, in their order: what each customer came to, by currency and by a column of the contract.

    Groups are as of today; without a column all are in one, None. As `held_on`, each customer that came to nothing
    left out.
    """
    seen = Contract.visible_to(actor)
    rows = _as_now(seen, days, column) if known_at is None else _as_known(seen, days, column, known_at)
    return _spread(rows, days)


def _as_now(seen: Any, days: Sequence[date], column: str) -> Iterator[Stretch]:
    signed = seen.filter(state__in=AGREED, starts_on__lte=days[-1]).order_by()
    asked = Value(list(days), output_field=ArrayField(DateField()))
    begins = Greatest("contract__starts_on", "effective_from")
    ends = Least("contract__last_day", "effective_until", Value(date.max))  # the database leaves out what is empty
    lines: Any = ContractLine._default_manager.filter(contract__in=signed, binned_at__isnull=True, charged__in=A_YEAR)
    lines = lines.filter(effective_from__lte=days[-1], amount__isnull=False).order_by()
    lines = lines.annotate(first=Reached(begins - Value(_DAY), asked), after=Reached(ends, asked))
    keys = (f"contract__{column}" if column else None, "contract__account", "contract__currency", "first", "after")
    found = lines.filter(first__lt=F("after")).values_list(*(key for key in keys if key))
    for *group, account, currency, first, after, total in found.annotate(total=Sum(a_year())):
        yield Stretch(group[0] if group else None, account, currency, first, after - 1, total)


def _as_known(seen: Any, days: Sequence[date], column: str, known_at: datetime) -> Iterator[Stretch]:
    contracts, lines = unwound(seen, known_at)
    of: Mapping[int, Group] = dict(seen.order_by().values_list("pk", column)) if column else {}
    for line in lines.values():
        contract = contracts.get(line["contract_id"])
        held = as_of_line(contract, line) if contract else None
        if contract and held:
            first, after = bisect_left(days, held.first), bisect_right(days, held.last)
            if first < after:
                group = of.get(line["contract_id"])
                yield Stretch(group, contract["account_id"], contract["currency"], first, after - 1, held.yearly)


def _spread(rows: Iterable[Stretch], days: Sequence[date]) -> dict[date, Sums]:
    found: list[Sums] = [{} for _day in days]
    for one in rows:
        for sums in found[one.first : one.last + 1]:
            accounts = sums.setdefault((one.currency, one.group), {})
            accounts[one.account] = accounts.get(one.account, NOTHING) + one.yearly
    return {day: {key: _some(sums) for key, sums in by.items()} for day, by in zip(days, found, strict=True)}


def _some(sums: dict[int, Decimal]) -> dict[int, Decimal]:
    return {account: amount for account, amount in sums.items() if amount}
