"""Order information from the contract to the order and its checklist, with receipt; the go-live day moved."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import answer
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.promises.models import Promise
from followthrough.serving.orders.models import (
    ChecklistStep,
    ChecklistTemplate,
    Onboarding,
    OnboardingStep,
    Order,
    OrderSheet,
    SheetAnswer,
    SheetQuestion,
)
from followthrough.serving.orders.queries.checklists import progress
from followthrough.serving.orders.queries.information import completeness, missing
from followthrough.serving.orders.tests.desk import NOW, days
from followthrough.winning.contracts.models import Contract, ContractLine
from tests import cast

pytestmark = pytest.mark.slow


@pytest.fixture
def house(desk):
    """A signed contract over a placement; three questions; a checklist of two steps for placements."""
    desk.product = cast.made(Product, name="Full page", code="AD-1", kind="placement")
    desk.studio = cast.made(Team, name="Studio", is_department=True, email="studio@example.com")
    questions = (
        ("First day", {"known_from": "starts_on", "giver": "us"}),
        ("Which gate", {"giver": "customer"}),
        (
            "Size of the artwork",
            {"giver": "customer", "product_kind": "placement", "kind": "choice", "options": ["A4", "A5"]},
        ),
        ("Anything else", {"is_required": False}),
    )
    for place, (label, more) in enumerate(questions, 1):
        cast.made(SheetQuestion, label=label, position=place, **more)
    template = cast.made(ChecklistTemplate, name="Placements", product_kind="placement")
    cast.made(ChecklistStep, template=template, name="Set the page", department=desk.studio, days_before=5)
    cast.made(ChecklistStep, template=template, name="Tell the customer", doer="owner", days_before=1)
    contract = cast.made(
        Contract,
        name="Ads 2027",
        account=desk.account,
        contact=desk.kurt,
        owner=desk.ana,
        starts_on=days(21),
        po_number="P-9",
    )
    cast.made(
        ContractLine,
        contract=contract,
        product=desk.product,
        quantity=Decimal(2),
        unit_price=Decimal(900),
        charged="once",
    )
    scan = ContentFile(b"%PDF-1.4", name="signed.pdf")
    desk.does(contract, "mark-signed", signed_on=days(0), signed_by="both", file=scan)
    desk.contract = desk.fresh(contract)
    return desk


def prepared(house) -> OrderSheet:
    house.does(house.contract, "prepare-information")
    return OrderSheet.objects.latest("pk")


def fill(house, sheet, **words):
    known = {one.question.label: one.ref for one in SheetAnswer.objects.filter(sheet=sheet).select_related("question")}
    house.does(sheet, "fill", answers={known[label.replace("_", " ")]: said for label, said in words.items()})


def test_what_is_known_is_filled_in_with_its_source_and_the_rest_is_named(house):
    sheet = prepared(house)
    told = [(one.question.label, one.about, one.value, one.source) for one in SheetAnswer.objects.order_by("position")]
    day = days(21).isoformat()
    assert told == [
        ("First day", "", day, f"{house.contract.ref} Ads 2027"),
        ("Which gate", "", "", ""),
        ("Anything else", "", "", ""),
        ("Size of the artwork", "Full page", "", ""),
    ]
    assert [one.question.label for one in missing(sheet)] == ["Which gate", "Size of the artwork"]
    assert completeness([sheet], house.by) == {sheet.pk: "1 of 3"}
    with pytest.raises(Refused):
        house.does(sheet, "hand-over", receiver=house.studio.ref)


def test_the_customer_fills_in_what_is_missing_by_a_link_and_the_wait_is_over(house):
    sheet = prepared(house)
    house.does(sheet, "ask")
    (wait,) = Promise.objects.filter(kind="orders.information")
    assert (wait.direction, wait.contact, wait.ladder, wait.state) == ("wait", house.kurt, [2, 4, 7], "open")
    link = GuestLink.objects.get()
    known = {one.question.label: one.ref for one in SheetAnswer.objects.select_related("question")}
    with pytest.raises(Invalid) as told:
        answer(link, "fill", {"answers": {known["Size of the artwork"]: "A3"}}, version=None, key="1", now=NOW)
    assert list(told.value.fields) == [f"answers.{known['Size of the artwork']}"]
    said = {known["Size of the artwork"]: "a4", known["Which gate"]: "Gate 3"}
    answer(link, "fill", {"answers": said}, version=None, key="2", now=NOW)
    values = dict(SheetAnswer.objects.values_list("question__label", "value"))
    assert (values["Size of the artwork"], values["Which gate"]) == ("A4", "Gate 3")
    assert house.fresh(wait).state == "kept"
    assert SheetAnswer.objects.get(ref=known["Which gate"]).source == "Kurt Bremer (by link)"
    assert not missing(sheet).exists()


def test_a_complete_sheet_is_returned_with_its_reason_or_becomes_order_and_checklist(house):
    sheet = prepared(house)
    fill(house, sheet, Which_gate="3", Size_of_the_artwork="A5")
    house.does(sheet, "hand-over", receiver=house.studio.ref)
    (receipt,) = Promise.objects.filter(rule="orders.handoff")
    assert (receipt.department, receipt.state) == (house.studio, "open")
    house.does(sheet, "return", reason="The gate is closed in winter")
    (again,) = Promise.objects.filter(rule="orders.handoff.again")
    assert (house.fresh(receipt).state, again.owner, again.state) == ("kept", house.ana, "open")
    assert house.fresh(sheet).return_reason == "The gate is closed in winter"
    fill(house, sheet, Which_gate="4")
    house.does(sheet, "hand-over")
    assert house.fresh(again).state == "kept"
    house.does(sheet, "accept")
    sheet = house.fresh(sheet)
    order = Order.objects.get()
    assert (sheet.order, sheet.state, order.contract, order.po_number) == (order, "accepted", house.contract, "P-9")
    assert [(line.product, line.quantity, line.agreed_from) for line in house.lines(order)] == [
        (house.product, 2, house.contract.ref)
    ]
    steps = [(s.name, s.promise.due_on, s.promise.department) for s in OnboardingStep.objects.order_by("-days_before")]
    assert steps == [("Set the page", days(14), house.studio), ("Tell the customer", days(18), None)]


def test_moving_the_go_live_day_tells_first_and_leaves_what_was_touched(house):
    sheet = prepared(house)
    fill(house, sheet, Which_gate="3", Size_of_the_artwork="A5")
    house.does(sheet, "hand-over", receiver=house.studio.ref)
    house.does(sheet, "accept")
    onboarding = Onboarding.objects.get()
    first, second = OnboardingStep.objects.order_by("-days_before")
    cast.does(house.by, Promise, "redate", second.promise, due_on=days(25), reason="customer_asked")
    later = days(21) + timedelta(7)
    with pytest.raises(Invalid) as told:
        house.does(onboarding, "move", go_live_on=later)
    words = str(told.value.fields["seen"])
    assert words == (
        f"Set the page: {day_said(days(14))} → {day_said(days(21))}. Tell the customer stays: has a date of its own. "
        "Tick that you have seen it."
    )
    house.does(onboarding, "move", go_live_on=later, seen=True)
    assert (house.fresh(first.promise).due_on, house.fresh(second.promise).due_on) == (days(21), days(25))
    cast.does(house.by, Promise, "keep", first.promise, note="Done", nothing_next=True)
    assert progress([onboarding], house.by) == {onboarding.pk: "1 of 2"}


def test_the_desk_fills_in_the_whole_sheet_on_its_page(house):
    sheet = prepared(house)
    client = Client()
    client.force_login(house.ana)
    known = {one.question.label: one.ref for one in SheetAnswer.objects.select_related("question")}
    page = client.get(f"/order-sheets/{sheet.ref}/").content.decode()
    assert [f'name="answers.{ref}"' in page for ref in known.values()] == [True] * 4
    said = {f"answers.{known['Which gate']}": "Gate 3", f"answers.{known['Size of the artwork']}": "A4"}
    kept = {f"answers.{one.ref}": one.value for one in SheetAnswer.objects.all()}
    answer = client.post(f"/order-sheets/{sheet.ref}/do/fill", {**kept, **said, "version": sheet.version})
    assert (answer.status_code, answer["Location"]) == (302, f"/order-sheets/{sheet.ref}/")
    told = dict(SheetAnswer.objects.values_list("question__label", "source"))
    assert (told["Which gate"], told["First day"]) == ("Ana Ruiz", f"{house.contract.ref} Ads 2027")
    house.does(house.fresh(sheet), "hand-over", receiver=house.studio.ref)
    assert "answers.OA" not in client.get(f"/order-sheets/{sheet.ref}/").content.decode()
