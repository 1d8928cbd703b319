"""Board and figures: counts and sums by the database, over what the actor sees, each currency for itself."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.people.models import Team
from followthrough.kernel.records import listing
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.winning.pipeline.models import Line, Opportunity, Stage
from followthrough.winning.pipeline.queries import By, Worth, board, figures
from followthrough.winning.pipeline.tests.deals import deal, stage, usual_pipeline
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def pipeline():
    return usual_pipeline()


def rows_behind(figure, actor):
    kind = type_of(Opportunity)
    return narrowed(kind, Opportunity.visible_to(actor), figure.filters, actor)


def test_lanes_count_sum_and_weigh_each_currency_for_itself(admin, pipeline):
    deal(name="A", amount=Decimal("100.05"))
    deal(name="B", amount=Decimal("200.10"))
    deal(name="C", amount=Decimal("7"), currency="EUR")
    deal(name="D")
    deal(name="E", amount=Decimal("50"), stage=stage("Won"))
    lanes = {lane.stage.name: lane for lane in board(admin, pipeline, {})}
    assert list(lanes) == ["Qualify", "Needs agreed", "Quoted", "Negotiating", "Signing", "Won", "Lost"]
    assert (lanes["Qualify"].count, lanes["Qualify"].worth) == (
        4,
        (Worth("EUR", Decimal(7), Decimal("0.70")), Worth("USD", Decimal("300.15"), Decimal("30.02"))),
    )
    assert (lanes["Won"].count, lanes["Won"].worth) == (1, (Worth("USD", Decimal(50), Decimal(50)),))
    assert (lanes["Lost"].count, lanes["Lost"].worth, lanes["Lost"].cards) == (0, (), ())


def test_cards_say_what_is_next_and_what_stalls_or_slips(admin, pipeline):
    with clock.clock_at(NOON - timedelta(days=40)):
        old = deal(name="Old", close_on=date(2026, 11, 24))
    with clock.clock_at(NOON):
        new = deal(name="New", close_on=date(2026, 12, 24))
        cards = {card.opportunity: card for card in board(admin, pipeline, {})[0].cards}
    assert (cards[old].days, cards[old].is_stalled, cards[old].is_slipping) == (40, True, True)
    assert (cards[new].days, cards[new].is_stalled, cards[new].is_slipping) == (0, False, False)
    assert cards[new].promise.what == "Agree the next step: New"


def test_a_lane_shows_its_first_cards(admin, pipeline, django_assert_max_num_queries):
    for number in range(5):
        deal(name=f"D{number}", close_on=date(2026, 12, 1 + number) if number < 3 else None)
    with django_assert_max_num_queries(12):
        lane = board(admin, pipeline, {}, cards=4)[0]
    assert (lane.count, [card.opportunity.name for card in lane.cards]) == (5, ["D0", "D1", "D2", "D3"])


def test_a_board_too_big_to_add_up_counts_as_far_as_lists_do(admin, pipeline, monkeypatch):
    # The function hides the module of its name.
    for module in (listing, import_module(board.__module__)):
        monkeypatch.setattr(module, "COUNTED_UP_TO", 2)
    for number in range(4):
        deal(name=f"D{number}", amount=Decimal(100))
    lanes = board(admin, pipeline, {})
    assert [(lane.count, lane.worth) for lane in lanes[:2]] == [(3, None), (0, None)]
    whole = board(admin, pipeline, {}, whole=True)
    assert (whole[0].count, whole[0].worth[0].total) == (4, Decimal(400))


def test_a_deal_that_comes_back_to_a_stage_that_is_gone_leaves_the_board_as_it_is(admin, pipeline):
    deal(name="Kept", amount=Decimal(100))
    gone = deal(name="Gone", amount=Decimal(50), stage=stage("Quoted"))
    cast.does(admin, Opportunity, "delete", gone)
    cast.does(admin, Stage, "delete", stage("Quoted"))
    cast.does(admin, Opportunity, "restore", Opportunity.objects.get(pk=gone.pk))
    lanes = {lane.stage.name: (lane.count, lane.worth) for lane in board(admin, pipeline, {}) if lane.count}
    assert lanes == {"Qualify": (1, (Worth("USD", Decimal(100), Decimal(10)),))}


def test_filters_narrow_board_and_figures_alike(admin, pipeline):
    rep = cast.person("Marcus Bell", "rep", cast.made(Team, name="West"))
    deal(name="His", owner=rep, amount=Decimal(10))
    deal(name="Other", amount=Decimal(20))
    lane = board(admin, pipeline, {"owner": rep.ref})[0]
    (figure,) = figures(admin, by=By.STAGE, filters={"owner": rep.ref})
    assert (lane.count, lane.worth[0].total) == (figure.count, figure.worth.total) == (1, Decimal(10))
    with pytest.raises(Invalid):
        board(admin, pipeline, {"secret": "1"})


def test_nobody_counts_what_they_may_not_see(pipeline):
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    rep = cast.person("Marcus Bell", "rep", west)
    deal(name="Ours", owner=rep, amount=Decimal(10))
    deal(name="Theirs", team=east, amount=Decimal(1000))
    actor = cast.as_actor(rep)
    assert [lane.count for lane in board(actor, pipeline, {})] == [1, 0, 0, 0, 0, 0, 0]
    assert [figure.worth.total for figure in figures(actor, by=By.TEAM)] == [Decimal(10)]


@pytest.mark.parametrize("by", list(By))
def test_the_rows_behind_each_figure_are_as_many_and_worth_as_much(admin, pipeline, by):
    west = cast.made(Team, name="West")
    boss = cast.person("Priya Nair", "manager", west)
    rep = cast.person("Marcus Bell", "rep", west, manager=boss)
    pump, valve = cast.made(Product, name="Pump"), cast.made(Product, name="Valve")
    deal(name="A", owner=rep, amount=Decimal("10.10"), product=pump, close_on=date(2026, 12, 31))
    deal(name="B", owner=rep, amount=Decimal("20"), product=valve, close_on=date(2026, 12, 1), stage=stage("Quoted"))
    deal(name="C", amount=Decimal("30"), close_on=date(2026, 11, 1), stage=stage("Won"))
    deal(name="D", amount=Decimal("40"), currency="EUR", owner=boss)
    deal(name="E")
    found = figures(admin, by=by)
    for figure in found:
        rows = rows_behind(figure, admin)
        assert rows.count() == figure.count
        assert sum(row.amount or 0 for row in rows) == figure.worth.total
    assert sum(figure.count for figure in found) == 5
    assert sum(figure.worth.total for figure in found) == Decimal("100.10")


def test_a_deal_with_two_products_counts_under_both_with_its_parts(admin, pipeline):
    pump, valve = cast.made(Product, name="Pump"), cast.made(Product, name="Valve")
    one = deal(name="A")
    cast.made(Line, opportunity=one, product=pump, unit_price=Decimal(10))
    cast.made(Line, opportunity=one, product=valve, unit_price=Decimal(5), quantity=Decimal(2), discount=Decimal(50))
    gone = cast.made(Line, opportunity=one, product=valve, unit_price=Decimal(99))
    cast.does(admin, Line, "delete", gone)
    assert [(figure.label, figure.count, figure.worth.total) for figure in figures(admin, by=By.PRODUCT)] == [
        ("Pump", 1, Decimal(10)),
        ("Valve", 1, Decimal(5)),
    ]


def test_conditions_narrow_the_list(admin, pipeline):
    with clock.clock_at(NOON - timedelta(days=40)):
        old = deal(name="Old", close_on=date(2026, 11, 24))
    with clock.clock_at(NOON):
        new = deal(name="New", stage=stage("Quoted"))
        closed = deal(name="Closed", stage=stage("Lost"), close_on=date(2026, 10, 24))
        kind = type_of(Opportunity)

        def listed(**asked):
            return list(narrowed(kind, Opportunity.visible_to(admin), asked, admin).order_by("pk"))

        assert (listed(is_stalled="yes"), listed(is_stalled="no")) == ([old], [new, closed])
        assert (listed(is_slipping="yes"), listed(is_slipping="no")) == ([old], [new, closed])
        assert listed(has_next_promise="yes") == [old, new]
        assert (listed(month="2026-10"), listed(month="2026-11")) == ([closed], [old])
        assert listed(pipeline=pipeline.ref) == [old, new, closed]
        with pytest.raises(Invalid):
            listed(month="soon")
