"""What the tests of renewals have in common: contracts signed on a day, and what stands on them."""

from datetime import UTC, date, datetime, time
from typing import Any

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.clock import clock_at
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.pipeline.tests.deals import usual_pipeline


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12), UTC)


def running(by: Actor, account: Account | None = None, *, signed: date = date(2026, 1, 22), **values: Any) -> Contract:
    """A contract for a year at 12,000, signed on that day; it renews by itself with 60 days' notice."""
    usual_pipeline()
    with clock_at(noon(signed)):
        return agreements.signed(by, agreements.drafted(account, **values), on=signed)


def heads_up(contract: Contract) -> list[tuple[str, date | None, str]]:
    """The heads-ups on a contract: which rung, due when, in which state."""
    rows = Promise.objects.filter(kind="renewals.heads_up", source_id=contract.pk).order_by("pk")
    return [(one.rule.removeprefix("renewals."), one.due_on, one.state) for one in rows]


def lines_of(contract: Contract) -> list[ContractLine]:
    """Its lines in order."""
    return list(ContractLine.objects.filter(contract=contract).order_by("pk"))
