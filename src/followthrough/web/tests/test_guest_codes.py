"""Who a guest is: the code goes to the link's own mailbox, few guesses are taken, and robots leave no trace."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from followthrough.kernel import clock
from followthrough.kernel.actions.declare import actions_on, exchange
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.models import Entry
from followthrough.kernel.links import knocking
from followthrough.kernel.links.codes import TRIES, confirm_code, send_code
from followthrough.kernel.links.models import GuestLink, Knock, LinkCode
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.desk import MONDAY, promised
from followthrough.web import guest_pages
from followthrough.web.guest_pages import guest_page_of
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all", email="ana@acme.example"))


@pytest.fixture
def promise(ana):
    return promised("Proof of the pumps banner", account=cast.account("Delmar Pump & Valve"))


@pytest.fixture
def asked():
    """Keeping a promise by a link asks who it is, for this test."""
    keep = actions_on(Promise)["keep"]
    exchange(replace(keep, guests=replace(keep.guests, identity=True)))
    yield
    exchange(keep)


def letter_with_link(ana, promise, **values):
    """The link of a letter that was posted, as its receiver reads it in the mail."""
    letter = Letter(["Hetty Moss <hetty@example.com>"], "Please answer", f"Open it: {link_mark()}")
    given = {"name": "Hetty Moss", "email": "hetty@example.com", "expires_at": MONDAY + timedelta(days=14), **values}
    with acting(ana, "arrange", surface="test", now=MONDAY):
        return post_with_link(letter, promise, by=ana, now=MONDAY, **given)


def path_in(office):
    text = office.letters[-1].get_body(("plain",)).get_content()
    return re.search(r"/g/[\w-]{43}", text)[0]


def code_in(office):
    office.deliver()
    return re.search(r"\b\d{6}\b", office.letters[-1].get_body(("plain",)).get_content())[0]


def opened(path):
    client = Client()
    client.page = client.get(path)["Location"]
    return client


@pytest.fixture
def hetty(ana, promise, post_office):
    """A browser that opened the link out of the mail."""
    letter_with_link(ana, promise)
    post_office.deliver()
    return opened(path_in(post_office))


def keep(client, **values):
    return client.post(f"{client.page}keep", {"note": "Done", "idempotency_key": "k", **values})


def state():
    return Promise.objects.get().state


def test_mailed_link_opens_its_record_and_its_secret_stands_nowhere(ana, promise, post_office, hetty):
    secret = path_in(post_office).rsplit("/", 1)[1]
    answer = hetty.get(hetty.page)
    assert promise.what in answer.content.decode() and answer["Referrer-Policy"] == "same-origin"
    assert hetty.get(f"/g/{secret}")["Referrer-Policy"] == "no-referrer"
    kept = str(Mail.objects.values()) + str(GuestLink.objects.values()) + str(list(Entry.objects.values("after")))
    assert secret not in kept


def test_robot_that_fetches_the_link_neither_views_nor_answers(hetty, post_office):
    path = path_in(post_office)
    for method in ("get", "head"):
        robot = Client()
        page = getattr(robot, method)(path)["Location"]
        getattr(robot, method)(page)
        getattr(robot, method)(f"{page}keep")
        assert getattr(robot, method)(f"{page}seen").status_code == 405
    link = GuestLink.objects.get()
    assert (link.seen_at, link.uses, state(), LinkCode.objects.count()) == (None, 0, "open", 0)


def test_person_who_moves_on_the_page_is_noted_once_in_a_while_and_told(hetty):
    assert hetty.post(f"{hetty.page}seen").status_code == 204
    with clock.clock_at(MONDAY + timedelta(minutes=10)):
        hetty.post(f"{hetty.page}seen")
    with clock.clock_at(MONDAY + timedelta(minutes=40)):
        hetty.post(f"{hetty.page}seen")
    link = GuestLink.objects.get()
    assert (link.seen_at, link.last_seen_at) == (MONDAY, MONDAY + timedelta(minutes=40))
    told = [row.body["first"] for row in Announcement.objects.filter(name="LinkSeen").order_by("pk")]
    assert told == [True, False]


def test_verb_that_asks_who_it_is_waits_for_the_mailed_code_and_keeps_what_was_typed(asked, hetty, post_office):
    page = keep(hetty)
    assert "h•••@example.com" in page.content.decode() and 'value="Done"' in page.content.decode()
    assert (state(), LinkCode.objects.count()) == ("open", 1)
    wrong = keep(hetty, code="not it")
    assert (wrong.status_code, state()) == (422, "open") and "4 tries are left" in wrong.content.decode()
    assert keep(hetty, code=code_in(post_office)).status_code == 200
    assert state() == "kept"
    assert str(LinkCode.objects.values()).find(code_in(post_office)) == -1


def test_who_was_forwarded_the_link_can_read_but_not_answer(asked, hetty, post_office):
    keep(hetty)
    code = code_in(post_office)
    other = opened(path_in_first(post_office))
    assert other.get(other.page).status_code == 200
    assert keep(other).status_code == 200 and state() == "open"
    assert keep(hetty, code=code).status_code == 200 and state() == "kept"
    assert other.cookies.get("guest-proof") is None


def path_in_first(office):
    return re.search(r"/g/[\w-]{43}", office.letters[0].get_body(("plain",)).get_content())[0]


def test_code_is_over_after_ten_minutes_five_tries_or_once_used(hetty, post_office):
    link = GuestLink.objects.get()
    send_code(link, language="en", now=MONDAY)
    code = code_in(post_office)
    with pytest.raises(Invalid):
        confirm_code(link, code, now=MONDAY + timedelta(minutes=10))
    assert len(confirm_code(link, f" {code[:3]} {code[3:]} ", now=MONDAY + timedelta(minutes=9))) == 43
    with pytest.raises(Invalid):
        confirm_code(link, code, now=MONDAY)
    send_code(link, language="en", now=MONDAY)
    code = code_in(post_office)
    for _try in range(TRIES):
        with pytest.raises(Invalid):
            confirm_code(link, "x", now=MONDAY)
    with pytest.raises(Invalid):
        confirm_code(link, code, now=MONDAY)


def guesses(link, count):
    """How many of so many guesses within one hour are compared with a code at all."""
    taken = 0
    for number in range(count):
        try:
            confirm_code(link, f"{number:06}", now=MONDAY)
        except Invalid as problem:
            taken += "tries are left" in str(problem)
            if "over" in str(problem):
                try:
                    send_code(link, language="en", now=MONDAY)
                except SlowDown:
                    continue
    return taken


@pytest.mark.parametrize("count", [150, pytest.param(10_000, marks=pytest.mark.battery)])
def test_of_many_guesses_twenty_five_an_hour_are_taken(ana, promise, count):
    link, _mail = letter_with_link(ana, promise)
    taken = guesses(link, count)
    assert (taken, LinkCode.objects.count()) == (5 * (TRIES - 1), 5)
    assert sum(LinkCode.objects.values_list("tries", flat=True)) == 5 * TRIES


def test_guesses_by_browser_meet_the_limit_of_the_address(hetty, monkeypatch):
    monkeypatch.setattr(knocking, "RATE", 0.001)  # a busy machine may take long over forty requests
    hetty.post(f"{hetty.page}code")
    answers = [hetty.post(f"{hetty.page}code/confirm", {"code": f"{n:06}"}).status_code for n in range(40)]
    assert set(answers[-5:]) == {429} and answers.count(422) <= 30
    assert Knock.objects.count() == 1


def test_page_of_an_area_stands_in_the_place_of_the_generic_one_with_its_files(hetty, post_office, monkeypatch):
    monkeypatch.setattr(guest_pages, "_pages", {})
    seen = []

    def show(visit):
        seen.append((visit.known, visit.tried, sorted(visit.errors), visit.thanks, visit.record.what))
        return HttpResponse("Own page", status=visit.status)

    guest_page_of(
        Promise, show, also={"proof.pdf": lambda visit: HttpResponse(b"%PDF", content_type="application/pdf")}
    )
    assert hetty.get(hetty.page).content == b"Own page"
    assert hetty.get(f"{hetty.page}see/proof.pdf").content == b"%PDF"
    assert hetty.get(f"{hetty.page}see/other.pdf").status_code == 410
    assert hetty.post(f"{hetty.page}keep", {"idempotency_key": "a"}).status_code == 422
    assert keep(hetty).status_code == 200
    assert [one[1:4] for one in seen] == [("", [], ""), ("keep", ["note"], ""), ("", [], seen[-1][3])] and seen[-1][3]


def test_page_that_asks_who_it_is_shows_nothing_before_the_code(hetty, post_office, monkeypatch):
    monkeypatch.setattr(guest_pages, "_pages", {})
    guest_page_of(
        Promise, lambda visit: HttpResponse("Contract"), also={"x": lambda v: HttpResponse("x")}, identity=True
    )
    for path in (hetty.page, f"{hetty.page}see/x"):
        assert "Send me the code" in hetty.get(path).content.decode()
    assert LinkCode.objects.count() == 0
    hetty.post(f"{hetty.page}code")
    answer = hetty.post(f"{hetty.page}code/confirm", {"code": code_in(post_office)})
    assert (answer.status_code, answer["Location"]) == (302, hetty.page)
    assert hetty.get(hetty.page).content == b"Contract"
    assert opened(path_in_first(post_office)).get(hetty.page).content != b"Contract"


def test_letter_with_a_link_is_posted_once_however_often_asked(ana, promise):
    first, again = (letter_with_link(ana, promise, once="quote:7") for _ in range(2))
    assert first == again and (GuestLink.objects.count(), Mail.objects.count()) == (1, 1)
