"""Approval of contracts and amendments by the rules of the house: nothing is signed without it."""

from decimal import Decimal
from typing import Any

import pytest

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Denied, Refused
from followthrough.keystone.approvals.models import Approval, ApprovalRule
from followthrough.keystone.approvals.queries.caught import caught_by
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.actions.founding import carry_over
from followthrough.winning.contracts.models import Amendment, Contract, ContractClause, ContractLine, Holding
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.contracts.tests.test_amending import APRIL
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Talks:
    """A contract beyond its template in a clause and in its days to pay, its owner, and the manager who decides."""

    def __init__(self, **template: Any) -> None:
        self.contract = agreements.drafted(template=agreements.template(**template))
        self.lena: User = agreements.ruled()
        assert self.contract.owner is not None
        self.owner = self.contract.owner
        self.rep, self.manager = cast.as_actor(self.owner), cast.as_actor(self.lena)
        self.liability = ContractClause.objects.get(contract=self.contract, heading="Liability")

    def widen(self, text: str = "Each side is liable for everything.") -> None:
        cast.does(self.rep, ContractClause, "edit", self.liability, text=text)

    def now(self) -> Contract:
        return Contract.objects.get(pk=self.contract.pk)

    def track(self) -> list[tuple[str, str]]:
        rows = Holding.objects.filter(contract=self.contract).select_related("person").order_by("pk")
        return [(one.party, one.person.name if one.person else "") for one in rows]


@pytest.fixture
def talks() -> Talks:
    return Talks()


def test_changed_clause_is_asked_answered_and_asked_again_after_another_change(talks: Talks) -> None:
    talks.widen()
    with pytest.raises(Refused, match=r"“Liability” differs from the standard text\. Ask Lena Fischer"):
        agreements.signed(talks.rep, talks.now())
    (asked,) = agreements.asked(talks.rep, talks.contract, note="Their lawyer insists")
    assert (asked.approver, asked.promise.owner, asked.wait.minder) == (talks.lena, talks.lena, talks.owner)
    with pytest.raises(Refused, match="Lena Fischer was asked and has not answered yet"):
        agreements.signed(talks.rep, talks.now())
    with pytest.raises(Refused):
        cast.does(talks.rep, Approval, "approve", asked)
    cast.does(talks.manager, Approval, "approve", asked, comment="For this customer")
    talks.widen("Nobody is liable.")
    assert Approval.objects.get().state == "void"
    with pytest.raises(Refused, match="Lena Fischer"):
        agreements.signed(talks.rep, talks.now())
    (again,) = agreements.asked(talks.rep, talks.contract)
    cast.does(talks.manager, Approval, "approve", again)
    assert agreements.signed(talks.rep, talks.now()).state == "signed"
    assert [one.used_at is not None for one in Approval.objects.order_by("pk")] == [False, True]
    us, her = ("us", "Rafael Ortega"), ("approver", "Lena Fischer")
    assert talks.track() == [us, her, us, her, us, ("us", "")]


def test_whoever_is_asked_has_it_until_it_is_answered_returned_or_taken_back(talks: Talks) -> None:
    cast.does(talks.rep, Contract, "edit", talks.contract, payment_days=60)
    talks.widen()
    (asked,) = agreements.asked(talks.rep, talks.contract)
    assert asked.reasons == (
        "“Liability” differs from the standard text.\n60 days to pay: more than its template allows."
    )
    assert talks.now().with_party == "approver"
    cast.does(talks.manager, Approval, "return", asked, comment="45 is the most")
    assert (talks.now().with_party, Holding.objects.latest("pk").why) == ("us", "45 is the most")
    agreements.asked(talks.rep, talks.contract)
    cast.does(talks.rep, Contract, "take-back", talks.contract)
    assert (talks.now().with_party, Approval.objects.latest("pk").state) == ("us", "withdrawn")
    assert {one.state for one in Promise.objects.filter(kind__startswith="approvals.")} == {"kept", "void"}


MEASURED = (
    ("payment", {"limit": "20"}, "The customer gets 30 days to pay. Your limit is 20 days."),
    ("term", {"limit": "11"}, "It runs for 12 months. Your limit is 11 months."),
    ("discount", {"limit": "5"}, "Ontario is 10% off. Your limit is 5%."),
    ("amount", {"limit": "20000", "currency": "USD"},
     "It comes to 21,000.00 USD in its first year. Your limit is 20,000.00 USD."),
)  # fmt: skip


def test_everything_measured_holds_a_contract_back(talks: Talks) -> None:
    agreements.line(talks.contract, "Ontario", "10000", discount=Decimal(10))
    for measure, values, said in MEASURED:
        rule = {"name": measure, "subject": "contracts.contract", "measure": f"contracts.{measure}", "is_on": True}
        made = cast.made(ApprovalRule, **rule, **values)
        with pytest.raises(Refused) as refused:
            agreements.signed(talks.rep, talks.now())
        assert str(refused.value) == f"{said} Ask Lena Fischer for approval first."
        cast.set_to(made, is_on=False)


def test_clause_that_does_not_matter_is_changed_without_asking(talks: Talks) -> None:
    payment = ContractClause.objects.get(contract=talks.contract, heading="Payment")
    cast.does(talks.rep, ContractClause, "edit", payment, text="{account} pays in {payment_days} days.")
    assert agreements.signed(talks.rep, talks.now()).state == "signed"


def test_clause_that_must_be_in_and_is_not_holds_it_back(talks: Talks) -> None:
    cast.does(talks.rep, ContractClause, "delete", talks.liability)
    cast.set_to(talks.liability.clause, is_mandatory=True)
    with pytest.raises(Refused, match="“Liability” must be in and is not"):
        agreements.signed(talks.rep, talks.now())


def test_amendment_is_held_by_the_rules_of_contracts_on_what_it_brings(talks: Talks) -> None:
    contract = agreements.signed(talks.manager, talks.contract)
    one = agreements.amendment(talks.rep, contract, APRIL)
    given = {"amendment": one.ref, "description": "Ontario", "unit_price": "6200", "charged": "year", "discount": "18"}
    cast.does(talks.rep, ContractLine, "create", **given)
    for term, value in (("payment_days", "60"), ("ends_on", "2030-01-31")):
        cast.does(talks.rep, Amendment, "set-term", one, term=term, value=value)
    said = "60 days to pay: more than its template allows. Ask Lena Fischer for approval first. There is more"
    for verb in ("send-for-signature", ""):
        with pytest.raises(Refused, match=said):
            cast.does(talks.rep, Amendment, verb, one) if verb else agreements.sign(talks.rep, one, APRIL)
    (asked,) = agreements.asked(talks.rep, one)
    assert asked.reasons.splitlines()[1:] == [
        "A term of 46 months: more than its template allows.",
        "18% off Ontario: more than its template allows.",
    ]
    rule = ApprovalRule.objects.get(measure="contracts.beyond_template")
    assert [found.record for found in caught_by(rule, talks.manager)] == [one]
    cast.does(talks.manager, Approval, "approve", asked)
    assert agreements.sign(talks.rep, one, APRIL).state == "signed"


def test_contract_that_waited_for_an_approval_of_its_own_is_asked_about_anew(talks: Talks) -> None:
    talks.widen()
    cast.set_to(talks.contract, state="approval", with_party="approver")
    cast.made(Holding, contract=talks.contract, party="approver", step="approval", since=clock.now(), why="Please")
    for _n in range(2):
        with acting(SYSTEM, "set_up", surface="setup", now=clock.now()):
            carry_over(by=SYSTEM, now=clock.now())
    asked = Approval.objects.get()
    assert (asked.approver, asked.asker, asked.note) == (talks.lena, talks.owner, "Please")
    assert (talks.now().state, talks.now().with_party) == ("negotiation", "approver")


def test_stranger_asks_and_answers_nothing(talks: Talks) -> None:
    talks.widen()
    finance = cast.as_actor(cast.person("Fin Finance", "finance", reach="all"))
    with pytest.raises(Denied):
        cast.does(finance, Contract, "ask-approval", talks.contract)
