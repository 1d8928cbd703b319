"""The board as a page: sums in the lanes' heads, moves that answer with the board or with a question."""

import json
from decimal import Decimal

import pytest

from followthrough.kernel.people.models import Team
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.tests.deals import deal, stage, usual_pipeline
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYS = {"version": "", "idempotency_key": ""}


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", cast.made(Team, name="West"), reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


@pytest.fixture
def pumps():
    usual_pipeline()
    return deal(name="Pumps", account=cast.account("Juniper"), amount=Decimal(9800))


def lane_heads(page):
    """Count, sum and weighted sum of each lane that has cards."""
    shown = page.context["page"]
    return {lane.title: (lane.count, lane.sum_text, lane.weighted_text) for lane in shown.lanes if lane.cards}


def test_the_board_shows_each_lane_with_its_sums_and_each_card_with_what_is_next(client, ana, pumps):
    deal(name="Valves", amount=Decimal(200), currency="EUR")
    page = client.get("/pipeline/")
    assert page.status_code == 200
    assert lane_heads(page) == {"Qualify": ("2", "$9,800 · €200 EUR", "$980 · €20 EUR weighted")}
    card = next(card for lane in page.context["page"].lanes for card in lane.cards if card.text == "Pumps")
    assert (card.title, card.amount, card.url) == ("Juniper", "$9,800", f"/opportunities/{pumps.ref}/")
    assert card.foot.startswith("Next step, ")
    assert len(card.moves) == 6


def test_a_filtered_board_counts_what_the_list_shows(client, ana, pumps):
    deal(name="Valves", amount=Decimal(200))
    page = client.get("/pipeline/", {"account": pumps.account.ref})
    assert lane_heads(page) == {"Qualify": ("1", "$9,800", "$980 weighted")}
    assert [(chip.label, chip.value) for chip in page.context["page"].chips] == [("Account is", "Juniper")]
    assert len(client.get("/opportunities/", {"account": pumps.account.ref}).context["page"].rows) == 1


def test_a_moved_card_answers_with_the_new_board_and_can_be_undone(client, ana, pumps):
    moved = client.post(f"/pipeline/{pumps.ref}/move", {**KEYS, "lane": stage("Quoted").ref, "version": pumps.version})
    assert moved.status_code == 200
    assert lane_heads(moved) == {"Quoted": ("1", "$9,800", "$4,900 weighted")}
    client.post(json.loads(moved.headers["HX-Trigger"])["toast"]["undo_url"], KEYS)
    assert Opportunity.objects.get(pk=pumps.pk).stage.name == "Qualify"


def test_a_lane_that_wants_a_reason_asks_for_it(client, ana, pumps):
    asked = client.post(
        f"/pipeline/{pumps.ref}/move", {**KEYS, "lane": stage("Lost").ref}, headers={"HX-Request": "true"}
    )
    assert (asked.status_code, asked.headers["HX-Retarget"]) == (422, "#dialog")
    assert asked.context["page"].form.url == f"/opportunities/{pumps.ref}/do/move"
    assert "Say why it was lost." in asked.content.decode()
    assert Opportunity.objects.get(pk=pumps.pk).state == "open"


def test_somebody_elses_card_is_not_there_to_be_moved(client, pumps):
    rep = cast.person("Marcus Bell", "rep", cast.made(Team, name="East"), reach="own")
    client.force_login(rep, backend="followthrough.kernel.people.backend.PersonBackend")
    assert lane_heads(client.get("/pipeline/")) == {}
    assert client.post(f"/pipeline/{pumps.ref}/move", {**KEYS, "lane": stage("Quoted").ref}).status_code == 404


def test_an_unknown_pipeline_is_not_found(client, ana, pumps):
    assert client.get("/pipeline/", {"pipeline": "PL-99"}).status_code == 404


def test_a_house_without_pipeline_says_so(client, ana):
    page = client.get("/pipeline/")
    assert (page.status_code, page.context["page"].empty.title) == (200, "There is no pipeline yet.")


def test_the_board_costs_as_many_queries_with_many_cards_as_with_few(client, ana, pumps, django_assert_max_num_queries):
    for number in range(12):
        deal(name=f"D{number}", owner=ana, account=cast.account(f"A{number}"), amount=Decimal(number))
    with django_assert_max_num_queries(38):
        client.get("/pipeline/")


def test_the_page_of_an_opportunity_begins_with_what_is_promised_and_leads_to_whom_it_belongs(client, ana, pumps):
    shown = client.get(f"/opportunities/{pumps.ref}/").context["page"]
    assert [panel.key for panel in shown.main[:2]] == ["promises", "details"]
    assert [(cell.text, cell.url) for cell in shown.subtitle] == [("Juniper", f"/accounts/{pumps.account.ref}/")]
