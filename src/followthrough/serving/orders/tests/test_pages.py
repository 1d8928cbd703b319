"""The order's page, its grid and its rows from a sheet; guests' pages on a phone."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.secrets import secret_of
from followthrough.kernel.records.problems import Invalid
from followthrough.serving.orders.models import OrderLine
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = pytest.mark.slow


@pytest.fixture
def page(desk):
    client = Client()
    cast.set_to(desk.ana, password="x")
    client.force_login(desk.ana)
    return client


def test_a_draft_is_written_in_the_grid_and_an_open_one_is_delivered(desk, page):
    order = desk.order()
    line = desk.lines(order)[0]
    shown = page.get(f"/orders/{order.ref}/").content.decode()
    assert (f'data-line="{line.ref}"' in shown, 'data-name="quantity"' in shown) == (True, True)
    body = {"line": line.ref, "name": "quantity", "quantity": "12", "version": line.version, "idempotency_key": "k1"}
    answer = page.post(f"/orders/{order.ref}/lines", body).json()
    assert ("460.80" in answer["totals"], desk.fresh(line).quantity) == (True, 12)
    wrong = page.post(f"/orders/{order.ref}/lines", {**body, "quantity": "0", "version": "", "idempotency_key": "k2"})
    assert (wrong.status_code, wrong.json()["error"]) == (422, "Write a quantity above zero.")
    assert page.post(f"/orders/{order.ref}/add", {"text": "HS-34", "idempotency_key": "k3"}).status_code == 200
    assert [one.product for one in desk.lines(order)] == [desk.nut, desk.hose]
    desk.does(order, "enter")
    shown = page.get(f"/orders/{order.ref}/").content.decode()
    assert (f"/order-lines/{line.ref}/do/deliver" in shown, 'data-name="quantity"' in shown) == (True, False)


def test_what_is_charged_again_says_each_period_and_the_term(desk, page):
    told = {"starts_on": date(2026, 12, 1), "term_months": 12, "payment_days": 30, "currency": "USD"}
    drafted = cast.made(Contract, account=desk.account, name="Nuts by the month", **told)
    agreements.line(drafted, "Swivel nut", "10.50", charged="month", quantity=Decimal(4), product=desk.nut)
    agreements.line(drafted, "Hose", "12.50", charged="once", product=desk.hose)
    contract = agreements.signed(desk.by, drafted, on=date(2026, 11, 20))
    order = desk.order((desk.nut, "4"), (desk.hose, "2"), contract=contract.ref)
    shown = page.get(f"/orders/{order.ref}/").content.decode()
    assert "each month, 12 times in the term: $504.00" in shown
    totals = page.get(f"/orders/{order.ref}/").context["page"].totals
    assert [(one.label, one.amount) for one in totals] == [
        ("Each month, 12 times", "$42.00"), ("Once", "$25.00"), ("Total for the term", "$529.00"),
    ]  # fmt: skip
    assert order.amount == Decimal(67)


def test_rows_of_their_order_ask_for_unknown_products_and_odd_prices_before_they_go_in(desk, page):
    order = desk.order((desk.hose, "1"))
    book = b"Article;Qty;Price\nFS-9115;10;36.00\nHS-34;4;12.50\nBracket left;2;7.10\n"
    file = SimpleUploadedFile("po.csv", book)
    look = page.post(f"/orders/{order.ref}/rows", {"file": file, "idempotency_key": "f1"})
    shown = look.content.decode()
    assert "2 with a product, 1 unknown, 1 at another price, 0 not right" in shown
    rows = look.context["page"].rows_json
    sent = {"do": "apply", "rows": rows, "idempotency_key": "f2"}
    still = page.post(f"/orders/{order.ref}/rows", sent)
    assert (still.status_code, "2 rows are still open." in still.content.decode()) == (422, True)
    done = page.post(f"/orders/{order.ref}/rows", {**sent, "price-1": "ours", "words-3": "on", "idempotency_key": "f3"})
    assert done.status_code == 204
    told = [(one.title, str(one.quantity), str(one.unit_price)) for one in desk.lines(order)[1:]]
    assert told == [
        ("Swivel nut", "10.000", "38.4000"),
        ("Hose 3/4", "4.000", "12.5000"),
        ("Bracket left", "2.000", "7.1000"),
    ]
    assert json.loads(rows)[0]["row"]["unit_price"] == "36.00"
    assert OrderLine.objects.filter(order=order).count() == 4


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (("12/11/2026", "12/04/2026"), ("2026-12-11", "2026-12-04")),  # month first: read day first, one is over
        (("12/11/2026", "2026-12-04"), ("2026-12-11", "2026-12-04")),
        (("04/12/2026", "11/12/2026"), ("2026-12-04", "2026-12-11")),  # either way ahead: day first, as ever
        (("13/11/2026", "12/11/2026"), ("2026-11-13", "2026-11-12")),  # there is no other way to read them
    ],
)
def test_days_of_their_order_that_read_two_ways_are_those_still_to_come(desk, page, days, read):
    order = desk.order((desk.hose, "1"))
    pasted = "Part\tQty\tNeed by\n" + "".join(f"HS-34\t4\t{day}\n" for day in days)
    look = page.post(f"/orders/{order.ref}/rows", {"text": pasted, "idempotency_key": "d1"})
    assert tuple(one.row.wanted_on for one in look.context["page"].rows) == read
    assert ("over already" in look.content.decode()) == (read[0] < "2026-11-23")


def test_entering_asks_only_what_this_order_has_to_confirm(desk, page):
    def asked(order):
        form = page.get(f"/orders/{order.ref}/do/enter", HTTP_HX_REQUEST="true").content.decode()
        return [name for name in ("other_prices", "price_note", "over_limit") if f'name="{name}"' in form]

    order = desk.order((desk.hose, "1"))
    assert asked(order) == []
    desk.line(order, product=desk.nut.ref, quantity="1", unit_price="36.00")
    assert asked(order) == ["other_prices", "price_note"]
    cast.set_to(desk.account, credit_limit=Decimal(5))
    assert asked(order) == ["other_prices", "price_note", "over_limit"]


def test_rows_for_products_the_order_has_already_say_so(desk, page):
    order = desk.order((desk.hose, "4"))
    look = page.post(f"/orders/{order.ref}/rows", {"text": "FS-9115\t10\nHS-34\t4", "idempotency_key": "t1"})
    shown = look.context["page"]
    assert [said.is_there for said in shown.said] == [False, True]
    assert "1 row is for a product that is on the order already: it would be ordered twice." in look.content.decode()
    empty = desk.order()
    fresh = page.post(f"/orders/{empty.ref}/rows", {"text": "HS-34\t4", "idempotency_key": "t2"})
    assert fresh.context["page"].twice == ""


def test_row_that_does_not_go_in_leaves_nothing_to_decide(desk, page):
    order = desk.order((desk.hose, "1"))
    pasted = "Part\tQty\tPrice\nFS-9115\tten\t36.00\nHS-34\t4\t12.50"
    look = page.post(f"/orders/{order.ref}/rows", {"text": pasted, "idempotency_key": "p1"})
    assert "1 with a product, 0 unknown, 0 at another price, 1 not right" in look.content.decode()
    sent = {"do": "apply", "rows": look.context["page"].rows_json, "idempotency_key": "p2"}
    assert page.post(f"/orders/{order.ref}/rows", sent).status_code == 204
    assert [one.title for one in desk.lines(order)[1:]] == ["Hose 3/4"]


def test_days_of_their_order_come_with_the_rows(desk, page):
    order = desk.order((desk.hose, "1"))
    pasted = "FS-9115\t10\t30.11.2026\t36.00\nHS-34\t4\t14.12.2026\t12.50"
    look = page.post(f"/orders/{order.ref}/rows", {"text": pasted, "idempotency_key": "d1"})
    shown = look.context["page"]
    assert [(one.row.quantity, one.row.unit_price, one.row.wanted_on) for one in shown.rows] == [
        ("10", "36.00", "2026-11-30"),
        ("4", "12.50", "2026-12-14"),
    ]
    assert all(words in look.content.decode() for words in ("Wanted on", "Mon 30 Nov", "theirs: 36.00"))
    sent = {"do": "apply", "rows": shown.rows_json, "price-1": "theirs", "idempotency_key": "d2"}
    assert page.post(f"/orders/{order.ref}/rows", sent).status_code == 204
    told = [(one.title, one.unit_price, one.asked_on) for one in desk.lines(order)[1:]]
    assert told == [
        ("Swivel nut", Decimal(36), date(2026, 11, 30)),
        ("Hose 3/4", Decimal("12.50"), date(2026, 12, 14)),
    ]


@pytest.mark.parametrize("wrong", [{"quantity": "many"}, {"unit_price": "x"}, {"asked_on": "soon"}, {"asked_on": 5}])
def test_rows_a_program_sends_wrong_are_refused_in_words(desk, wrong):
    order = desk.order()
    row = {"text": "Bag", "in_words": True, **wrong}
    with pytest.raises(Invalid):
        desk.does(order, "add-rows", block={"rows": [row]})


def test_guests_see_the_status_and_the_questions_without_prices(desk):
    order = desk.entered()
    desk.does(order, "send-status")
    guest = Client()
    secret = secret_of(Mail.objects.get().message_id)
    shown = guest.get(f"/g/{secret}", follow=True).content.decode()
    assert ("10 × Swivel nut" in shown, "promised for 30 Nov 2026" in shown, "38.40" in shown) == (True, True, False)
