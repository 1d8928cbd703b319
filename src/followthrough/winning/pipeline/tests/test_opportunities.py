"""Opportunities: defaults, lines and sums, moves and closings."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Company, Team
from followthrough.kernel.records.custom import renew_custom
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.winning.pipeline.models import Line, Opportunity, Pipeline, Stage, StageMove
from followthrough.winning.pipeline.tests.deals import deal, made, stage, usual_pipeline
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def rep():
    return cast.person("Marcus Bell", "rep", cast.made(Team, name="West"))


def fresh(record):
    record.refresh_from_db()
    return record


def test_the_usual_pipeline_is_made_once_with_its_seven_stages():
    assert usual_pipeline() == usual_pipeline()
    found = Stage.objects.order_by("position").values_list("name", "kind", "probability")
    assert [(name, kind, int(chance)) for name, kind, chance in found] == [
        ("Qualify", "open", 10),
        ("Needs agreed", "open", 30),
        ("Quoted", "open", 50),
        ("Negotiating", "open", 70),
        ("Signing", "open", 90),
        ("Won", "won", 100),
        ("Lost", "lost", 0),
    ]


def test_a_bare_opportunity_is_completed(admin, rep):
    cast.made(Company, name="Ostrander", currency="EUR")
    product, account = cast.made(Product, name="GTX Pro"), cast.account("Sunnamplex")
    one = made(admin, account=account.ref, owner=rep.ref, product=product.ref, amount="4821.50")
    (line,) = one.lines.all()
    assert (one.name, one.currency, one.team, one.stage.name, one.state) == (
        "GTX Pro, Sunnamplex",
        "EUR",
        rep.team,
        "Qualify",
        "open",
    )
    assert (line.product, line.amount, line.currency, one.amount) == (product, Decimal("4821.50"), "EUR", line.amount)


def test_a_reps_new_opportunity_is_their_own(rep):
    one = made(cast.as_actor(rep), name="Hose kits")
    assert (one.owner, one.team) == (rep, rep.team)


def test_a_product_without_amount_invents_no_amount(admin):
    product = cast.made(Product, name="GTX Pro", list_price=Decimal(4821))
    one = made(admin, product=product.ref)
    assert (one.amount, one.lines.get().amount) == (None, None)
    cast.does(admin, Opportunity, "edit", one, amount="4000")
    assert (fresh(one).amount, one.lines.get().amount) == (Decimal(4000), Decimal(4000))


def test_the_amount_is_the_sum_of_the_lines_whatever_happens_to_them(admin):
    product = cast.made(Product, name="Adapter", list_price=Decimal("19.99"))
    one = made(admin, name="Adapters", amount="5")
    first = cast.does(admin, Line, "create", opportunity=one.ref, product=product.ref, quantity="3", discount="12.5")
    assert fresh(one).amount == Decimal("52.47")
    second = cast.does(admin, Line, "create", opportunity=one.ref, description="Freight", unit_price="7.005")
    assert fresh(one).amount == Decimal("59.48")
    cast.does(admin, Line, "edit", first.ref, quantity="1")
    assert fresh(one).amount == Decimal("24.50")
    cast.does(admin, Line, "delete", second.ref)
    assert fresh(one).amount == Decimal("17.49")
    cast.does(admin, Line, "restore", second.ref)
    assert fresh(one).amount == Decimal("24.50")
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Opportunity, "edit", one, amount="20")
    assert set(caught.value.fields) == {"amount"}


def test_lines_follow_the_currency_of_their_opportunity(admin):
    one = made(admin, name="Pumps")
    cast.does(admin, Line, "create", opportunity=one.ref, description="Pump", unit_price="10.55", quantity="3")
    cast.does(admin, Opportunity, "edit", one, currency="JPY")
    line = one.lines.get()
    assert (line.currency, line.amount, fresh(one).amount) == ("JPY", Decimal(32), Decimal(32))


MONEY = st.decimals("0", "10000", places=3)
LINES = st.lists(st.tuples(st.decimals("0.001", "500", places=3), MONEY, st.decimals("0", "100", places=2)), max_size=6)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_the_amount_equals_the_sum_of_its_lines_to_the_cent(lines):
    one = deal(name="Any", amount=Decimal(1))
    for quantity, price, discount in lines:
        cast.made(Line, opportunity=one, quantity=quantity, unit_price=price, discount=discount)
    stored = [line.amount for line in one.lines.all()]
    assert all(amount == amount.quantize(Decimal("0.01")) for amount in stored)
    assert fresh(one).amount == (sum(stored) if lines else Decimal(1))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "-1"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"amount": 12.5}, "amount"),
        ({"currency": "DOL"}, "currency"),
        ({"stage": "Nowhere"}, "stage"),
    ],
)
def test_an_opportunity_that_can_not_be_is_refused_with_the_field_named(admin, values, field):
    usual_pipeline()
    with pytest.raises(Invalid) as caught:
        made(admin, name="Odd", **values)
    assert set(caught.value.fields) == {field}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quantity": "0"}, "quantity"),
        ({"quantity": ""}, "quantity"),
        ({"unit_price": "-1"}, "unit_price"),
        ({"discount": "101"}, "discount"),
        ({"discount": ""}, "discount"),
    ],
)
def test_a_line_that_can_not_be_is_refused_with_the_field_named(admin, values, field):
    one = made(admin, name="Pumps")
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Line, "create", opportunity=one.ref, description="Pump", **values)
    assert set(caught.value.fields) == {field}


def moves(one):
    rows = StageMove.objects.filter(opportunity=one).order_by("pk")
    return [(move.before.name if move.before else None, move.after.name) for move in rows]


def test_every_move_is_written_down_and_can_be_taken_back(admin):
    one = made(admin, name="Pumps")
    with clock.clock_at(NOON):
        cast.does(admin, Opportunity, "move", one, stage=stage("Quoted").ref)
    assert (fresh(one).stage.name, one.stage_since) == ("Quoted", NOON)
    cast.does(admin, Opportunity, "move-back", one)
    cast.does(admin, Opportunity, "edit", one, stage="Signing")
    assert moves(one) == [(None, "Qualify"), ("Qualify", "Quoted"), ("Quoted", "Qualify"), ("Qualify", "Signing")]
    with pytest.raises(Refused):
        cast.does(admin, Opportunity, "move", one, stage="Signing")


def test_a_stage_is_entered_when_its_checklist_is_done(admin):
    usual_pipeline()
    cast.does(admin, Stage, "add-items", stage("Quoted"), items="Budget known\nDecider known")
    renew_custom()
    one = made(admin, name="Pumps")
    cast.does(admin, Opportunity, "edit", one, x_budget_known="yes")
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Opportunity, "move", one, stage="Quoted")
    assert "Decider known" in str(caught.value)
    assert "Budget known" not in str(caught.value)
    with pytest.raises(Invalid):
        cast.does(admin, Opportunity, "edit", one, stage="Quoted")
    cast.does(admin, Opportunity, "move", one, stage="Quoted", confirmed=True)
    assert (fresh(one).stage.name, one.x_budget_known, one.x_decider_known) == ("Quoted", True, True)
    cast.does(admin, Opportunity, "edit", one, x_budget_known="no")
    assert (fresh(one).x_budget_known, one.x_decider_known) == (False, True)
    with pytest.raises(Invalid):
        cast.does(admin, Opportunity, "edit", one, x_weather_fine="yes")


def test_won_and_lost_close_it_and_opening_again_forgets_why(admin):
    one = made(admin, name="Pumps", close_on="2026-12-01")
    with clock.clock_at(NOON):
        cast.does(admin, Opportunity, "win", one)
        assert (fresh(one).state, one.stage.name, one.closed_on) == ("won", "Won", date(2026, 11, 23))
        with pytest.raises(Refused):
            cast.does(admin, Opportunity, "lose", one, reason="price")
        cast.does(admin, Opportunity, "reopen", one)
        assert (fresh(one).state, one.stage.name, one.closed_on) == ("open", "Qualify", None)
        with pytest.raises(Invalid) as caught:
            cast.does(admin, Opportunity, "lose", one)
        assert set(caught.value.fields) == {"reason"}
        cast.does(admin, Opportunity, "lose", one, reason="price", text="10 % under us", closed_on="2026-11-20")
    assert (fresh(one).state, one.close_reason, one.closed_on) == ("lost", "price", date(2026, 11, 20))
    cast.does(admin, Opportunity, "reopen", one, stage="Signing")
    assert (fresh(one).stage.name, one.close_reason, one.close_text) == ("Signing", "", "")


def test_dropping_it_on_lost_asks_why(admin):
    one = made(admin, name="Pumps")
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Opportunity, "move", one, stage="Lost")
    assert set(caught.value.fields) == {"reason"}
    cast.does(admin, Opportunity, "move", one, stage="Lost", reason="timing")
    assert (fresh(one).state, one.close_reason) == ("lost", "timing")


def test_a_deal_that_comes_in_closed_was_closed_on_its_date():
    usual_pipeline()
    old = deal(name="Old", stage=stage("Won"), close_on=date(2017, 3, 7))
    with clock.clock_at(NOON):
        new = deal(name="New", stage=stage("Lost"))
    assert [(one.state, one.closed_on) for one in (old, new)] == [
        ("won", date(2017, 3, 7)),
        ("lost", date(2026, 11, 23)),
    ]


def test_only_later_closing_dates_count_as_slips(admin):
    one = made(admin, name="Pumps", close_on="2027-01-31")
    for day in ("2027-02-28", "2027-01-15", "2027-03-31", "2027-03-31"):
        cast.does(admin, Opportunity, "edit", one, close_on=day)
    assert fresh(one).slips == 2


def test_a_stage_made_from_its_name_finds_its_place(admin):
    usual_pipeline()
    names = ["Prospecting", "Proposal", "Closed Won", "Closed Lost"]
    for name in names:
        cast.does(admin, Stage, "create", name=name)
    found = Stage.objects.order_by("position", "pk")
    assert [one.name for one in found] == [
        "Qualify",
        "Prospecting",
        "Needs agreed",
        "Quoted",
        "Proposal",
        "Negotiating",
        "Signing",
        "Won",
        "Closed Won",
        "Lost",
        "Closed Lost",
    ]
    assert [(one.kind, int(one.probability)) for one in found.filter(name__in=names)] == [
        ("open", 10),
        ("open", 50),
        ("won", 100),
        ("lost", 0),
    ]


def test_stages_of_the_first_file_make_the_pipeline_around_them():
    now = clock.now()
    with acting(SYSTEM, "import", surface="test", now=now):
        create_records(type_of(Stage), [{"name": "Engaging"}, {"name": "Won"}], by=SYSTEM, now=now)
    assert Pipeline.objects.count() == 1
    assert Stage.objects.filter(name="Won").count() == 1
    assert Stage.objects.get(name="Engaging").pipeline.is_default
