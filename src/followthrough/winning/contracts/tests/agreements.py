"""What the tests of contracts have in common: a customer, people on both sides, a contract up to any step."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team, User
from followthrough.keystone.approvals.models import Approval
from followthrough.winning.contracts.actions.founding import ensure_contract_rules
from followthrough.winning.contracts.models import (
    Amendment,
    Clause,
    Contract,
    ContractLine,
    ContractTemplate,
    TemplateClause,
)
from tests import cast

START, END = date(2026, 2, 1), date(2027, 1, 31)


def desk() -> Actor:
    """A manager who sees everything."""
    return cast.as_actor(cast.person("Maya Lind", "manager", reach="all"))


def customer() -> Account:
    """An account with an owner in a team."""
    team = cast.made(Team, name="Sales")
    owner: User = cast.person("Rafael Ortega", "rep", team)
    return cast.account("Juniper Process Controls", owner=owner, team=team, currency="USD", kind="client")


def dana(account: Account) -> Contact:
    """Who signs there."""
    found: Contact = cast.made(Contact, name="Dana Whitfield", account=account, roles=["signer"])
    return found


def template(**values: Any) -> ContractTemplate:
    """A template with a clause on payment and one on liability."""
    told = {"name": "Data subscription", "is_default": True, "term_months": 12, "notice": 60, "payment_days": 30}
    made: ContractTemplate = cast.made(ContractTemplate, **{**told, **values})
    clauses = (
        ("Payment", "{account} pays within {payment_days} days.", False),
        ("Liability", "Each side is liable for what it does on purpose.", True),
    )
    for place, (name, text, needs) in enumerate(clauses, start=1):
        clause = cast.made(Clause, name=name, text_en=text, needs_approval=needs)
        cast.made(TemplateClause, template=made, clause=clause, position=place * 10)
    return made


def drafted(account: Account | None = None, **values: Any) -> Contract:
    """A draft for a year with one line of 12,000 a year."""
    told: dict[str, Any] = {"starts_on": START, "term_months": 12, "renews": True, "renewal_months": 12}
    told |= {"notice": 60, "payment_days": 30, "name": "Data and ads 2026"}
    account = account or customer()
    made: Contract = cast.made(Contract, account=account, **{**told, **values})
    line(made, "PlantBase Midwest", "12000")
    return made


def line(contract: Contract, description: str, price: str, **values: Any) -> ContractLine:
    """A line of the contract."""
    told = {"description": description, "unit_price": price, "charged": "year", **values}
    told["unit_price"] = Decimal(price)
    made: ContractLine = cast.made(ContractLine, contract=contract, **told)
    return made


def ruled() -> User:
    """The usual rules, and a manager of the owners' team who answers by them."""
    with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
        ensure_contract_rules(by=SYSTEM, now=clock.now())
    lena: User = cast.person("Lena Fischer", "manager", reach="all")
    cast.set_to(Team.objects.get(name="Sales"), manager=lena)
    return lena


def asked(by: Actor, about: Contract | Amendment, **values: Any) -> list[Approval]:
    """The questions that are open after asking for approval of it."""
    cast.does(by, type(about), "ask-approval", about, **values)
    return list(Approval.objects.filter(state="asked").order_by("pk"))


def scan(name: str = "signed.pdf") -> Any:
    """An uploaded scan."""
    return ContentFile(b"%PDF-1.4 signed", name=name)


def signed(by: Actor, contract: Contract | None = None, on: date = date(2026, 1, 22), **values: Any) -> Contract:
    """The contract signed on paper."""
    contract = contract or drafted(**values)
    cast.does(by, Contract, "mark-signed", contract, signed_on=on, signed_by="Rafael and Dana", file=scan())
    return Contract.objects.get(pk=contract.pk)


def amendment(by: Actor, contract: Contract, day: date, name: str = "More regions") -> Amendment:
    """A draft of an amendment."""
    given = {"contract": contract.ref, "name": name, "effective_on": day.isoformat()}
    return Amendment.objects.get(ref=cast.does(by, Amendment, "create", **given).ref)


def sign(by: Actor, one: Amendment, on: date) -> Amendment:
    """The amendment signed on paper."""
    cast.does(by, Amendment, "mark-signed", one, signed_on=on, signed_by="both", file=scan())
    return Amendment.objects.get(pk=one.pk)
