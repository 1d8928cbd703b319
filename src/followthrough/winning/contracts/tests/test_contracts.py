"""A contract from a won deal to its end: nothing typed twice, who has it at each step, nothing round approval."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from followthrough.foundation.catalogue.models import Product, ProductKind
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.promises.models import Promise
from followthrough.values.tiers import Tier, TieredPrice, TierMode
from followthrough.winning.contracts.actions.ending import roll_terms
from followthrough.winning.contracts.models import (
    Contract,
    ContractClause,
    ContractLine,
    Entitlement,
    Holding,
    OpenPoint,
)
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of
from followthrough.winning.contracts.queries.wording import clause_texts
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.pipeline.models import Line, Opportunity, OpportunityContact
from followthrough.winning.pipeline.tests.deals import usual_pipeline
from followthrough.winning.quotes.models import Quote, QuoteVersion
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def again(contract: Contract) -> Contract:
    """As it is now."""
    return Contract.objects.get(pk=contract.pk)


def track(contract: Contract) -> list[tuple[str, str]]:
    """Who had it in which state, from the first."""
    return [(one.party, one.step) for one in Holding.objects.filter(contract=contract).order_by("pk")]


def waits(contract: Contract) -> list[tuple[str, str]]:
    """The rules' promises on it and their states."""
    rows = Promise.objects.filter(source_kind="contracts.contract", source_id=contract.pk).order_by("pk")
    return [(one.rule.removeprefix("contracts."), one.state) for one in rows]


def test_a_deal_becomes_a_contract_with_nothing_typed_again() -> None:
    usual_pipeline()
    agreements.template()
    account = agreements.customer()
    data = cast.made(Product, name="PlantBase", kind=ProductKind.DATA)
    deal: Opportunity = cast.made(Opportunity, name="Midwest file", account=account, owner=account.owner)
    sold = {"product": data, "quantity": Decimal(2), "unit_price": Decimal("4000.00"), "discount": Decimal(10)}
    sold |= {"charge": "year"}
    cast.made(Line, opportunity=deal, **sold)
    cast.made(Line, opportunity=deal, description="Set-up", unit_price=Decimal(500))
    cast.made(OpportunityContact, opportunity=deal, contact=agreements.dana(account), part="Decides")
    by = agreements.desk()
    outcome = cast.does(by, Opportunity, "make-contract", deal, starts_on="2026-02-01")
    made = Contract.objects.get(ref=outcome.ref)
    assert (made.name, made.account, made.owner, made.ends_on) == (
        "Midwest file",
        account,
        account.owner,
        date(2027, 1, 31),
    )
    assert made.contact is not None and made.contact.name == "Dana Whitfield"
    lines = [(one.title, one.amount, one.charged) for one in ContractLine.objects.order_by("pk")]
    assert lines == [("PlantBase", Decimal(7200), "year"), ("Set-up", Decimal(500), "once")]
    assert [text for _clause, text in clause_texts(made)] == [
        "Juniper Process Controls pays within 30 days.",
        "Each side is liable for what it does on purpose.",
    ]
    with pytest.raises(Refused, match=made.ref):
        cast.does(by, Opportunity, "make-contract", deal)


def test_an_accepted_quote_becomes_a_contract_to_the_cent() -> None:
    usual_pipeline()
    agreements.template()
    account, by = agreements.customer(), agreements.desk()
    cast.does(by, Quote, "create", account=account.ref, name="Data and ads", contact=agreements.dana(account).ref)
    quote = Quote.objects.get()
    deal = quote.opportunity
    tiers = TieredPrice.of(Decimal("9.99"), (Tier(Decimal(100), Decimal("7.49")),), TierMode.GRADUATED)
    cast.made(Line, opportunity=deal, description="Records", quantity=Decimal(333), unit_price=Decimal("9.99"),
              charge="month", periods=12, tiers=tiers.stored())  # fmt: skip
    cast.made(Line, opportunity=deal, description="Banner", unit_price=Decimal("1200.00"), charge="month", periods=3)
    cast.made(
        Line, opportunity=deal, description="Left aside", unit_price=Decimal(70), is_optional=True, is_chosen=False
    )
    terms = {"payment_terms": "45 days net", "promises": "- A free banner in May\n- Twelve refreshes"}
    cast.does(by, Quote, "edit", quote, **terms)
    cast.does(by, Opportunity, "edit", deal, discount="3.33")
    cast.does(by, Quote, "note-sent", quote, how="By hand")
    cast.does(by, Quote, "accept", quote, who="Dana", po_number="PO 7")
    made = Contract.objects.get(ref=cast.does(by, Quote, "make-contract", quote, starts_on="2026-02-01").ref)
    left_behind = Promise.objects.get(source_kind="quotes.quote", kind="quotes.accepted")
    assert (left_behind.state, left_behind.evidence.get().text) == ("kept", f"{made.ref} was made from it.")
    version = QuoteVersion.objects.get(quote=quote)
    assert (made.quote_version, made.payment_days, made.term_months, made.po_number) == (version, 45, 12, "PO 7")
    assert [one.name for one in Entitlement.objects.order_by("pk")] == ["A free banner in May", "Twelve refreshes"]
    lines = list(ContractLine.objects.filter(contract=made).order_by("pk"))
    assert [one.title for one in lines] == ["Records", "Banner", "3.33% off the whole", "3.33% off the whole"]
    times = {one.pk: 3 if one.ends_on else 12 for one in lines}
    times[lines[3].pk] = 3
    net = sum(((one.amount or Decimal(0)) * times[one.pk] for one in lines), Decimal(0))
    assert net == Decimal(version.content["totals"]["net"])
    with pytest.raises(Refused, match=made.ref):
        cast.does(by, Quote, "make-contract", quote)


def test_the_track_says_who_has_it_at_every_step() -> None:
    account = agreements.customer()
    contract, by = agreements.drafted(account), agreements.desk()
    cast.does(by, Contract, "send", contract, contact=agreements.dana(account).ref, note="First version")
    assert waits(contract) == [("answer", "open")]
    cast.does(by, Contract, "receive", contract, note="They want 60 days", file=agreements.scan("theirs.docx"))
    assert waits(contract) == [("answer", "kept"), ("our_answer", "open")]
    cast.does(by, Contract, "ask-legal", contract)
    cast.does(by, Contract, "take-back", contract)
    contract = agreements.signed(by, contract)
    assert track(contract) == [
        ("us", "draft"),
        ("them", "negotiation"),
        ("us", "negotiation"),
        ("legal", "negotiation"),
        ("us", "negotiation"),
        ("us", "signed"),
    ]
    assert waits(contract) == [("answer", "kept"), ("our_answer", "void")]
    assert [(one.number, one.side) for one in contract.rounds.order_by("number")] == [(1, "ours"), (2, "theirs")]


def test_the_standards_own_words_are_not_kept_as_a_change() -> None:
    contract, by = agreements.drafted(template=agreements.template()), agreements.desk()
    one = ContractClause.objects.get(contract=contract, heading="Liability")
    cast.does(by, ContractClause, "edit", one, text="Each side is liable  for what it does on purpose.\n")
    assert ContractClause.objects.get(pk=one.pk).text == ""
    with pytest.raises(Invalid, match="owner_password"):
        cast.does(by, ContractClause, "edit", one, text="Pay {owner_password}")


def test_a_signed_contract_keeps_the_clause_it_took() -> None:
    template, by = agreements.template(), agreements.desk()
    contract = agreements.signed(by, agreements.drafted(template=template))
    clause = ContractClause.objects.get(contract=contract, heading="Liability").clause
    assert clause is not None
    cast.does(by, type(clause), "edit", clause, text_en="Nobody is liable.")
    clause.refresh_from_db()
    assert (clause.number, [one.number for one in clause.versions.order_by("number")]) == (2, [1, 2])
    assert {one.title: text for one, text in clause_texts(contract)}["Liability"].startswith("Each side")


def test_what_is_signed_is_changed_by_no_edit_and_no_undo() -> None:
    contract, by = agreements.drafted(), agreements.desk()
    line = ContractLine.objects.get(contract=contract)
    first = cast.does(by, ContractLine, "edit", line, quantity="2")
    terms = cast.does(by, Contract, "edit", contract, payment_days=20)
    agreements.signed(by, again(contract))
    for model, record, values in ((ContractLine, line, {"quantity": "3"}), (Contract, contract, {"notice": 1})):
        with pytest.raises(Invalid, match="amendment"):
            cast.does(by, model, "edit", record, **values)
    for run in (first, terms):
        with pytest.raises(Refused):
            undo(run.run, actor=by, surface="test")
    with pytest.raises(Refused):
        cast.does(by, ContractLine, "delete", line)
    assert (ContractLine.objects.get(pk=line.pk).quantity, again(contract).payment_days) == (2, 20)


def test_a_po_number_is_waited_for_until_it_is_there() -> None:
    by = agreements.desk()
    contract = agreements.signed(by, needs_po=True)
    assert waits(contract) == [("po_number", "open")]
    cast.does(by, Contract, "edit", contract, po_number="4500012345")
    assert waits(contract) == [("po_number", "kept")]


def test_notice_ends_the_term_it_came_in_time_for() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    found = dates_of(contract, date(2026, 11, 24), calendar_of(contract))
    assert (found.notice_by, found.last_day) == (date(2026, 12, 2), None)
    outcome = cast.does(by, Contract, "give-notice", contract, notice_from="them", given_on="2026-11-20")
    assert (outcome.message, again(contract).last_day) == ("Its last day is 31 Jan 2027.", date(2027, 1, 31))
    cast.does(by, Contract, "withdraw-notice", again(contract))
    assert again(contract).last_day is None
    cast.does(by, Contract, "terminate", again(contract), terminated_on="2026-12-31", reason="They close the plant")
    assert (again(contract).state, again(contract).last_day) == ("terminated", date(2026, 12, 31))


def test_lists_show_the_term_that_has_begun() -> None:
    contract = agreements.signed(agreements.desk())
    assert (again(contract).term_ends_on, again(contract).notice_by) == (date(2027, 1, 31), date(2026, 12, 2))
    assert roll_terms(datetime(2027, 2, 10, 12, tzinfo=UTC)) == 1
    assert (again(contract).term_ends_on, again(contract).notice_by) == (date(2028, 1, 31), date(2027, 12, 2))
    assert roll_terms(datetime(2027, 2, 10, 12, tzinfo=UTC)) == 0


def test_an_open_point_is_agreed_or_dropped() -> None:
    contract, by = agreements.drafted(), agreements.desk()
    point = cast.made(OpenPoint, contract=contract, name="Payment", asked="90 days")
    cast.does(by, OpenPoint, "agree", point, outcome="45 days")
    assert [(one.state, one.outcome) for one in OpenPoint.objects.all()] == [("agreed", "45 days")]


def test_a_contract_without_a_day_or_anything_sold_is_not_signed() -> None:
    by, account = agreements.desk(), agreements.customer()
    bare = cast.made(Contract, account=account, name="Bare")
    with pytest.raises(Refused, match="the day it runs from, what is sold"):
        agreements.signed(by, bare)
