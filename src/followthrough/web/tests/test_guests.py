"""The page behind a guest's link: opened without effect, answered once, closed clearly."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from followthrough.config.logs import SECRETS
from followthrough.kernel import clock
from followthrough.kernel.history.models import Entry
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Evidence, Promise, Slip
from followthrough.keystone.promises.tests.desk import MONDAY, promised
from followthrough.web.signing import BACKEND
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


@pytest.fixture
def promise(ana):
    return promised(
        "Proof of the pumps banner",
        department=cast.made(Team, name="Web", is_department=True),
        account=cast.account("Delmar Pump & Valve"),
        minder=ana,
        source_text="Won with a margin of 41%",
    )


@pytest.fixture
def path(ana, promise):
    """The path of a new link."""
    values = {"name": "Hetty Moss", "email": "hetty@example.com", "note": "Artwork is in the mail of Monday."}
    address = cast.does(cast.as_actor(ana), Promise, "make-guest-link", promise, **values).secret
    return "/g/" + address.rsplit("/", 1)[1]


@pytest.fixture
def hetty(path):
    """A browser that opened the link."""
    client = Client()
    client.page = client.get(path)["Location"]
    return client


def sends(client, verb, **values):
    return client.post(f"{client.page}{verb}", {"idempotency_key": "k", **values})


def now_of(promise):
    return Promise.objects.get(pk=promise.pk)


def test_token_is_swapped_for_a_cookie_of_one_page(path):
    answer = Client().get(path)
    cookie = answer.cookies["guest"]
    assert (answer.status_code, answer["Location"], answer["Referrer-Policy"]) == (302, "/g/GL-00001/", "no-referrer")
    assert (cookie["httponly"], cookie["path"], cookie["max-age"]) == (True, "/g/GL-00001/", 7200)
    assert SECRETS.sub("[cut]", path) == "/g/[cut]"


def test_page_tells_what_is_owed_and_not_where_it_comes_from(hetty, promise):
    answer = hetty.get(hetty.page)
    page = answer.content.decode()
    for told in (
        "Proof of the pumps banner",
        "Delmar Pump &amp; Valve",
        "Friday 27 November 2026",
        "Ana Ruiz",
        "Artwork is in the mail",
        "Done",
        "New date",
        "Ask a question",
    ):
        assert told in page
    for hidden in ("margin", "hetty@example.com", "/accounts/", "/promises/", "The customer asked"):
        assert hidden not in page
    assert answer["Cache-Control"] == "private, no-store"


def test_nothing_is_done_when_a_scanner_opens_everything(path):
    before = (Entry.objects.count(), list(GuestLink.objects.values()))
    robot = Client()
    for method in (robot.get, robot.head):
        assert method(path, follow=True).status_code == 200
        for verb in ("keep", "redate", "ask", "nonsense"):
            assert method(f"/g/GL-00001/{verb}").status_code == 302
    assert (Entry.objects.count(), list(GuestLink.objects.values())) == before


def test_done_is_refused_with_a_sentence_when_nothing_shows_it(hetty, promise):
    answer = sends(hetty, "keep", note="  ")
    assert (answer.status_code, "a note, a file or a link." in answer.content.decode()) == (422, True)
    assert now_of(promise).state == "open"


def test_done_keeps_the_promise_with_its_proof_and_tells_the_minder(hetty, promise, ana):
    proof = SimpleUploadedFile("proof.pdf", b"%PDF")
    answer = sends(hetty, "keep", note="Sent to the customer", link="example.com/proof", file=proof)
    page = answer.content.decode()
    assert (answer.status_code, "Thank you, Hetty Moss" in page, "Ana Ruiz has been told" in page) == (200, True, True)
    kept = now_of(promise)
    assert (kept.state, kept.closed_by, kept.verdict) == ("kept", None, "on_time")
    assert sorted(Evidence.objects.values_list("kind", flat=True)) == ["file", "link", "note"]
    assert [(n.user_id, n.text) for n in Notice.objects.all()] == [
        (ana.pk, "Hetty Moss (by link) kept: Proof of the pumps banner")
    ]
    page = hetty.get(hetty.page).content.decode()
    assert ("/keep" in page, "/redate" in page, "/ask" in page, "Kept" in page) == (False, False, True, True)
    assert sends(hetty, "keep", note="Again", idempotency_key="other").status_code == 409


def test_done_twice_has_one_effect(hetty, promise):
    answers = [sends(hetty, "keep", note="Sent") for _ in range(2)]
    assert [("Thank you" in one.content.decode(), one.status_code) for one in answers] == [(True, 200)] * 2
    assert (Evidence.objects.count(), Notice.objects.count(), GuestLink.objects.get().uses) == (1, 1, 1)


def test_new_date_needs_a_reason_and_never_moves_what_is_counted(hetty, promise):
    friday = now_of(promise).counted_due
    assert sends(hetty, "redate", due_on="2026-12-02").status_code == 422
    assert sends(hetty, "redate", due_on="2026-12-02", reason="customer_asked").status_code == 422
    assert sends(hetty, "redate", due_on="2026-11-20", reason="supplier").status_code == 422
    assert Slip.objects.count() == 0
    page = sends(hetty, "redate", due_on="2026-12-02", reason="supplier", text="Paper is late").content.decode()
    assert ("Wednesday 2 December 2026" in page, "Answer something else" in page) == (True, True)
    assert (now_of(promise).due_on, now_of(promise).counted_due) == (date(2026, 12, 2), friday)


def test_question_reaches_whoever_minds_it(hetty, promise, ana):
    assert sends(hetty, "ask", question="Which size?").status_code == 200
    assert [n.user_id for n in Notice.objects.all()] == [ana.pk]
    assert Note.objects.get().text == "Which size?"


def test_other_verbs_and_fields_have_no_effect_when_posted(hetty, promise):
    for verb in ("reopen", "delete", "hand-over", "make-guest-link", "nonsense"):
        assert sends(hetty, verb, note="x").status_code == 403
    sends(hetty, "ask", question="Why?", owner="1", state="kept", what="Other words")
    assert (now_of(promise).what, now_of(promise).state, Attachment.objects.count()) == (
        "Proof of the pumps banner",
        "open",
        0,
    )


def test_form_from_elsewhere_is_refused(path, promise):
    client = Client(enforce_csrf_checks=True)
    client.get(path)
    assert client.post("/g/GL-00001/keep", {"note": "Sent"}).status_code == 419
    assert now_of(promise).state == "open"


@pytest.mark.parametrize("ref", ["GL-00001", "GL-09999"])
def test_foreign_link_looks_like_a_missing_one(path, ref):
    answers = [Client().get(f"/g/{ref}/"), Client().post(f"/g/{ref}/keep", {"note": "Sent"})]
    assert [(one.status_code, "Open your link again" in one.content.decode()) for one in answers] == [(403, True)] * 2


def test_cookie_of_one_link_does_not_open_another(hetty, ana):
    other = promised("Something else", owner=ana)
    cast.does(cast.as_actor(ana), Promise, "make-guest-link", other, name="Tom", email="tom@example.com")
    second = GuestLink.objects.order_by("id").last().ref
    hetty.cookies["guest"]["path"] = "/"
    assert hetty.get(f"/g/{second}/").status_code == 403


def test_page_says_why_when_the_link_ended(hetty, path, ana):
    assert Client().get("/g/" + "x" * 43).status_code == 410
    with clock.clock_at(MONDAY + timedelta(days=14)):
        late = hetty.get(hetty.page)
    assert (late.status_code, "Its time is over" in late.content.decode()) == (410, True)
    cast.does(cast.as_actor(ana), GuestLink, "revoke", "GL-00001")
    for answer in (hetty.get(hetty.page), sends(hetty, "keep", note="Sent"), Client().get(path, follow=True)):
        assert (answer.status_code, "It was ended by the people who gave it" in answer.content.decode()) == (410, True)


def test_address_is_told_to_wait_when_it_asks_too_often(path):
    answers = [Client().get("/g/" + "x" * 43) for _ in range(31)]
    assert {one.status_code for one in answers[:30]} == {410}
    assert (answers[30].status_code, answers[30]["Retry-After"]) == (429, "2")


def test_guest_link_opens_no_other_page(hetty, promise):
    for url in (f"/promises/{promise.ref}/", "/promises/", "/", f"/files/{promise.ref}", "/api/v1/promises"):
        assert hetty.get(url).status_code in (302, 401)


def test_desk_makes_a_link_on_the_promises_page_and_sees_it_there(client, promise, ana):
    client.force_login(ana, backend=BACKEND)
    page = client.get(f"/promises/{promise.ref}/").content.decode()
    assert ("Link for a department" in page, f"/promises/{promise.ref}/do/make-guest-link" in page) == (True, True)
    sent = {"name": "Hetty Moss", "email": "hetty@example.com", "days": "7", "idempotency_key": "k"}
    answer = client.post(f"/promises/{promise.ref}/do/make-guest-link", sent)
    assert re.search(r'value="http://[^"]+/g/[\w-]{43}"', answer.content.decode())
    page = client.get(f"/promises/{promise.ref}/").content.decode()
    assert ("Links given" in page, "Hetty Moss" in page, "/guest-links/GL-00001/" in page) == (True, True, True)
    assert "/guest-links/GL-00001/do/revoke" in client.get("/guest-links/GL-00001/").content.decode()
