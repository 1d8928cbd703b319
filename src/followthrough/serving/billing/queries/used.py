"""What usage costs, to be billed once its month is over; events that come late change it by a correction."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.queries.due import Borne, ToBill, borne_by
from followthrough.serving.usage.queries.charging import Overage, overages_of
from followthrough.serving.usage.queries.meters import meters_of_contract
from followthrough.values.money import Money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine
from followthrough.winning.contracts.rules.proration import billing_period, billing_periods

_DAY = timedelta(days=1)
BACK = timedelta(days=400)  # how long after its month usage may still be corrected


def used_to_bill(contract: Contract, *, today: date) -> list[ToBill]:
    """Charges for usage of the months that are over, less what invoices bear of them."""
    if contract.starts_on is None:
        return []
    months = list(_months(contract, today))
    found_in = overages_of([(contract, month) for month in months])
    charges = [(month, one) for month, some in zip(months, found_in, strict=True) for one in some]
    found = []
    for kind in (ContractLine, Commitment):
        mine = [(month, one) for month, one in charges if type(_source(one)) is kind and one.amount is not None]
        borne = borne_by(type_of(kind).kind, list({_source(one).pk for _month, one in mine}))
        for (source, start), (month, ones) in _together(mine).items():
            whole = Money(sum((one.amount.amount for one in ones if one.amount), Decimal(0)), ones[0].currency)
            known = borne.get((source.pk, start), Borne(Decimal(0), 0))
            amount = whole.rounded() - Money(known.amount, whole.currency)
            if amount:
                due = today if known.parts else (month.end or today) + _DAY
                title = ones[0].line.title if ones[0].line else source.title
                found.append(ToBill(source, ones[0].line, title, month, amount, known.parts + 1, due))
    return found


def next_count(contract: Contract, today: date) -> date | None:
    """The day on which the month under way is over and its usage counted; None without meters."""
    if contract.starts_on is None or today < contract.starts_on or not meters_of_contract(contract):
        return None
    end = billing_period(contract.starts_on, 1, today).end
    return end + _DAY if end else None


def _months(contract: Contract, today: date) -> Iterator[Period]:
    assert contract.starts_on is not None
    first, last = max(contract.starts_on, today - BACK), today - _DAY
    if first <= last:
        months = billing_periods(contract.starts_on, 1, Period(first, last))
        yield from (month for month in months if month.end is not None and month.end <= last)


def _source(one: Overage) -> ContractLine | Commitment:
    found = one.commitment or one.line
    assert found is not None
    return found


def _together(
    mine: list[tuple[Period, Overage]],
) -> dict[tuple[ContractLine | Commitment, date], tuple[Period, list[Overage]]]:
    found: dict[tuple[ContractLine | Commitment, date], tuple[Period, list[Overage]]] = {}
    for month, one in mine:
        found.setdefault((_source(one), month.start), (month, []))[1].append(one)
    return found
