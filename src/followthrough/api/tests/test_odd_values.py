"""Structures of another shape, boxes that were emptied, filters without a value: each is told what to write."""

import pytest

from followthrough.foundation.catalogue.models import Product
from followthrough.keystone.escalation.models import EscalationRule, EscalationStep
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.tests.deals import deal, usual_pipeline
from followthrough.winning.quotes.models import Quote
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
OBJECT = "Write an object: names with their values, such as {“kind”: “client”}."
NAMES = "Write names with plain values, such as {“kind”: “client”}."


@pytest.fixture
def upload(admin, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    sent = admin.upload("/imports/upload", "book.csv", b"name\nJuniper\n", into="accounts")
    return f"/imports/{sent.body['ref']}"


@pytest.fixture
def quote():
    usual_pipeline()
    one = deal(name="Valves", account=cast.account("Juniper"))
    return cast.made(Quote, name="Valves", opportunity=one, account=one.account)


@pytest.mark.parametrize(
    ("sent", "at", "told"),
    [
        ({"mapping": "1"}, "mapping", OBJECT),
        ({"mapping": ["name"]}, "mapping", OBJECT),
        ({"mapping": {"0": {"to": "name"}}}, "mapping", NAMES),
        ({"mapping": {"0": "name"}, "options": {"quote": '""'}}, "options",
         "A file can't be read by “quote” like that."),
        ({"mapping": {"0": "name"}, "options": {"sheet": 3}}, "options", "A file can't be read by “sheet” like that."),
        ({"mapping": {"0": "name"}, "options": {"odd": ""}}, "options", "A file can't be read by “odd” like that."),
        ({"mapping": {"0": "name"}, "options": {"by": [1]}}, "options", NAMES),
        ({"mapping": {"0": "name"}, "options": {"header_row": -1}}, "options",
         "Say the row of the headings by its number, 0 for none."),
    ],
)  # fmt: skip
def test_how_a_file_is_read_is_told_by_names_and_words(admin, upload, sent, at, told):
    answer = admin.post(f"{upload}/match", sent)
    assert (answer.status_code, answer.body["fields"]) == (422, {at: told})


def test_what_was_matched_is_changed_by_matching_alone(admin, upload):
    answer = admin.patch(upload, {"mapping": {"0": "name"}}, If_Match="*")
    assert (answer.status_code, list(answer.body["fields"])) == (422, ["mapping"])


def test_rows_of_a_sheet_are_read_as_if_each_had_been_typed(admin, quote):
    valve = cast.made(Product, name="Valve", list_price=20)
    rows = f"/quotes/{quote.ref}/add-rows"
    for block, told in (("1", OBJECT), ({"rows": "1"}, "There is no row that can go in."), ({"rows": [1]}, None)):
        answer = admin.post(rows, {"block": block})
        assert (answer.status_code, answer.body["fields"]["block"]) == (422, told or "There is no row that can go in.")
    odd = {"text": "Valve", "product": valve.ref, "quantity": "many"}
    refused = {"quantity": "Write a number such as 1250.00."}
    assert admin.post(rows, {"block": {"rows": [odd]}}).body["fields"] == refused
    assert admin.post(rows, {"block": {"rows": [{**odd, "quantity": "3", "nobody": "knows"}]}}).status_code == 200
    assert [(line.product, line.quantity, line.unit_price) for line in Line.objects.all()] == [(valve, 3, 20)]


def test_a_number_that_is_always_there_can_not_be_emptied(admin, quote):
    rule = cast.made(EscalationRule, name="Late")
    step = cast.made(EscalationStep, rule=rule, days=4)
    answer = admin.patch(f"/escalation-steps/{step.ref}", {"days": None}, If_Match="*")
    assert (answer.status_code, answer.body["fields"]) == (422, {"days": "Fill in working days."})
    guest = {"name": "Dana Falk", "email": "dana@falk.com"}
    answer = admin.post(f"/quotes/{quote.ref}/make-guest-link", {**guest, "days": None})
    assert (answer.status_code, list(answer.body["fields"])) == (422, ["days"])
    assert admin.post(f"/quotes/{quote.ref}/make-guest-link", guest).status_code == 200


def test_a_condition_without_a_value_is_refused(admin):
    answer = admin.get("/service-packages?in_force_on=")
    assert (answer.status_code, answer.body["fields"]) == (422, {"in_force_on": "Give a value to compare with."})
    assert admin.get("/escalation-steps?days=").status_code in (200, 422)
