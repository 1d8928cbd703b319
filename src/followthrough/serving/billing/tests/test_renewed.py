"""A renewal's contract takes the usage over: each event counts for the term its day lies in, nothing is re-keyed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.serving.billing.models import InvoiceLine
from followthrough.serving.billing.queries.schedule import schedule_of
from followthrough.serving.billing.queries.tie_out import tie_out
from followthrough.serving.usage.actions import keep_standings
from followthrough.serving.usage.models import KeptStanding
from followthrough.serving.usage.queries.charging import overage_of
from followthrough.serving.usage.queries.meters import meters_of_contract
from followthrough.serving.usage.queries.standing import commitment_standing
from followthrough.serving.usage.tests.metering import Sold, refreshed, sold, use
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.tests.deals import usual_pipeline
from followthrough.winning.renewals.actions.deciding import settle_by_contract
from followthrough.winning.renewals.models import Renewal, UpliftRule
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OLD, NEW = (date(2026, 2, 1), date(2027, 1, 31)), (date(2027, 2, 1), date(2028, 1, 31))


def renewed(by: Actor, one: Sold, starts_on: str = "") -> Contract:
    """The signed contract of its renewal."""
    cast.does(by, Contract, "renew", one.contract)
    told = {"starts_on": starts_on} if starts_on else {}
    made = Contract.objects.get(ref=cast.does(by, Opportunity, "make-contract", Opportunity.objects.get(), **told).ref)
    made = agreements.signed(by, made, on=date(2026, 11, 24))
    with acting(SYSTEM, "settle_renewal", surface="job", now=clock.now()):
        settle_by_contract(made.pk, now=clock.now())
    return made


def sold_and_renewed(starts_on: str = "", **commitment: Decimal) -> tuple[Actor, Sold, Contract]:
    """1,000 records a year at five cents beyond; the renewal at six cents."""
    by = agreements.desk()
    usual_pipeline()
    cast.made(UpliftRule, name="Usual", price_by="percent", percent=Decimal(20), is_default=True)
    one = sold(by, maximum=Decimal(1000), **commitment)
    return by, one, renewed(by, one, starts_on)


def charged(contract: Contract, days: tuple[date, date]) -> list[tuple[str, Decimal, Money | None]]:
    return [(one.of, one.quantity, one.amount) for one in overage_of(refreshed(contract), *days)]


def test_each_event_counts_for_the_term_of_its_day_and_late_ones_for_the_old_term() -> None:
    by, one, after = sold_and_renewed()
    later, line = Commitment.objects.get(contract=after), ContractLine.objects.get(contract=after, charged="usage")
    assert (later.continues, line.continues, line.unit_price) == (one.commitment, one.line, Decimal("0.06"))
    assert meters_of_contract(after) == meters_of_contract(one.contract) == [one.meter]
    with clock_at(datetime(2027, 3, 10, 12, tzinfo=UTC)):
        use(by, [("2027-01-31", 1100), ("2027-02-01", 400), ("2027-03-01", 700)])
        use(by, [("2027-01-30", 33)], mark="late")
        today = date(2027, 3, 10)
        before, now = (commitment_standing(found, today) for found in (one.commitment, later))
        assert before and now
        assert (before.taken, before.over, now.taken, now.over) == (1133, 133, 1100, 100)
        assert charged(one.contract, OLD) == [("overage", Decimal(133), Money.of("6.65", "USD"))]
        assert charged(after, NEW) == [("overage", Decimal(100), Money.of("6.00", "USD"))]
        keep_standings()
        assert KeptStanding.objects.get(commitment=later).taken == 1100
        use(by, [("2027-03-02", 1)], mark="next")
        assert KeptStanding.objects.get(commitment=later).is_stale
        for contract in (one.contract, after):
            cast.does(by, Contract, "draft-invoices", contract)
        bills = InvoiceLine.objects.filter(contract_line__charged="usage").order_by("pk")
        assert [(row.contract_line, row.amount) for row in bills] == [(one.line, Decimal("6.65"))]
        counted = {row.line: row.contracted for some in tie_out([one.contract, after], today) for row in some.lines}
        assert (counted[one.line], counted[line]) == (Decimal("6.65"), Decimal("6.06"))


def test_a_term_that_another_contract_takes_over_is_billed_once() -> None:
    by, one, _after = sold_and_renewed()
    begun = [row.period.start for row in schedule_of(refreshed(one.contract), NEW[1])]
    assert (begun[0], max(begun) < NEW[0], one.contract.renews) == (OLD[0], True, True)
    cast.does(by, Renewal, "reopen", Renewal.objects.get())
    assert max(row.period.start for row in schedule_of(refreshed(one.contract), NEW[1])) >= NEW[0]


def test_what_begins_before_the_old_term_is_over_takes_the_usage_over_on_that_day() -> None:
    by, one, after = sold_and_renewed("2026-12-01")
    with clock_at(datetime(2027, 2, 10, 12, tzinfo=UTC)):
        use(by, [("2026-11-30", 900), ("2026-12-01", 300), ("2027-01-15", 800)])
        assert charged(after, (date(2026, 12, 1), date(2027, 1, 31))) == [
            ("overage", Decimal(100), Money.of("6.00", "USD"))
        ]
        least = Decimal(1000 * 303) / 365  # the days until the renewal begins
        over = 900 - least.quantize(Decimal("0.001"))
        assert charged(one.contract, OLD) == [("overage", over, Money.of("3.49", "USD"))]


def test_a_contract_typed_by_hand_takes_the_usage_over_once_it_is_named_as_the_renewal() -> None:
    by = agreements.desk()
    usual_pipeline()
    one = sold(by, maximum=Decimal(1000))
    renewal = Renewal.objects.get(ref=cast.does(by, Contract, "renew", one.contract).ref)
    typed = agreements.drafted(one.contract.account, starts_on=NEW[0])
    commits = cast.made(Commitment, contract=typed, name="records", unit="records", maximum=Decimal(500))
    typed = agreements.signed(by, typed, on=date(2026, 11, 24))
    assert meters_of_contract(typed) == []
    cast.does(by, Renewal, "win", renewal, successor=typed.ref)
    assert refreshed(commits).continues == one.commitment
    assert meters_of_contract(typed) == [one.meter]


def test_a_new_meter_beside_the_old_one_is_priced_alike_and_counts_for_both_terms() -> None:
    _by, one, after = sold_and_renewed()
    later, line = Commitment.objects.get(contract=after), ContractLine.objects.get(contract=after, charged="usage")
    told = {"account": one.contract.account, "name": "Records, new", "unit": "records", "code": "new"}
    other = cast.made(type(one.meter), commitment=later, line=line, charges="over", **told)
    assert meters_of_contract(one.contract) == [one.meter, other]
