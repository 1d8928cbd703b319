"""What became of a renewal: from the contract or the deal where they tell it, by hand otherwise, and undone."""

from datetime import date
from decimal import Decimal

import pytest

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.actions.ending import roll_terms
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.models import Quote
from followthrough.winning.renewals.actions.beginning import begin_due
from followthrough.winning.renewals.actions.deciding import settle_by_contract, settle_over
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.queries.recurring import held_on
from followthrough.winning.renewals.tests.terms import heads_up, noon, running
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AFTER = noon(date(2027, 2, 2))


def begun(by: Actor, contract: Contract) -> Renewal:
    """The renewal of its present term."""
    return Renewal.objects.get(ref=cast.does(by, Contract, "renew", contract).ref)


def told(renewal: Renewal) -> tuple[str, Decimal | None, date | None, str, bool]:
    """Outcome, value, from when, why, and whether a rule said so."""
    renewal.refresh_from_db()
    return renewal.state, renewal.value_after, renewal.decided_from, renewal.reason, renewal.is_by_rule


def taken_over(by: Actor, contract: Contract, *, percent: str = "0") -> tuple[Renewal, Contract]:
    """Its renewal and the signed contract that takes its place from 1 February 2027."""
    renewal = begun(by, contract)
    cast.does(by, Renewal, "reprice", renewal, percent=percent)
    quote = Quote.objects.get(opportunity=renewal.opportunity)
    cast.does(by, Quote, "note-sent", quote, how="By hand")
    cast.does(by, Quote, "accept", quote, who="Dana")
    made = Contract.objects.get(ref=cast.does(by, Quote, "make-contract", quote, starts_on="2027-02-01").ref)
    made = agreements.signed(by, made, on=date(2026, 11, 24))
    with acting(SYSTEM, "settle_renewal", surface="job", now=AFTER):
        assert settle_by_contract(made.pk, now=AFTER)
    return renewal, made


def days_of(contract: Contract) -> tuple[date | None, date | None, date | None]:
    """The last day of its term, the last of all, and the last for notice, as lists show them."""
    contract.refresh_from_db()
    return contract.term_ends_on, contract.last_day, contract.notice_by


def test_a_term_that_goes_on_by_itself_is_renewed_once_it_has() -> None:
    by = agreements.desk()
    renewal = begun(by, running(by))
    with clock_at(AFTER):
        assert roll_terms(AFTER) == 1
        assert (settle_over(AFTER), settle_over(AFTER)) == (1, 0)
    assert told(renewal) == ("renewed", Decimal(12000), date(2027, 2, 1), "", True)
    assert Opportunity.objects.get().state == "won"


def test_a_signed_renewal_contract_settles_it_at_what_it_comes_to() -> None:
    by = agreements.desk()
    renewal, made = taken_over(by, running(by, renews=False, notice=0), percent="5")
    with acting(SYSTEM, "settle_renewal", surface="job", now=AFTER):
        assert not settle_by_contract(made.pk, now=AFTER)
    assert told(renewal) == ("changed", Decimal(12600), date(2027, 2, 1), "", True)
    assert (renewal.successor, [one.amount for one in ContractLine.objects.filter(contract=made)]) == (
        made,
        [Decimal(12600)],
    )


def test_a_contract_that_goes_on_by_itself_ends_when_another_takes_its_place() -> None:
    by = agreements.desk()
    contract = running(by)
    before = days_of(contract)
    assert before[1] is None
    renewal, made = taken_over(by, contract)
    assert days_of(contract) == (date(2027, 1, 31), date(2027, 1, 31), None)
    held = [(one.contract, one.yearly) for one in held_on(by, date(2027, 3, 1))]
    assert held == [(made.pk, Decimal(12000))]
    late = noon(date(2027, 11, 1))
    with clock_at(late):
        assert (roll_terms(late), begin_due(late)) == (0, 1)
        assert list(Renewal.objects.exclude(pk=renewal.pk).values_list("contract", flat=True)) == [made.pk]
    cast.does(by, Renewal, "reopen", renewal)
    assert days_of(contract) == before


def test_a_contract_named_as_the_new_one_takes_its_place_once_it_is_signed() -> None:
    by = agreements.desk()
    contract = running(by)
    typed = agreements.drafted(contract.account, starts_on=date(2027, 2, 1))
    cast.does(by, Renewal, "win", begun(by, contract), successor=typed.ref)
    assert days_of(contract)[1] is None
    agreements.signed(by, typed, on=date(2026, 11, 24))
    with acting(SYSTEM, "settle_renewal", surface="job", now=AFTER):
        settle_by_contract(typed.pk, now=AFTER)
    assert days_of(contract)[1] == date(2027, 1, 31)


def test_a_lost_deal_and_our_own_notice_tell_why_it_was_lost() -> None:
    by = agreements.desk()
    first = running(by, renews=False, notice=0)
    lost = begun(by, first)
    cast.does(by, Opportunity, "lose", lost.opportunity, reason="no_budget", text="Cut")
    second = running(by, first.account)
    ours = begun(by, second)
    cast.does(by, Contract, "give-notice", second, notice_from="us", reason="Not worth it")
    with clock_at(AFTER):
        assert settle_over(AFTER) == 2
    assert told(lost)[:4] == ("lost", Decimal(0), date(2027, 2, 1), "budget")
    assert told(ours)[:4] == ("lost", Decimal(0), date(2027, 2, 1), "ours")


def test_what_nothing_tells_is_asked_of_the_owner_and_written_down_by_hand() -> None:
    by = agreements.desk()
    contract = running(by, renews=False, notice=0)
    renewal = begun(by, contract)
    with clock_at(AFTER):
        assert settle_over(AFTER) == 0
        run_rules()
        run_rules()
        asked = Promise.objects.get(rule="renewals.outcome")
        assert (asked.owner, asked.source_ref, asked.state) == (contract.owner, renewal.ref, "open")
        outcome = cast.does(by, Renewal, "lose", renewal, reason="competitor", text="Went to Alder")
        assert told(renewal)[:4] == ("lost", Decimal(0), date(2027, 2, 1), "competitor")
        asked.refresh_from_db()
        assert (asked.state, Opportunity.objects.get().state) == ("void", "lost")
        undo(outcome.run, actor=by, surface="test")
    assert told(renewal)[0] == "open"
    asked.refresh_from_db()
    assert (asked.state, Opportunity.objects.get().state) == ("open", "open")


def test_a_decided_renewal_ends_its_heads_ups() -> None:
    by = agreements.desk()
    contract = running(by)
    with clock_at(noon(date(2026, 10, 30))):
        run_rules()
    renewal = begun(by, contract)
    cast.does(by, Renewal, "win", renewal, value_after="13000")
    assert told(renewal)[:3] == ("changed", Decimal(13000), date(2027, 2, 1))
    assert heads_up(contract) == [("last", date(2026, 11, 2), "void")]
    cast.does(by, Renewal, "reopen", renewal)
    assert told(renewal) == ("open", None, None, "", False)
