"""What people do with promises: keep with evidence, snooze, hand over, redate, let go, miss, open again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from followthrough.foundation.accounts.models import Interaction
from followthrough.kernel import clock
from followthrough.kernel.history.models import Entry
from followthrough.kernel.notes.models import Note
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from followthrough.keystone.promises.models import Evidence, Promise, Slip
from followthrough.keystone.promises.tests.desk import MONDAY, fresh, promised
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator")


@pytest.fixture
def by_ana(ana):
    return cast.as_actor(ana)


def test_nothing_is_kept_without_evidence(ana, by_ana):
    promise = promised(owner=ana)
    with pytest.raises(Invalid) as refused:
        cast.does(by_ana, Promise, "keep", promise, note="  ")
    assert list(refused.value.fields) == ["note"]
    assert fresh(promise).state == "open"


def test_keeping_stores_who_when_and_each_piece_of_evidence(ana, by_ana):
    promise = promised(owner=ana)
    call = cast.made(Interaction, kind="call", at=MONDAY, outcome="reached", by=ana)
    cast.does(
        by_ana,
        Promise,
        "keep",
        promise,
        note="Sent by mail",
        link="example.com/q-1",
        file=SimpleUploadedFile("quote.pdf", b"%PDF"),
        record=call.ref,
    )
    kept = fresh(promise)
    assert (kept.state, kept.closed_by, kept.closed_at, kept.verdict) == ("kept", ana, MONDAY, "on_time")
    shown = list(
        Evidence.objects.filter(promise=promise).values_list("kind", "text", "url", "record_ref").order_by("pk")
    )
    assert shown == [
        ("note", "Sent by mail", "", ""),
        ("link", "", "https://example.com/q-1", ""),
        ("file", "quote.pdf", "", ""),
        ("call", call.title, "", call.ref),
    ]


def test_an_unknown_record_is_no_evidence(ana, by_ana):
    with pytest.raises(Invalid) as refused:
        cast.does(by_ana, Promise, "keep", promised(owner=ana), record="I-999999")
    assert list(refused.value.fields) == ["record"]


def test_the_last_open_step_asks_what_is_next_and_others_do_not(ana, by_ana):
    account = cast.account("Juniper", owner=ana)
    first, last = promised("One", owner=ana, source=account), promised("Two", owner=ana, source=account)
    assert cast.does(by_ana, Promise, "keep", first, note="done").ask == {}
    ask = cast.does(by_ana, Promise, "keep", last, note="done").ask
    assert (ask["verb"], ask["values"]) == ("make", {"about": account.ref})


def test_nothing_next_is_chosen_on_purpose(ana, by_ana):
    account = cast.account("Juniper", owner=ana)
    promise = promised(owner=ana, source=account)
    assert cast.does(by_ana, Promise, "keep", promise, note="done", nothing_next=True).ask == {}


def test_the_next_promise_is_made_in_the_same_go(ana, by_ana):
    account = cast.account("Juniper", owner=ana)
    promise = promised(owner=ana, source=account, account=account)
    outcome = cast.does(by_ana, Promise, "keep", promise, note="done", next_what="Ask if it is clear", next_due="week")
    made = Promise.objects.get(what="Ask if it is clear")
    assert (made.due_on, made.account, made.owner, made.source_ref) == (date(2026, 11, 30), account, ana, account.ref)
    assert outcome.ask == {}


def test_a_next_due_without_words_is_refused(ana, by_ana):
    with pytest.raises(Invalid) as refused:
        cast.does(by_ana, Promise, "keep", promised(owner=ana), note="done", next_due="week")
    assert list(refused.value.fields) == ["next_what"]


def test_opening_again_takes_evidence_and_the_untouched_next_promise_back(ana, by_ana):
    promise = promised(owner=ana)
    kept = cast.does(by_ana, Promise, "keep", promise, note="done", next_what="Ask again")
    assert kept.undone_by == "reopen"
    cast.does(by_ana, Promise, "reopen", promise)
    again = fresh(promise)
    assert (again.state, again.closed_at, again.closed_by, again.verdict) == ("open", None, None, "")
    assert not Evidence.visible_to(by_ana).filter(promise=promise).exists()
    assert Promise.objects.get(what="Ask again").state == "void"
    cast.does(by_ana, Promise, "keep", promise, note="done", next_what="Ask a third time")
    assert Promise.objects.get(what="Ask a third time").state == "open"


def test_a_kept_promise_can_not_be_kept_again(ana, by_ana):
    promise = promised(owner=ana)
    cast.does(by_ana, Promise, "keep", promise, note="done")
    with pytest.raises(Refused):
        cast.does(by_ana, Promise, "keep", promise, note="done")


def test_snoozing_hides_it_until_and_leaves_the_due(ana, by_ana):
    promise = promised(owner=ana)
    cast.does(by_ana, Promise, "snooze", promise, preset="tomorrow_morning")
    snoozed = fresh(promise)
    assert snoozed.snoozed_until == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert snoozed.due == promise.due
    cast.does(by_ana, Promise, "wake", promise)
    assert fresh(promise).snoozed_until is None


def test_snoozing_to_tomorrow_before_a_weekend_means_monday(ana, by_ana):
    promise = promised(owner=ana)
    with clock.clock_at(datetime(2026, 11, 27, 15, tzinfo=UTC)):
        cast.does(by_ana, Promise, "snooze", promise, preset="tomorrow_morning")
    assert fresh(promise).snoozed_until == datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize("values", [{}, {"until": "2026-11-23 08:00"}])
def test_snoozing_needs_a_moment_to_come(ana, by_ana, values):
    with pytest.raises(Invalid):
        cast.does(by_ana, Promise, "snooze", promised(owner=ana), **values)


def test_handing_to_a_person_moves_owner_and_minder_and_tells_them(ana, by_ana):
    ben = cast.person("Ben Oduya", "rep")
    promise = promised(owner=ana)
    cast.does(by_ana, Promise, "hand-over", promise, to=ben.ref, note="He knows them")
    handed = fresh(promise)
    assert (handed.owner, handed.minder) == (ben, ben)
    (notice,) = Notice.objects.filter(user=ben)
    assert notice.text == "Ana Ruiz handed you: Send the quote – He knows them"
    assert notice.url == f"/promises/{promise.ref}/"


def test_handing_to_a_department_leaves_the_minder(ana, by_ana):
    boss = cast.person("Wanda Web", "manager")
    web = cast.made(Team, name="Web", is_department=True, manager=boss)
    promise = promised(owner=ana)
    cast.does(by_ana, Promise, "hand-over", promise, department=web.ref)
    handed = fresh(promise)
    assert (handed.owner, handed.department, handed.minder) == (None, web, ana)
    assert list(Notice.objects.values_list("user", flat=True)) == [boss.pk]


@pytest.mark.parametrize("given", ["nobody", "both", "itself", "left", "team"])
def test_handing_over_asks_for_one_who_can_take_it(ana, by_ana, given):
    ben = cast.person("Ben Oduya", "rep")
    gone = cast.person("Gil Gone", "rep", is_active=False)
    web = cast.made(Team, name="Web", is_department=True)
    team = cast.made(Team, name="West")
    values = {
        "nobody": {},
        "both": {"to": ben.ref, "department": web.ref},
        "itself": {"to": ana.ref},
        "left": {"to": gone.ref},
        "team": {"department": team.ref},
    }[given]
    with pytest.raises(Invalid):
        cast.does(by_ana, Promise, "hand-over", promised(owner=ana), **values)


def test_a_new_date_asked_by_the_customer_is_what_counts(ana, by_ana):
    promise = promised(owner=ana)
    cast.does(by_ana, Promise, "redate", promise, due_on="2026-12-01", reason="customer_asked", customer_told=True)
    moved = fresh(promise)
    assert (moved.due_on, moved.counted_due) == (date(2026, 12, 1), moved.due)
    slip = Slip.objects.get(promise=promise)
    assert (slip.due_before, slip.due_after, slip.reason, slip.customer_told) == (
        promise.due,
        moved.due,
        "customer_asked",
        True,
    )


def test_a_new_date_of_our_own_does_not_forgive_us(ana, by_ana):
    promise = promised(owner=ana)
    cast.does(by_ana, Promise, "redate", promise, due_at="2026-12-01T10:00:00+00:00", reason="capacity")
    moved = fresh(promise)
    assert (moved.due_on, moved.due_at, moved.counted_due) == (
        None,
        datetime(2026, 12, 1, 10, tzinfo=UTC),
        promise.counted_due,
    )
    with clock.clock_at(MONDAY + timedelta(days=6)):
        cast.does(by_ana, Promise, "keep", promise, note="done")
    assert fresh(promise).verdict == "kept_late"


def test_a_new_date_lies_ahead_and_differs(ana, by_ana):
    promise = promised(owner=ana)
    for day in ("2026-11-20", "2026-11-27"):
        with pytest.raises(Invalid):
            cast.does(by_ana, Promise, "redate", promise, due_on=day, reason="other")
    assert not Slip.objects.exists()


def test_a_plain_edit_can_not_move_the_date(ana, by_ana):
    promise = promised(owner=ana)
    with pytest.raises(Invalid) as refused:
        cast.does(by_ana, Promise, "edit", promise, due_on="2026-12-01")
    assert list(refused.value.fields) == ["due_on"]
    cast.does(by_ana, Promise, "edit", promise, what="Send quote Q-1")
    assert (fresh(promise).what, fresh(promise).is_touched) == ("Send quote Q-1", True)


def test_letting_go_names_who_agreed(ana, by_ana):
    promise = promised(owner=ana)
    with pytest.raises(Invalid):
        cast.does(by_ana, Promise, "let-go", promise, reason="customer_asked")
    cast.does(by_ana, Promise, "let-go", promise, reason="customer_asked", agreed_with="Dana Whitfield", text="Budget")
    gone = fresh(promise)
    assert (gone.state, gone.reason, gone.agreed_with, gone.reason_text, gone.verdict) == (
        "waived",
        "customer_asked",
        "Dana Whitfield",
        "Budget",
        "",
    )


def test_missing_needs_a_reason_and_counts(ana, by_ana):
    promise = promised(owner=ana)
    with pytest.raises(Invalid):
        cast.does(by_ana, Promise, "miss", promise)
    cast.does(by_ana, Promise, "miss", promise, reason="supplier", text="Mill closed")
    missed = fresh(promise)
    assert (missed.state, missed.reason, missed.verdict, missed.judged_at) == ("missed", "supplier", "missed", MONDAY)


def test_a_department_keeps_redates_and_asks_but_does_nothing_else():
    web = cast.made(Team, name="Web", is_department=True)
    ana, wes = cast.person("Ana Ruiz", "coordinator"), cast.person("Wes Web", "department", web)
    promise, other = promised(department=web, minder=ana), promised(owner=ana)
    by_wes = cast.as_actor(wes)
    for verb, values in (
        ("snooze", {"preset": "tomorrow_morning"}),
        ("hand-over", {"to": ana.ref}),
        ("let-go", {"reason": "not_needed"}),
        ("miss", {"reason": "other"}),
        ("edit", {"what": "x"}),
    ):
        with pytest.raises(Denied):
            cast.does(by_wes, Promise, verb, promise, **values)
    with pytest.raises(NotFound):
        cast.does(by_wes, Promise, "keep", other, note="not ours")
    cast.does(by_wes, Promise, "ask", promise, question="Which page?")
    cast.does(by_wes, Promise, "redate", promise, due_on="2026-12-01", reason="capacity")
    cast.does(by_wes, Promise, "keep", promise, link="https://example.com/banner")
    assert Note.objects.get().text == "Which page?"
    assert sorted(Notice.objects.filter(user=ana).values_list("text", flat=True)) == [
        "Wes Web asks about “Send the quote”: Which page?",
        "Wes Web kept: Send the quote",
    ]


def test_a_department_reads_no_sources(ana):
    web = cast.made(Team, name="Web", is_department=True)
    by_wes = cast.as_actor(cast.person("Wes Web", "department", web))
    assert (by_wes.may("promises.sources"), cast.as_actor(ana).may("promises.sources")) == (False, True)


def test_a_wait_is_pushed_by_the_ladder_until_it_is_used_up(ana, by_ana):
    outcome = cast.does(
        by_ana,
        Promise,
        "make",
        what="Purchase order number",
        direction="wait",
        due_on="2026-12-04",
        asked_on="2026-11-20",
    )
    wait = Promise.objects.get(ref=outcome.ref)
    assert (wait.ladder, wait.push_on, wait.minder) == ([3, 7, 14], date(2026, 11, 25), ana)
    with clock.clock_at(datetime(2026, 11, 26, 10, tzinfo=UTC)):
        cast.does(by_ana, Promise, "push", wait, note="Called, comes Monday")
    pushed = fresh(wait)
    assert (pushed.pushes, pushed.pushed_at, pushed.push_on) == (
        1,
        datetime(2026, 11, 26, 10, tzinfo=UTC),
        date(2026, 12, 2),
    )
    with clock.clock_at(datetime(2026, 12, 2, 10, tzinfo=UTC)):
        cast.does(by_ana, Promise, "push", wait)
    with clock.clock_at(datetime(2026, 12, 11, 10, tzinfo=UTC)):
        last = cast.does(by_ana, Promise, "push", wait)
    assert (fresh(wait).pushes, fresh(wait).push_on) == (3, None)
    assert "last step" in last.message


def test_only_waits_are_pushed_and_only_promises_wait(ana, by_ana):
    ours, theirs = promised(owner=ana), promised("PO number", owner=ana, direction="wait")
    with pytest.raises(Refused):
        cast.does(by_ana, Promise, "push", ours)
    with pytest.raises(Invalid):
        cast.does(by_ana, Promise, "block", ours, wait=ours.ref)
    cast.does(by_ana, Promise, "block", ours, wait=theirs.ref)
    assert fresh(ours).blocked_by == theirs
    cast.does(by_ana, Promise, "unblock", ours)
    assert fresh(ours).blocked_by is None


def test_a_promise_by_hand_is_mine_and_due_the_next_working_day(ana, by_ana):
    outcome = cast.does(by_ana, Promise, "make", what="Send rate card", owed_to="Kestrel Media")
    made = Promise.objects.get(ref=outcome.ref)
    assert (made.owner, made.minder, made.due_on, made.source_text) == (
        ana,
        ana,
        date(2026, 11, 24),
        "Promised by Ana Ruiz.",
    )


def test_a_promise_on_a_record_is_for_its_account(ana, by_ana):
    account = cast.account("Juniper", owner=ana)
    outcome = cast.does(by_ana, type(account), "new-promise", account, what="Send rate card", due="month")
    made = Promise.objects.get(ref=outcome.ref)
    assert (made.account, made.source_ref, made.due_on) == (account, account.ref, date(2026, 12, 23))


def test_the_plain_create_of_the_api_fills_due_and_minder(ana, by_ana):
    outcome = cast.does(by_ana, Promise, "create", what="Call back", due_on="2026-11-25", owner=ana.ref)
    made = Promise.objects.get(ref=outcome.ref)
    assert (made.minder, made.due) == (ana, datetime(2026, 11, 25, 23, 59, 59, 999999, tzinfo=UTC))
    with pytest.raises(Invalid):
        cast.does(by_ana, Promise, "create", what="Call back", owner=ana.ref)


def test_every_verb_is_one_history_entry_of_the_promise_per_change(ana, by_ana):
    promise = promised(owner=ana)
    cast.does(by_ana, Promise, "snooze", promise, preset="next_monday")
    entry = Entry.objects.filter(kind="promises.promise", record_id=promise.pk).latest("id")
    assert (entry.verb, entry.actor_name, sorted(entry.after)) == (
        "snooze_promise",
        "Ana Ruiz",
        ["is_touched", "snoozed_until"],
    )
