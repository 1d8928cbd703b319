"""The daily letter to a department: once a day, in its morning and language; its links do three things, and end."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from followthrough.foundation.calendar.models import WorkCalendar
from followthrough.kernel import clock
from followthrough.kernel.files.store import open_content
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import LinkEnded, answer, guest_of, link_behind, opened_record
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.problems import Denied, Refused
from followthrough.keystone.promises.models import Evidence, Promise
from followthrough.serving.deliveries.actions.digests import post_digests
from followthrough.serving.deliveries.models import DepartmentSetting, DigestWhen
from followthrough.serving.deliveries.tests.house import TUESDAY, day, department, owed
from followthrough.serving.placements.tests.test_placements import png
from tests import cast

EIGHT = TUESDAY.replace(hour=8)
LINK = re.compile(r"/g/([\w-]{43})")
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def morning():
    with clock.clock_at(EIGHT):
        yield


@pytest.fixture
def web():
    """A department without accounts that owes something late, today and soon."""
    juniper, team = cast.account("Juniper"), department("Web", email="web@example.com")
    owed("Free banner", team, 16, juniper)
    owed("Proof", team, 24, juniper)
    owed("Check links", team, 27)
    owed("Next month", team, 30, juniper)
    return team


def test_letter_tells_what_is_late_due_and_coming_once_a_day(web, post_office):
    assert (post_digests(), post_digests()) == (1, 0)
    post_office.deliver()
    (letter,) = post_office.letters
    text = letter.get_body(("plain",)).get_content()
    assert (letter["To"], letter["Subject"]) == ("web@example.com", "Web: what is owed on Nov. 24, 2026")
    told = [
        line for line in text.splitlines() if line.startswith("– ") or line in ("Late", "Due today", "In the next days")
    ]
    assert told == [
        "Late",
        "– Free banner · Juniper · November 16",
        "Due today",
        "– Proof · Juniper · November 24",
        "In the next days",
        "– Check links · November 27",
    ]
    assert len(set(LINK.findall(text))) == 3
    with clock.clock_at(EIGHT + timedelta(days=1)):
        assert post_digests() == 1


def test_links_keep_redate_and_ask_their_own_promise_and_nothing_else(web, post_office):
    post_digests()
    post_office.deliver()
    secrets = LINK.findall(post_office.letters[0].get_body(("plain",)).get_content())
    assert len(secrets) == 3
    links = [link_behind(secret) for secret in secrets]
    assert [opened_record(one, guest_of(one, now=clock.now())).what for one in links] == [
        "Free banner",
        "Proof",
        "Check links",
    ]
    assert {tuple(one.verbs) for one in links} == {("keep", "redate", "ask")}
    told = {"version": None, "now": clock.now()}
    answer(links[0], "keep", {"note": "It is live"}, key="1", **told)
    answer(links[1], "redate", {"due_on": "2026-11-26", "reason": "supplier"}, key="2", **told)
    states = dict(Promise.objects.values_list("what", "state"))
    assert (states["Free banner"], states["Proof"], Evidence.objects.get().text) == ("kept", "open", "It is live")
    assert Promise.objects.get(what="Proof").due_on == day(26)
    with pytest.raises(Refused):
        answer(links[0], "keep", {"note": "Again"}, key="3", **told)
    for verb in ("let-go", "hand-over", "miss", "make-guest-link", "make-good", "edit"):
        with pytest.raises(Denied):
            answer(links[1], verb, {}, key=verb, **told)


def test_a_photo_sent_through_the_link_is_the_proof(web, post_office, client):
    post_digests()
    post_office.deliver()
    secret = LINK.findall(post_office.letters[0].get_body(("plain",)).get_content())[0]
    address = client.get(f"/g/{secret}")["Location"]
    taken = png(64, 48).read()
    photo = SimpleUploadedFile("banner.png", taken, "image/png")
    page = client.post(f"{address}keep", {"idempotency_key": "k", "file": photo, "note": "It hangs"}, follow=True)
    assert page.status_code == 200
    promise = Promise.objects.get(what="Free banner")
    shown = {one.kind: one for one in Evidence.objects.filter(promise=promise)}
    assert (promise.state, promise.verdict, sorted(shown)) == ("kept", "kept_late", ["file", "note"])
    filed = shown["file"].attachment
    with open_content(filed.sha256) as content:
        assert (filed.name, filed.media_type, content.read()) == ("banner.png", "image/png", taken)


def test_links_end_in_a_week_and_with_their_promise(web, post_office, client):
    post_digests()
    post_office.deliver()
    secret = LINK.findall(post_office.letters[0].get_body(("plain",)).get_content())[0]
    assert client.get(f"/g/{secret}", follow=True).status_code == 200
    with clock.clock_at(EIGHT + timedelta(days=7)):
        page = client.get(f"/g/{secret}", follow=True)
        assert page.status_code == 410
        assert "Its time is over." in page.content.decode()
    promise = Promise.objects.get(what="Free banner")
    cast.set_to(promise, binned_at=clock.now())
    with pytest.raises(LinkEnded):
        opened_record(link_behind(secret), guest_of(link_behind(secret), now=clock.now()))


def test_who_gets_no_letter(web, post_office):
    idle = department("Idle", email="idle@example.com")
    signs_in = department("Design", email="design@example.com")
    cast.person("Hetty Moss", "department", signs_in)
    owed("Half page", signs_in, 24)
    asleep = department("Far", email="far@example.com")
    cast.made(WorkCalendar, name="Far", team=asleep, zone="America/Los_Angeles")
    owed("Wall", asleep, 24)
    off = department("Off", email="off@example.com")
    cast.made(DepartmentSetting, department=off, digest=DigestWhen.NEVER)
    owed("Nothing", off, 24)
    assert (post_digests(), idle.email) == (1, "idle@example.com")
    cast.made(DepartmentSetting, department=signs_in, digest=DigestWhen.ALWAYS, language="es")
    assert post_digests() == 1
    assert list(Mail.objects.order_by("pk").values_list("to", "language")) == [
        (["web@example.com"], "en"),
        (["design@example.com"], "es"),
    ]
    with clock.clock_at(EIGHT + timedelta(days=4)):  # a Saturday
        assert post_digests() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_post_one_letter(web, post_office):
    start = Barrier(2)

    def work(_number):
        try:
            start.wait(timeout=20)
            with clock.clock_at(EIGHT):
                return post_digests()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        posted = list(pool.map(work, range(2)))
    assert (sorted(posted), Mail.objects.count(), GuestLink.objects.count()) == ([0, 1], 1, 3)
