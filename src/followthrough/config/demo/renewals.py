"""Contracts that expire one after another: four in the next four months, one noticed, one lost, one renewed dearer."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from followthrough.config.demo import papers
from followthrough.config.demo.billed import bill
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.stage import Stage
from followthrough.foundation.calendar.rules import add_months
from followthrough.foundation.catalogue.models import Product
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract, ContractLine, ContractTemplate
from followthrough.winning.contracts.queries.entitled import DELIVERY
from followthrough.winning.quotes.models import Quote
from followthrough.winning.renewals.actions.beginning import begin_due
from followthrough.winning.renewals.models import Renewal, UpliftRule

TAKEN_IN = -83  # the working day on which older contracts were brought into the desk
BILLED = -79  # when their running year was invoiced, once the house could


@dataclass(frozen=True, slots=True)
class Old:
    """An older contract: whose, with whom, what, how many days from today it ends, how long it runs, its lines."""

    by: str
    account: str
    name: str
    ends_in: int
    months: int
    lines: tuple[tuple[str, str], ...]
    notice: int = 0


ENDING = (
    Old("Claire", "Lakemont Dairy Systems", "Millwatch index, plants", 27, 12, (("MW-IDX", "2"),)),
    Old("Femi", "Ferncliff Ingredients", "Midwest file and desk", 57, 24, (("GL-MW", "1"), ("DESK", "1")), 30),
    Old("Jonas", "Havelmühle", "Grainline Mitteleuropa", 88, 12, (("GL-CE", "1"),)),
    Old("Lucía", "Molinos Valdeoca", "Grainline Iberia, dos molinos", 118, 24, (("GL-IB", "2"),), 60),
)
NOTICED = Old("Femi", "Northgate Brewing Supply", "Price index for brewers", 74, 24, (("MW-IDX", "1"),), 60)
LOST = Old("Claire", "Quarry Hill Aggregates", "Account desk", -24, 24, (("DESK", "1"),))
RENEWED = Old("Femi", "Tamarack Pipe Works", "Midwest file for planning", -31, 24, (("GL-MW", "2"), ("DESK", "1")))


def tell_renewals(stage: Stage, customers: Customers, goods: dict[str, Product]) -> None:
    """The older contracts, then what became of them, then what the house begins by rule today."""
    rules: list[dict[str, Any]] = [
        {"name": "Usual uplift", "price_by": "percent", "percent": "3.5", "is_default": True},
        {"name": "Consumer prices", "price_by": "index", "index_name": "Consumer prices", "index_before": "118.4",
         "index_now": "121.9"},
    ]  # fmt: skip
    stage.makes("Gareth", UpliftRule, rules, at=stage.at(TAKEN_IN, 9))
    older = [_taken_in(stage, customers, goods, one) for one in ENDING]
    noticed = _taken_in(stage, customers, goods, NOTICED)
    reason = "They close the blending line in spring."
    stage.does(NOTICED.by, Contract, "give-notice", noticed, at=stage.at(-5, 11), notice_from="them", reason=reason)
    lost, renewed = _taken_in(stage, customers, goods, LOST), _taken_in(stage, customers, goods, RENEWED)
    for contract in (*older, noticed, lost, renewed):
        bill(stage, contract, BILLED, by=_coordinator(contract.owner.name.split()[0] if contract.owner else ""))
    _lose(stage, lost)
    bill(stage, _renew(stage, renewed), -24)
    begin_due(stage.now)


def _taken_in(stage: Stage, customers: Customers, goods: dict[str, Product], one: Old) -> Contract:
    """Signed long ago, written down when the desk was begun."""
    end = stage.today + timedelta(days=one.ends_in)
    start = add_months(end + timedelta(days=1), -one.months)
    templates = ContractTemplate._default_manager.order_by("pk")
    account, people = customers.accounts[one.account], customers.contacts[one.account]
    told = {
        "name": one.name, "account": account, "owner": stage.people[one.by], "contact": people[0], "starts_on": start,
        "template": templates.filter(language="es" if one.by == "Lucía" else "en").first(),
        "ends_on": end, "renews": one.notice > 0, "notice": one.notice,
        "renewal_months": 12, "payment_days": 30, "currency": account.currency,
    }  # fmt: skip
    (made,) = stage.makes(one.by, Contract, [told], at=stage.at(TAKEN_IN, 9.2))
    lines = [
        {"contract": made, "product": goods[code], "quantity": quantity, "unit_price": goods[code].list_price,
         "charged": "year"}
        for code, quantity in one.lines
    ]  # fmt: skip
    stage.makes(one.by, ContractLine, lines, at=stage.at(TAKEN_IN, 9.3))
    who = f"{people[0].name}, Gareth Molloy"
    return _signed(stage, _coordinator(one.by), made, start - timedelta(days=11), who, at=TAKEN_IN)


def _coordinator(rep: str) -> str:
    return "Yuki" if rep in ("Claire", "Femi") else "Lucía"


def _signed(stage: Stage, by: str, contract: Contract, on: date, who: str, *, at: int) -> Contract:
    scan = papers.pdf("signed-contract.pdf", [contract.name, "Signed by both sides.", who])
    sent = {"signed_on": min(on, stage.day(at)), "signed_by": who, "file": scan}
    stage.does(by, Contract, "mark-signed", contract, at=stage.at(at, 9.5), **sent)
    return Contract._default_manager.get(pk=contract.pk)


def _begun(stage: Stage, by: str, contract: Contract, at: int) -> Renewal:
    made = stage.does(by, Contract, "renew", contract, at=stage.at(at, 10))
    return Renewal._default_manager.select_related("quote").get(ref=made.ref)


def _lose(stage: Stage, contract: Contract) -> None:
    renewal = _begun(stage, "Claire", contract, -70)
    told = {"reason": "unused", "text": "Two calls in a year; they ask by e-mail when they need us."}
    stage.does("Claire", Renewal, "lose", renewal, at=stage.at(-20, 15), **told)


def _renew(stage: Stage, contract: Contract) -> Contract:
    """A quote dearer by 4 percent, accepted; its contract begins the day after the old one ends."""
    renewal = _begun(stage, "Femi", contract, -72)
    stage.does("Femi", Renewal, "reprice", renewal, at=stage.at(-72, 10.5), percent="4")
    quote = renewal.quote
    stage.does("Femi", Quote, "note-sent", quote, at=stage.at(-66, 11), how="Handed over at their site")
    stage.does("Femi", Quote, "accept", quote, at=stage.at(-58, 14), who="Their head of purchasing", how="By telephone")
    starts = renewal.ends_on + timedelta(days=1)
    made = stage.does("Femi", Quote, "make-contract", quote, at=stage.at(-57, 9), starts_on=starts, term_months=12)
    new = Contract._default_manager.get(ref=made.ref)
    new = _signed(stage, "Yuki", new, stage.day(-50), "Both sides", at=-50)
    stage.does("Femi", Renewal, "win", renewal, at=stage.at(-50, 16), successor=new)
    for owed in Promise._default_manager.filter(kind=DELIVERY, source_ref=new.ref, due_on__lt=stage.today):
        at = owed.due - timedelta(hours=9)
        stage.does("Femi", Promise, "keep", owed, at=at, note="Called; all of it is there.", nothing_next=True)
    return new
