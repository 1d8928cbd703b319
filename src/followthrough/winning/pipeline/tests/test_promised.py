"""Nothing falls through: each open opportunity has a next step, a slipping one gets a new date, in step with it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.queries import without_account, without_next_promise
from followthrough.winning.pipeline.tests.deals import deal, made, promised, stage, usual_pipeline
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def rep():
    return cast.person("Marcus Bell", "rep", cast.made(Team, name="West"))


def test_a_new_opportunity_has_a_next_step_three_working_days_on(admin, rep):
    with clock.clock_at(NOON):
        one = made(admin, name="Pumps", owner=rep.ref, account=cast.account("Juniper").ref)
        nobodys = made(admin, name="Valves", owner=rep.ref)
    first, second = Promise.objects.order_by("pk")
    assert (first.what, first.due_on, first.owner, first.minder, first.team, first.account, first.owed_to) == (
        "Agree the next step: Pumps",
        date(2026, 11, 30),
        rep,
        rep,
        rep.team,
        one.account,
        "",
    )
    assert (second.source_id, second.account, second.owed_to) == (nobodys.pk, None, "not yet known")


def test_it_is_made_once_and_again_at_the_next_stage_only_when_nothing_is_promised(admin):
    one = made(admin, name="Pumps")
    run_rules()
    cast.does(admin, Opportunity, "move", one, stage="Quoted")
    assert promised(one) == [("next_step", "open")]
    cast.does(admin, Promise, "keep", Promise.objects.get(), note="Called", nothing_next=True)
    run_rules()
    assert promised(one) == [("next_step", "kept")]
    assert list(without_next_promise(admin)) == [one]
    cast.does(admin, Opportunity, "move", one, stage="Signing")
    assert promised(one) == [("next_step", "kept"), ("next_step", "open")]
    assert list(without_next_promise(admin)) == []


def test_what_a_person_promised_is_the_next_step(admin):
    one = made(admin, name="Pumps")
    cast.does(admin, Promise, "keep", Promise.objects.get(), note="Called", next_what="Send the quote")
    cast.does(admin, Opportunity, "move", one, stage="Quoted")
    assert promised(one) == [("next_step", "kept"), ("", "open")]


def test_a_closed_opportunity_owes_nothing_and_an_opened_one_owes_again(admin):
    one = made(admin, name="Pumps")
    cast.does(admin, Opportunity, "win", one)
    assert promised(one) == [("next_step", "void")]
    assert Promise.objects.get().reason_text == "The opportunity was won."
    run_rules()
    cast.does(admin, Opportunity, "reopen", one)
    assert promised(one) == [("next_step", "open")]
    run_rules()
    assert promised(one) == [("next_step", "open")]


def test_a_deal_that_comes_in_closed_promises_nothing():
    usual_pipeline()
    assert promised(deal(name="Old", stage=stage("Lost"))) == []


def test_a_passed_closing_date_wants_a_new_one_and_a_new_one_keeps_it(admin):
    with clock.clock_at(NOON):
        one = made(admin, name="Pumps", close_on="2026-11-26")
        assert promised(one) == [("next_step", "open")]
    with clock.clock_at(NOON + timedelta(days=2)):
        run_rules()
        run_rules()
        slipping = Promise.objects.get(rule="pipeline.slipping")
        assert (slipping.what, slipping.due_on) == ("Agree a new closing date: Pumps", date(2026, 12, 1))
        assert slipping.source_text == "The closing date 26 Nov 2026 has passed."
        cast.does(admin, Opportunity, "edit", one, close_on="2026-12-18")
    assert promised(one) == [("next_step", "open"), ("slipping", "kept")]
    slipping.refresh_from_db()
    assert [(shown.kind, shown.text) for shown in slipping.evidence.all()] == [("record", "Closes 18 Dec 2026")]


def test_a_date_moved_twice_wants_one_that_holds(admin):
    with clock.clock_at(NOON):
        one = made(admin, name="Pumps", close_on="2026-12-10")
        for day in ("2026-12-11", "2026-12-12"):
            cast.does(admin, Opportunity, "edit", one, close_on=day)
        assert promised(one) == [("next_step", "open"), ("slipping", "open")]
        run_rules()
    assert promised(one) == [("next_step", "open"), ("slipping", "open")]


def test_a_new_owner_owes_it_and_a_found_account_is_whom_to(admin, rep):
    one = made(admin, name="Pumps")
    account = cast.account("Juniper")
    cast.does(admin, Opportunity, "edit", one, owner=rep.ref, account=account.ref)
    promise = Promise.objects.get()
    assert (promise.owner, promise.account, promise.owed_to) == (rep, account, "")


def test_open_deals_without_account_are_on_a_list(admin):
    one = made(admin, name="Pumps")
    made(admin, name="Valves", account=cast.account("Juniper").ref)
    usual_pipeline()
    deal(name="Old", stage=stage("Lost"))
    assert list(without_account(admin)) == [one]


@pytest.mark.slow
def test_thousands_cost_as_many_queries_as_ten(rep, django_assert_max_num_queries):
    usual_pipeline()
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        for count in (10, 2000):
            rows = [{"name": f"Deal {n}", "owner": rep} for n in range(count)]
            with django_assert_max_num_queries(32):
                create_records(type_of(Opportunity), rows, by=SYSTEM, now=now)
    assert Promise.objects.filter(rule="pipeline.next_step", minder=rep).count() == 2010


def test_a_call_logged_on_it_promises_the_next_step(admin):
    one = made(admin, name="Pumps", account=cast.account("Juniper").ref)
    cast.does(admin, Opportunity, "log-call", one, text="Wants a quote", next_what="Send the quote", next_due="week")
    assert promised(one) == [("next_step", "open"), ("", "open")]


def test_a_rule_writes_in_the_language_of_whoever_owes_it(admin):
    lucia = cast.person("Lucía Gil", "rep", language="es")
    with clock.clock_at(NOON):
        made(admin, name="Bombas", owner=lucia.ref)
    promise = Promise.objects.get()
    assert promise.what == "Acordar el próximo paso: Bombas"
    assert promise.source_text.startswith("Cada oportunidad abierta")
