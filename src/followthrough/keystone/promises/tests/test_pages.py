"""Today in the browser: the list, the small forms in its rows, and what comes of them."""

import json
import re
from argparse import Namespace
from datetime import date, timedelta
from html import unescape

import pytest

from followthrough.cli.words import Asked
from followthrough.foundation.accounts.models import Interaction
from followthrough.kernel import clock
from followthrough.kernel.people.models import Cover, Team
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.cli import show_today
from followthrough.keystone.promises.models import Evidence, Promise
from followthrough.keystone.promises.tests.desk import FRIDAY, MONDAY, fresh, promised
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "followthrough.kernel.people.backend.PersonBackend"


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person, backend=BACKEND)
    return person


def text_of(answer):
    """The words of a page, without its tags."""
    words = re.sub(r"<(script|style|svg)[\s\S]*?</\1>", " ", answer.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())


def rows_of(answer):
    """The promises listed, by group."""
    found = {}
    for key, part in re.findall(
        r'<ul class="plist" data-promises id="rows-(\w+)">([\s\S]*?)</ul>', answer.content.decode()
    ):
        found[key] = re.findall(
            r'<a href="/promises/[^"]+" class="trunc">(?:<span[^>]*>[^<]*</span>)?([^<]+)</a>', part
        )
    return found


def counts_of(answer):
    return dict(re.findall(r'id="count-(?!text)(\w+)"[^>]*>([^<]*)<', answer.content.decode()))


def undo_url(answer):
    """Where Undo of the answer's toast is posted to."""
    return json.loads(answer["HX-Trigger"])["toast"]["undo_url"]


def test_the_desk_opens_on_today(client, ana):
    assert client.get("/")["Location"] == "/today/"


def test_today_lists_groups_with_counts_and_names_what_is_hidden(client, ana):
    promised("Place banner", owner=ana, due_on=date(2026, 11, 16))
    promised("Send quote", owner=ana, due_at=MONDAY + timedelta(hours=2), source_text="Asked for by phone.")
    promised("Ship order", owner=ana)
    promised("Next month", owner=ana, due_on=date(2026, 12, 20))
    promised("PO number", owner=ana, direction="wait", asked_on=date(2026, 11, 16))
    answer = client.get("/today/")
    assert rows_of(answer) == {
        "late": ["Place banner"],
        "today": ["Send quote"],
        "later_this_week": ["Ship order"],
        "waiting": ["PO number"],
    }
    assert counts_of(answer) == {"late": "1", "today": "1", "later_this_week": "1", "waiting": "1"}
    words = text_of(answer)
    for said in (
        "1 due after this week",
        "5 days late",
        "Asked for by phone",
        "asked Mon 16 Nov",
        "To push today",
        "11:00",
    ):
        assert said in words, said
    hidden = client.get("/today/?whose=mine&show=later")
    assert rows_of(hidden) == {"later": ["Next month"]}


def test_what_one_customer_owes_is_one_line_to_push_that_opens_its_rows(client, ana):
    delmar, kestrel = cast.account("Delmar Pump & Valve"), cast.account("Kestrel Media")
    wait = {"direction": "wait", "minder": ana, "asked_on": date(2026, 11, 16)}
    several = {promised(f"Artwork {n}", account=delmar, **wait).ref for n in range(3)}
    promised("PO number", account=kestrel, **wait)
    promised("Asked this morning", account=delmar, **wait | {"asked_on": date(2026, 11, 23)})
    page = client.get("/today/").content.decode()
    rail = re.search(r"To push today.*?</section>", page, re.DOTALL)[0]
    lines = re.findall(r'<a class="trunc" href="([^"]+)">([^<]+)</a><span[^>]*>([^<]+)<', rail)
    assert [(label, word) for _url, label, word in lines] == [
        ("Delmar Pump &amp; Valve", "3 things"),
        ("PO number", "Kestrel Media"),
    ]
    opened = client.get(lines[0][0].replace("&amp;", "&")).content.decode()
    assert set(re.findall(r'data-row="([^"]+)"', opened)) == several


def test_an_empty_desk_says_what_is_true(client, ana):
    promised("Next month", owner=ana, due_on=date(2026, 12, 20))
    assert "Nothing is due this week. 1 promise is due after this week." in text_of(client.get("/today/"))


def test_the_number_beside_today_is_what_is_late_or_due(client, ana):
    promised("Late", owner=ana, due_on=date(2026, 11, 20))
    promised("Today", owner=ana, due_on=date(2026, 11, 23))
    promised("Friday", owner=ana)
    page = client.get("/today/").content.decode()
    assert re.findall(r'id="nav-today"[^>]*>(\d+)<', page) == ["2"]


def test_keeping_asks_for_evidence_with_the_last_call_chosen(client, ana):
    account = cast.account("Juniper", owner=ana)
    promise = promised(owner=ana, account=account)
    call = cast.made(Interaction, kind="call", at=MONDAY + timedelta(minutes=1), account=account, by=ana)
    with clock.clock_at(MONDAY + timedelta(hours=1)):
        form = client.get(f"/promises/{promise.ref}/keep?whose=mine").content.decode()
        assert re.findall(r'name="evidence" value="([^"]+)"[^>]*checked', form) == [f"record:{call.ref}"]
        answer = client.post(
            f"/promises/{promise.ref}/keep?whose=mine",
            {"evidence": f"record:{call.ref}", "note": "", "idempotency_key": "k1", "version": promise.version},
        )
    assert (fresh(promise).state, Evidence.objects.get().record_ref) == ("kept", call.ref)
    words = text_of(answer)
    assert "Kept 10:00" in words
    assert '"undo_url": "/promises/' in answer["HX-Trigger"]


def test_the_same_form_sent_twice_keeps_once(client, ana):
    promise = promised(owner=ana)
    sent = {"evidence": "note", "note": "Sent", "idempotency_key": "k1"}
    first, second = (client.post(f"/promises/{promise.ref}/keep", sent) for _n in range(2))
    assert (first.status_code, second.status_code, Evidence.objects.count()) == (200, 200, 1)


def test_without_evidence_the_form_stays_with_the_sentence(client, ana):
    promise = promised(owner=ana)
    answer = client.post(f"/promises/{promise.ref}/keep", {"evidence": "note", "note": "", "idempotency_key": "k1"})
    assert answer.status_code == 422
    assert "Say what shows that it was kept" in text_of(answer)
    assert fresh(promise).state == "open"


def test_after_the_last_step_it_asks_what_is_next_and_takes_the_answer(client, ana):
    account = cast.account("Juniper", owner=ana)
    promise = promised(owner=ana, account=account, source=account)
    other = promised("Another", owner=ana)
    kept = client.post(f"/promises/{promise.ref}/keep", {"evidence": "note", "note": "Sent", "idempotency_key": "k1"})
    assert "What next? Nothing else is owed on A-00001." in text_of(kept)
    on_page = "whose=mine&on=later_this_week"
    answer = client.post(f"/promises/{promise.ref}/next?{on_page}", {"next": "two_days", "idempotency_key": "k2"})
    made = Promise.objects.get(source_ref=account.ref, state="open")
    assert (made.what, made.due_on, made.account) == ("Call Juniper", date(2026, 11, 25), account)
    assert counts_of(answer) == {"later_this_week": "2"}
    assert "Call Juniper" in text_of(answer)
    assert fresh(other).state == "open"


def test_nothing_next_is_an_answer_too(client, ana):
    account = cast.account("Juniper", owner=ana)
    promise = promised(owner=ana, source=account)
    client.post(f"/promises/{promise.ref}/keep", {"evidence": "note", "note": "Sent", "idempotency_key": "k1"})
    answer = client.post(f"/promises/{promise.ref}/next", {"next": "none", "idempotency_key": "k2"})
    assert (answer.status_code, Promise.objects.count()) == (200, 1)


def test_snoozing_and_undoing_in_the_row(client, ana):
    promise = promised(owner=ana)
    assert "Tomorrow morning" in text_of(client.get(f"/promises/{promise.ref}/snooze"))
    on_page = "whose=mine&on=later_this_week"
    sent = {"until": "tomorrow_morning", "idempotency_key": "k1"}
    answer = client.post(f"/promises/{promise.ref}/snooze?{on_page}", sent)
    assert "Snoozed until Tue 24 Nov, 09:00" in text_of(answer)
    assert "1 snoozed" in text_of(client.get("/today/"))
    back = client.post(undo_url(answer), {"idempotency_key": "u1"})
    assert counts_of(back) == {"later_this_week": "1"}
    assert fresh(promise).snoozed_until is None


def test_snoozing_to_a_typed_moment_that_is_past_is_refused_in_place(client, ana):
    promise = promised(owner=ana)
    answer = client.post(
        f"/promises/{promise.ref}/snooze", {"until": "at", "until_at": "2026-11-01T10:00", "idempotency_key": "k"}
    )
    assert (answer.status_code, fresh(promise).snoozed_until) == (422, None)
    assert "still to come" in text_of(answer)


def test_a_promise_handed_away_stands_in_the_row_again_when_undone(client, ana):
    ben = cast.person("Ben Oduya", "coordinator")
    promise = promised(owner=ana, minder=ana)
    sent = {"to": ben.ref, "reason": "", "idempotency_key": "k1"}
    answer = client.post(f"/promises/{promise.ref}/hand-over?whose=mine&on=later_this_week", sent)
    assert fresh(promise).owner == ben
    back = client.post(undo_url(answer), {"idempotency_key": "u1"})
    assert (fresh(promise).owner, fresh(promise).minder, counts_of(back)) == (ana, ana, {"later_this_week": "1"})


def test_page_of_a_promise_says_that_it_is_late(client, ana):
    late, open_ = promised("Send the file", owner=ana, due_on=date(2026, 11, 20)), promised("Send more", owner=ana)
    heads = [client.get(f"/promises/{one.ref}/").content.decode().split("Details")[0] for one in (late, open_)]
    assert [">Late</span>" in head for head in heads] == [True, False]


def test_handing_over_finds_people_and_departments(client, ana):
    web = cast.made(Team, name="Web", is_department=True)
    wes = cast.person("Wes Webber", "department", web)
    promise = promised(owner=ana)
    found = client.get("/promises/receivers?q=we").json()
    assert [(one["value"], one["note"]) for one in found] == [(wes.ref, ""), (web.ref, "Department")]
    answer = client.post(f"/promises/{promise.ref}/hand-over", {"to": web.ref, "reason": "", "idempotency_key": "k1"})
    assert "Handed to Web" in text_of(answer)
    assert (fresh(promise).department, fresh(promise).minder) == (web, ana)


def test_undoing_a_keep_brings_the_row_back(client, ana):
    promise = promised(owner=ana)
    sent = {"evidence": "note", "note": "Sent", "idempotency_key": "k1"}
    answer = client.post(f"/promises/{promise.ref}/keep", sent)
    back = client.post(undo_url(answer), {"idempotency_key": "u1"})
    assert (fresh(promise).state, Evidence.objects.count()) == ("open", 0)
    assert "Keep: Send the quote" in back.content.decode()


def test_filters_are_chips_and_narrow_the_list(client, ana):
    juniper = cast.account("Juniper", owner=ana)
    promised("For Juniper", owner=ana, account=juniper)
    promised("For nobody", owner=ana)
    answer = client.get(f"/today/?whose=mine&account={juniper.ref}")
    assert rows_of(answer) == {"later_this_week": ["For Juniper"]}
    assert "For Juniper" in text_of(answer)


def test_a_covered_colleagues_row_says_for_whom(client, ana):
    ben = cast.person("Ben Oduya", "coordinator")
    promised("Ben's", owner=ben)
    cast.made(Cover, user=ben, by=ana, starts_on=date(2026, 11, 20))
    words = text_of(client.get("/today/"))
    assert "for Ben Oduya" in words
    assert "You cover for Ben Oduya" in words


def test_a_department_sees_keep_and_no_snooze(client):
    web = cast.made(Team, name="Web", is_department=True)
    wes = cast.person("Wes Webber", "department", web)
    promise = promised("Banner", department=web)
    client.force_login(wes, backend=BACKEND)
    page = client.get("/today/").content.decode()
    assert rows_of(client.get("/today/")) == {"later_this_week": ["Banner"]}
    assert (f"/promises/{promise.ref}/keep" in page, f"/promises/{promise.ref}/snooze" in page) == (True, False)


def test_a_strangers_promise_is_not_found(client):
    promise = promised(owner=cast.person("Ben Oduya", "rep", reach="own"))
    client.force_login(cast.person("Rae Rep", "rep", reach="own"), backend=BACKEND)
    assert client.get(f"/promises/{promise.ref}/keep").status_code == 404
    assert client.post(f"/promises/{promise.ref}/keep", {"evidence": "note", "note": "x"}).status_code == 404


def test_a_long_group_shows_more_on_demand(client, ana):
    for n in range(43):
        promised(f"Promise {n:02}", owner=ana)
    page = client.get("/today/")
    (more,) = re.findall(r'hx-get="(/today/more\?[^"]+)"', page.content.decode())
    assert len(rows_of(page)["later_this_week"]) == 20
    assert client.get(unescape(more)).content.decode().count("data-promise>") == 23


def test_the_page_costs_the_same_queries_with_one_row_and_with_ten(client, ana, django_assert_max_num_queries):
    promised(owner=ana, account=cast.account("One", owner=ana))
    client.get("/today/")
    for n in range(10):
        account = cast.account(f"Account {n}", owner=ana)
        promised(owner=ana, account=account, source=account)
    with django_assert_max_num_queries(12):
        client.get("/today/")


def test_what_else_may_be_done_is_fetched_when_its_menu_is_opened(client, ana):
    promise = promised("Send the quote", owner=ana)
    page = client.get("/today/").content.decode()
    assert (f'hx-get="/promises/{promise.ref}/more"' in page, "do/let-go" in page) == (True, False)
    assert f"/promises/{promise.ref}/do/let-go" in client.get(f"/promises/{promise.ref}/more").content.decode()


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_whole_day_is_listed_as_that_day_wherever_its_reader_is(client, zone):
    kenji = cast.person("Kenji Mori", "coordinator", reach="all", zone=zone)
    client.force_login(kenji, backend=BACKEND)
    promised("Send the quote", owner=kenji)
    assert re.findall(r"Send the quote (.*?) KM Kenji Mori", text_of(client.get("/promises/"))) == ["Fri 27 Nov"]


def test_rules_are_listed_in_the_words_of_their_reader(client):
    manager = cast.person("Gareth Molloy", "manager", reach="all", language="es")
    client.force_login(manager, backend=BACKEND)
    run_rules()
    assert "Compromisos periódicos" in text_of(client.get("/rules/"))


def test_on_time_is_told_apart_with_links_to_its_rows(client, ana):
    late = promised("Late", owner=ana, due_on=date(2026, 11, 20))
    kept = promised("Kept", owner=ana, due_on=FRIDAY)
    cast.does(cast.as_actor(ana), Promise, "keep", kept, note="done")
    page = client.get("/on-time/?by=owner&days=30")
    assert "Ana Ruiz 50% 1 0 0 1 2" in text_of(page)
    links = [unescape(link) for link in re.findall(r'href="(/promises/\?[^"]+)"', page.content.decode())]
    listed = [re.findall(r"/promises/(PM-\d+)/", client.get(link).content.decode()) for link in dict.fromkeys(links)]
    assert {ref for refs in listed for ref in refs} == {late.ref, kept.ref}
    for by in ("account", "team", "department", "kind", "reason"):
        assert client.get(f"/on-time/?by={by}&days=90").status_code == 200


def test_on_time_says_who_owes_the_rest(client, ana):
    promised("Banner", department=cast.made(Team, name="Web", is_department=True), due_on=date(2026, 11, 20))
    promised("Late", owner=ana, due_on=date(2026, 11, 20))
    assert "owed by a department 0% 0 0 0 1 1" in text_of(client.get("/on-time/?by=owner"))
    assert "owed by a person 0% 0 0 0 1 1" in text_of(client.get("/on-time/?by=department"))


def test_a_row_on_a_record_page_renews_no_figures_of_today(client, ana):
    account = cast.account("Juniper", owner=ana)
    promise = promised(owner=ana, account=account)
    page = client.get(f"/accounts/{account.ref}/").content.decode()
    assert f'hx-get="/promises/{promise.ref}/keep"' in page
    sent = {"evidence": "note", "note": "Sent", "idempotency_key": "k1"}
    answer = client.post(f"/promises/{promise.ref}/keep", sent).content.decode()
    assert ("desk-facts" in answer, "Kept" in answer) == (False, True)


def test_the_command_line_shows_the_same_today(ana):
    promised("Place banner", owner=ana, due_on=date(2026, 11, 16))
    promised("Next month", owner=ana, due_on=date(2026, 12, 20))
    answer = show_today(Asked(Namespace(whose="mine"), cast.as_actor(ana)))
    assert [one["what"] for one in answer.values["late"]["rows"]] == ["Place banner"]
    assert (answer.lines[0], answer.lines[-1]) == ("Late (1)", "1 later, 0 snoozed.")


def test_the_page_of_a_wait_shows_its_ladder(client, ana):
    wait = promised("Signed contract", owner=ana, direction="wait", ladder=(3, 7, 14))
    assert "Push after working days 3 7 14" in text_of(client.get(f"/promises/{wait.ref}/"))


def test_the_list_marks_what_is_late_and_nothing_else(client, ana):
    for what, due in (("Late one", date(2026, 11, 20)), ("Coming one", date(2026, 11, 27))):
        promised(what=what, due_on=due, owner=ana)
    rows = re.findall(r"<tr data-row[\s\S]*?</tr>", client.get("/promises/").content.decode())
    marked = {what: 't-late" title=' in row for row in rows for what in ("Late one", "Coming one") if what in row}
    assert marked == {"Late one": True, "Coming one": False}


def test_page_of_a_promise_names_the_rule_that_made_it(client, ana):
    made = promised("Call them", owner=ana, rule="promises.contact")
    assert "Rule Contact by the segment's cadence" in text_of(client.get(f"/promises/{made.ref}/"))


def test_a_reason_that_must_be_given_is_chosen_by_hand(client, ana):
    late = promised("Send the file", owner=ana, due_on=date(2026, 11, 20))
    address = f"/promises/{late.ref}/do/miss"
    form = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert re.search(r'<option value=""[^>]*selected[^>]*>Choose…</option>', form)
    answer = client.post(address, {"reason": "", "idempotency_key": "k1"}, HTTP_HX_REQUEST="true")
    assert "Fill in why." in text_of(answer)
    assert fresh(late).state == "open"
    client.post(address, {"reason": "we_late", "idempotency_key": "k2"}, HTTP_HX_REQUEST="true")
    assert (fresh(late).state, fresh(late).reason) == ("missed", "we_late")
