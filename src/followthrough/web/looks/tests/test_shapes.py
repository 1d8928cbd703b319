"""Board, calendar and timeline show the same rows as the list, keep its filters, and let cards be moved."""

import json
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.history.models import Entry
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.tests.deals import deal, stage
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SHAPES = ("list", "board", "calendar", "timeline")


def lanes(page):
    return {lane.title: (lane.count, lane.sum_text, lane.weighted_text) for lane in page.lanes if lane.count != "0"}


def entries(page):
    """The records of a calendar by their day."""
    days = [day for week in page.weeks for day in week]
    return {day.key: [entry.title for entry in day.entries] for day in days if day.entries}


@pytest.mark.parametrize("asked", [{}, {"state": "open"}, {"q": "seals"}, {"currency": "EUR"}], ids=str)
def test_all_four_shapes_count_the_same_rows(shown, asked):
    counts = [
        shown(**{"as": shape, "group": "state" if shape == "board" else "", **asked}).count_text for shape in SHAPES
    ]
    assert counts == [str(len(shown(**asked).rows))] * 4


def test_switching_the_shape_keeps_the_filters(client, shown):
    page = client.get("/opportunities/", {"state": "open", "amount__gte": "300", "as": "calendar"})
    ways = {one.label: parse_qs(urlsplit(one.url).query) for one in page.context["shell"].segments}
    assert {label: (kept["state"], kept["amount__gte"]) for label, kept in ways.items()} == dict.fromkeys(
        ("Board", "List", "Calendar", "Timeline"), (["open"], ["300"])
    )


def test_lanes_of_any_choice_or_link_carry_count_sum_and_weighted_sum(shown):
    assert lanes(shown(**{"as": "board", "group": "stage"})) == {
        "Qualify": ("2", "$1,000 · €500 EUR", "$100 · €50 EUR weighted"),
        "Quoted": ("2", "$250.50", "$125.25 weighted"),
    }
    assert lanes(shown(**{"as": "board", "group": "state"})) == {
        "Open": ("4", "$1,251 · €500 EUR", "$225.25 · €50 EUR weighted")
    }


def test_cards_show_the_fields_that_were_chosen(shown):
    page = shown(**{"as": "board", "group": "stage", "cards": "amount,close_on"})
    pumps = next(card for lane in page.lanes for card in lane.cards if card.title == "Pumps")
    assert [label for label, _cell in pumps.cells] == ["Amount", "Closes"]
    assert pumps.cells[0][1].text == "$1,000"


def test_a_board_of_accounts_moves_a_card_by_an_edit_that_history_tells(client, ana):
    juniper = cast.account("Juniper", kind="prospect")
    page = client.get("/accounts/", {"as": "board", "group": "kind"}).context["page"]
    card = next(card for lane in page.lanes for card in lane.cards)
    assert (card.title, "client" in [move.lane for move in card.moves]) == ("Juniper", True)
    moved = client.post(card.move_url, {"lane": "client", "version": card.version, "idempotency_key": "k1"})
    assert [lane.key for lane in moved.context["page"].lanes if lane.cards] == ["client"]
    juniper.refresh_from_db()
    run = json.loads(moved.headers["HX-Trigger"])["toast"]["undo_url"].split("/")[2]
    assert (juniper.kind, str(Entry.objects.filter(kind="accounts.account").latest("pk").run)) == ("client", run)


def test_a_card_moves_by_the_records_own_verb_and_is_asked_what_the_lane_wants(client, shown, deals):
    page = shown(**{"as": "board", "group": "stage"})
    card = next(card for lane in page.lanes for card in lane.cards if card.title == "Pumps")
    client.post(card.move_url, {"lane": stage("Quoted").ref, "version": card.version, "idempotency_key": "a"})
    assert Opportunity.objects.get(name="Pumps").stage.name == "Quoted"
    lost = client.post(card.move_url, {"lane": stage("Lost").ref, "version": "", "idempotency_key": "b"})
    assert (lost.status_code, lost.headers["HX-Retarget"]) == (422, "#dialog")
    assert Opportunity.objects.get(name="Pumps").stage.name == "Quoted"


def test_a_card_that_was_changed_by_another_is_not_moved_over_it(client, ana):
    juniper = cast.account("Juniper", kind="prospect")
    cast.does(cast.as_actor(ana), Account, "edit", juniper, kind="partner")
    answer = client.post(
        f"/accounts/{juniper.ref}/move?as=board&group=kind", {"lane": "client", "version": "1", "idempotency_key": "c"}
    )
    juniper.refresh_from_db()
    assert (answer.headers["HX-Retarget"], juniper.kind) == ("#dialog", "partner")


def test_who_may_not_edit_sees_cards_that_do_not_move(client, ana):
    cast.account("Juniper", kind="prospect")
    reader = cast.person("Rosa", "readonly")
    client.force_login(reader, backend="followthrough.kernel.people.backend.PersonBackend")
    page = client.get("/accounts/", {"as": "board", "group": "kind"}).context["page"]
    assert [(card.title, card.move_url, card.moves) for lane in page.lanes for card in lane.cards] == [
        ("Juniper", "", ())
    ]


def test_a_calendar_places_records_on_their_day_and_says_how_many_have_none(shown):
    page = shown(**{"as": "calendar", "dates": "close_on", "around": "2026-12"})
    assert entries(page) == {"2026-12-03": ["Valves", "Seals"]}
    assert (page.shown_text, [link.label for link in page.links]) == ("2 of 4", ["1 without a date"])
    assert entries(shown(**{"as": "calendar", "around": "2026-W48"})) == {"2026-11-24": ["Pumps"]}


def test_a_record_dragged_to_another_day_holds_that_day(client, shown, deals):
    page = shown(**{"as": "calendar", "dates": "close_on", "around": "2026-11"})
    pumps = next(entry for week in page.weeks for day in week for entry in day.entries)
    moved = client.post(pumps.move_url, {"lane": "2026-11-26", "version": pumps.version, "idempotency_key": "d"})
    assert entries(moved.context["page"]) == {"2026-11-26": ["Pumps"], "2026-12-03": ["Valves", "Seals"]}
    assert Opportunity.objects.get(name="Pumps").close_on == date(2026, 11, 26)


def test_a_full_day_shows_the_first_and_leads_to_all(client, shown, deals):
    for n in range(6):
        deal(name=f"Bolts {n}", close_on=date(2026, 12, 9), amount=Decimal(1))
    day = next(d for w in shown(**{"as": "calendar", "around": "2026-12"}).weeks for d in w if d.key == "2026-12-09")
    assert (len(day.entries), day.count, day.more.label) == (4, "6", "2 more")
    assert len(client.get(day.more.url).context["page"].rows) == 6


def test_a_timeline_draws_bars_between_two_dates_and_points_without_an_end(client, shown, deals):
    deal(name="Frame", engaged_on=date(2026, 9, 1), close_on=date(2026, 11, 15))
    page = shown(**{"as": "timeline", "dates": "engaged_on,close_on", "around": "2026-Q4"})
    (group,) = page.groups
    assert [(bar.title, bar.left, bar.width, bar.opens) for bar in group.bars] == [("Frame", "0.00%", "50.00%", True)]
    points = shown(**{"as": "timeline", "dates": "close_on", "around": "2026-Q4", "group": "stage"})
    assert [(group.label, [(bar.title, bar.width) for bar in group.bars]) for group in points.groups] == [
        ("Qualify", [("Frame", ""), ("Pumps", ""), ("Valves", "")]),
        ("Quoted", [("Seals", "")]),
    ]


@pytest.mark.parametrize("around", ["2026-11-24'; --", "2026-13", "0000", "99999", "2026-W60", "x"], ids=str)
def test_a_time_that_is_none_is_refused(client, ana, deals, around):
    assert client.get("/opportunities/", {"as": "calendar", "around": around}).status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_asks_the_same_number_of_questions_for_one_row_and_for_many(client, ana, deals, shape):
    asked = {"as": shape, "group": "stage"} if shape == "board" else {"as": shape}
    counts = []
    for _time in range(2):
        client.get("/opportunities/", asked)
        with CaptureQueriesContext(connection) as asking:
            client.get("/opportunities/", asked)
        counts.append(len(asking))
        for n in range(9):
            deal(name=f"Nuts {n}", close_on=date(2026, 11, n + 1), account=cast.account(f"Acme {counts} {n}"))
    assert (counts[0], counts[1] <= 17) == (counts[1], True)
