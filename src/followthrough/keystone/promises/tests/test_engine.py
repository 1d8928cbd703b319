"""Rules make each promise once, never in the past, and move only what nobody has touched."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followthrough.foundation.accounts.models import Account, Contact, Interaction, Segment
from followthrough.kernel import clock
from followthrough.kernel.exchange.facts import RecordsImported
from followthrough.kernel.jobs.queries import jobs_in
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.actions.rule_settings import follow_segments
from followthrough.keystone.promises.listeners import promise_what_came_in
from followthrough.keystone.promises.models import Evidence, Promise, RuleSetting, StandingPromise
from followthrough.keystone.promises.tests.desk import MONDAY, fresh
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def boss():
    return cast.as_actor(cast.person("Max Boss", "manager", reach="all"))


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


@pytest.fixture
def key_account(ana):
    return cast.account("Juniper", owner=ana, segment=cast.made(Segment, name="Key", cadence_days=30))


def days_of(rule):
    rows = Promise.objects.filter(rule=rule).order_by("due", "pk")
    return list(rows.values_list("due_on", "state"))


def test_running_the_rules_again_changes_nothing(key_account):
    assert (run_rules(), run_rules()) == (1, 0)
    assert RuleSetting.objects.count() >= 3
    assert [(p.what, p.owner, p.source_ref) for p in Promise.objects.all()] == [
        ("Contact Juniper", key_account.owner, key_account.ref)
    ]


def test_the_cadence_of_an_old_book_starts_on_the_day_it_came_in(key_account):
    cast.made(Interaction, kind="call", outcome="reached", account=key_account, at=MONDAY - 500 * DAY)
    run_rules()
    (made,) = Promise.objects.all()
    assert made.due_on == date(2026, 12, 23)
    assert made.source_text == "Key: every 30 days; last contact 11 Jul 2025."


def test_a_segment_given_late_starts_its_clock_then(ana):
    account = cast.account("Bremer", owner=ana)
    with clock.clock_at(MONDAY + 200 * DAY):
        cast.does(
            cast.as_actor(ana), Account, "edit", account, segment=cast.made(Segment, name="K", cadence_days=14).ref
        )
        run_rules()
    assert [p.due_on for p in Promise.objects.all()] == [date(2027, 6, 25)]


def test_a_call_keeps_the_promised_contact_and_starts_the_next(key_account, ana):
    run_rules()
    with clock.clock_at(MONDAY + 10 * DAY):
        cast.does(cast.as_actor(ana), Account, "log-call", key_account, outcome="reached", nothing_next=True)
        run_rules()
    assert days_of("promises.contact") == [(date(2026, 12, 23), "kept"), (date(2027, 1, 4), "open")]
    kept = Promise.objects.get(rule="promises.contact", state="kept")
    said = Interaction.objects.get()
    assert (kept.closed_at, kept.closed_by, kept.verdict) == (said.at, ana, "on_time")
    assert Evidence.objects.get(promise=kept).record_ref == said.ref


def test_a_call_nobody_answered_is_no_contact(key_account, ana):
    run_rules()
    cast.does(cast.as_actor(ana), Account, "log-call", key_account, outcome="no_answer", nothing_next=True)
    run_rules()
    assert days_of("promises.contact") == [(date(2026, 12, 23), "open")]


def test_a_contact_kept_by_hand_is_followed_by_the_next(key_account, ana):
    run_rules()
    with clock.clock_at(MONDAY + 2 * DAY):
        cast.does(cast.as_actor(ana), Promise, "keep", Promise.objects.get(), note="Met them at the fair")
        run_rules()
    assert days_of("promises.contact") == [(date(2026, 12, 23), "kept"), (date(2026, 12, 25), "open")]


def test_a_conversation_is_followed_up_unless_its_next_promise_was_made(key_account, ana):
    by_ana = cast.as_actor(ana)
    cast.does(by_ana, Account, "log-call", key_account, outcome="reached")
    cast.does(by_ana, Account, "log-call", key_account, outcome="reached", next_what="Send list", next_due="week")
    cast.does(by_ana, Account, "log-meeting", key_account, outcome="held", nothing_next=True)
    cast.does(by_ana, Account, "log-call", key_account, outcome="call_back")
    cast.does(by_ana, Account, "log-call", key_account, outcome="wrong_number")
    cast.does(by_ana, Account, "log-note", key_account, text="They moved")
    run_rules()
    assert run_rules() == 0
    made = Promise.objects.exclude(rule="promises.contact").order_by("what", "due")
    assert list(made.values_list("what", "due_on", "state")) == [
        ("Call Juniper back", date(2026, 11, 24), "open"),
        ("Follow up with Juniper", date(2026, 11, 24), "waived"),
        ("Follow up with Juniper", date(2026, 11, 25), "open"),
        ("Send list", date(2026, 11, 30), "open"),
    ]


def test_old_conversations_of_an_imported_book_are_not_followed_up(key_account):
    for days in (400, 15, 13):
        cast.made(Interaction, kind="call", outcome="reached", account=key_account, at=MONDAY - days * DAY)
    run_rules()
    assert [p.due_on for p in Promise.objects.filter(rule="promises.follow_up")] == [date(2026, 11, 25)]


def test_a_standing_promise_is_made_sixty_days_ahead_with_month_ends(boss, ana):
    cast.does(
        boss,
        StandingPromise,
        "create",
        what="Refresh file",
        owner=ana.ref,
        starts_on="2026-08-31",
        recurrence="FREQ=MONTHLY",
    )
    assert days_of("promises.standing") == [(date(2026, 11, 30), "open"), (date(2026, 12, 31), "open")]
    with clock.clock_at(MONDAY + 40 * DAY):
        assert run_rules() == 2
    assert days_of("promises.standing")[2:] == [(date(2027, 1, 29), "open"), (date(2027, 2, 26), "open")]
    assert Promise.objects.latest("due").source_text == "Planned for 28 Feb 2027."


def test_a_single_date_has_its_lead_in_working_days(boss, ana):
    cast.does(boss, StandingPromise, "create", what="Send notice", owner=ana.ref, starts_on="2027-01-11", lead_days=5)
    assert days_of("promises.standing") == [(date(2027, 1, 4), "open")]


def test_a_bad_recurrence_or_nobody_owing_is_refused(boss, ana):
    for values in (
        {"owner": ana.ref, "recurrence": "FREQ=HOURLY"},
        {"recurrence": "FREQ=DAILY"},
        {"owner": ana.ref, "ends_on": "2026-01-01"},
    ):
        with pytest.raises(Invalid):
            cast.does(boss, StandingPromise, "create", what="x", starts_on="2026-12-01", **values)


def test_editing_a_standing_promise_moves_only_what_nobody_touched(boss, ana):
    made = cast.does(
        boss,
        StandingPromise,
        "create",
        what="Visit",
        owner=ana.ref,
        starts_on="2026-12-01",
        recurrence="FREQ=WEEKLY;COUNT=3",
    )
    first, second, third = Promise.objects.order_by("due")
    cast.does(cast.as_actor(ana), Promise, "snooze", second, preset="next_monday")
    cast.does(
        boss, StandingPromise, "edit", made.ref, recurrence="FREQ=WEEKLY;COUNT=1", what="Pay a visit", lead_days=1
    )
    assert (fresh(first).what, fresh(first).due_on) == ("Pay a visit", date(2026, 11, 30))
    assert (fresh(second).what, fresh(second).due_on, fresh(second).state) == ("Visit", date(2026, 12, 8), "open")
    assert fresh(third).state == "void"


def test_new_days_move_untouched_promises_that_are_not_late(boss, ana, key_account):
    run_rules()
    for _n in range(2):
        cast.does(cast.as_actor(ana), Account, "log-call", key_account, outcome="reached")
    run_rules()
    touched, untouched = Promise.objects.filter(rule="promises.follow_up").order_by("pk")
    cast.does(cast.as_actor(ana), Promise, "redate", touched, due_on="2026-12-04", reason="customer_asked")
    setting = RuleSetting.objects.get(rule="promises.follow_up")
    cast.does(boss, RuleSetting, "edit", setting, days=5)
    assert (fresh(touched).due_on, fresh(untouched).due_on) == (date(2026, 12, 4), date(2026, 11, 30))
    assert fresh(untouched).counted_due == datetime(2026, 11, 30, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_rule_switched_off_lets_go_and_switched_on_brings_back(boss, ana, key_account):
    run_rules()
    (promise,) = Promise.objects.all()
    setting = RuleSetting.objects.get(rule="promises.contact")
    cast.does(boss, RuleSetting, "edit", setting, is_on=False)
    assert (fresh(promise).state, fresh(promise).reason) == ("void", "rule_off")
    assert run_rules() == 0
    cast.does(boss, RuleSetting, "edit", setting, is_on=True)
    assert (fresh(promise).state, fresh(promise).closed_at, Promise.objects.count()) == ("open", None, 1)


def test_promises_follow_their_source_into_the_bin_and_back(boss, key_account):
    run_rules()
    (promise,) = Promise.objects.all()
    cast.does(boss, Account, "delete", key_account)
    run_rules()
    assert (fresh(promise).state, fresh(promise).reason) == ("void", "source_binned")
    cast.does(boss, Account, "restore", key_account)
    run_rules()
    assert (fresh(promise).state, fresh(promise).reason, Promise.objects.count()) == ("open", "", 1)


def test_the_number_of_queries_does_not_grow_with_the_accounts(ana, django_assert_max_num_queries):
    segment = cast.made(Segment, name="Key", cadence_days=30)
    run_rules()
    for n in range(30):
        cast.account(f"Account {n}", owner=ana, segment=segment, team=None)
    with django_assert_max_num_queries(105):
        assert run_rules() == 30


def test_a_call_by_number_finds_who_it_was(ana):
    west = cast.made(Team, name="West")
    account = cast.account("Bremer", owner=ana, team=west)
    kurt = cast.made(Contact, name="Kurt Bremer", account=account, phone="+14195550199")
    cast.does(cast.as_actor(ana), Interaction, "log-call", number="(419) 555-0199", outcome="reached", text="Parcel?")
    said = Interaction.objects.get()
    assert (said.contact, said.account, said.number, said.is_inbound) == (kurt, account, "+14195550199", True)
    cast.does(cast.as_actor(ana), Interaction, "log-call", number="+49 30 901820", outcome="no_answer")
    assert Interaction.objects.latest("pk").account is None


def test_an_import_asks_for_a_round_of_the_rules():
    promise_what_came_in(RecordsImported(1, "accounts.account"), "fact:1", MONDAY)
    promise_what_came_in(RecordsImported(2, "accounts.contact"), "fact:2", MONDAY)
    assert jobs_in("todo").filter(task_name="promises.run_rules").count() == 1


def test_a_changed_cadence_moves_promised_contacts_that_are_not_late(boss, key_account):
    run_rules()
    cast.does(boss, Segment, "edit", key_account.segment, cadence_days=60)
    assert (follow_segments(), follow_segments()) == (1, 0)
    assert days_of("promises.contact") == [(date(2027, 1, 22), "open")]
    with clock.clock_at(MONDAY + 90 * DAY):
        cast.does(boss, Segment, "edit", key_account.segment, cadence_days=90)
        assert follow_segments() == 0
