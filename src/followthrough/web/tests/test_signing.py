"""The door: who comes in, who does not, and what an address may not do."""

from datetime import timedelta

import pytest
from django.test import Client

from followthrough.kernel import clock
from followthrough.kernel.people.actions import set_password
from followthrough.kernel.people.demo import DEMO_DOMAIN
from followthrough.kernel.people.models import Attempt, Company, OneTimeLink, PersonSession, User
from followthrough.kernel.people.signing_in import make_link
from tests import cast

pytestmark = pytest.mark.django_db
PASSWORD = "seven maple boats"
ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "http:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "\n//evil.example",
    "/\x00/evil.example",
    "evil.example",
    "%2f%2fevil.example",
)


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def rita():
    rita = cast.person("Rita Rep", "rep")
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        set_password(rita, PASSWORD, by=cast.SYSTEM, now=clock.now())
    return rita


def signs_in(client, person, password=PASSWORD, **more):
    return client.post("/sign-in", {"email": person.email, "password": password, **more})


def _before_token(answer):
    return answer.content.decode().split("csrfmiddlewaretoken")[0]


def test_person_comes_in_under_a_new_session_when_the_password_fits(client, rita):
    answer = signs_in(client, rita, next="/accounts/?view=all")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/?view=all")
    session = PersonSession.objects.get()
    assert (session.user_id, session.session_key) == (rita.pk, client.cookies["session"].value)
    first = session.session_key
    signs_in(client, rita)
    assert PersonSession.objects.get().session_key != first


def test_unknown_and_wrong_are_told_the_same_when_somebody_guesses(client, rita):
    wrong = signs_in(client, rita, "not the password")
    unknown = client.post("/sign-in", {"email": "rito@example.com", "password": "not the password"})
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert _before_token(wrong).replace("rita@", "rito@") == _before_token(unknown)
    assert "do not belong together" in wrong.content.decode()
    assert "session" not in client.cookies


def test_guesser_is_told_to_wait_when_the_free_tries_are_over(client, rita):
    for _ in range(5):
        signs_in(client, rita, "not the password")
    answer = signs_in(client, rita)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 2
    assert "then try again" in answer.content.decode()


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_led_elsewhere_when_the_address_says_so(client, rita, wanted):
    assert signs_in(client, rita, next=wanted)["Location"] == "/"


def test_cookies_are_closed_to_scripts_and_other_sites_when_signed_in(client, rita):
    signs_in(client, rita)
    cookie = client.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", "")


def test_session_ends_when_the_person_is_deactivated(client, rita):
    signs_in(client, rita)
    assert client.get("/accounts/").status_code == 200
    admin = cast.as_actor(cast.person("Ada Admin", "admin"))
    cast.does(admin, User, "deactivate", rita)
    answer = client.get("/accounts/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in?next=%2Faccounts%2F")


def test_session_ends_when_signing_out_is_posted_and_not_when_it_is_opened(client, rita):
    signs_in(client, rita)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/accounts/").status_code == 200
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert client.get("/accounts/").status_code == 302
    assert PersonSession.objects.count() == 0


def test_page_speaks_the_browsers_language_when_nobody_is_signed_in(client):
    answer = client.get("/sign-in", headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
    assert 'lang="es"' in answer.content.decode()
    assert 'lang="en"' in client.get("/sign-in", headers={"Accept-Language": "fi"}).content.decode()


def test_link_sets_a_password_once_when_the_button_is_pressed(client, rita):
    secret = make_link(rita, now=clock.now())
    swapped = client.get(f"/sign-in/link/{secret}")
    assert (swapped.status_code, swapped["Location"], swapped["Referrer-Policy"]) == (
        302,
        "/sign-in/link",
        "no-referrer",
    )
    cookie = client.cookies["link"]
    assert (cookie["httponly"], cookie["path"], cookie["max-age"]) == (True, "/sign-in/link", 1800)
    for _ in range(3):
        page = client.get("/sign-in/link")
        assert (page.status_code, secret in page.content.decode()) == (200, False)
    short = client.post("/sign-in/link", {"password": "short", "again": "short"})
    assert (short.status_code, OneTimeLink.objects.get().used_at) == (422, None)
    other = client.post("/sign-in/link", {"password": "nine copper kettles", "again": "nine copper kettle"})
    assert (other.status_code, OneTimeLink.objects.get().used_at) == (422, None)
    done = client.post("/sign-in/link", {"password": "nine copper kettles", "again": "nine copper kettles"})
    assert (done.status_code, done["Location"]) == (302, "/")
    assert client.get("/accounts/").status_code == 200
    late = Client()
    late.get(f"/sign-in/link/{secret}")
    again = late.post("/sign-in/link", {"password": "six wooden spoons", "again": "six wooden spoons"})
    assert (again.status_code, "session" in late.cookies) == (410, False)


def test_link_says_so_when_its_day_is_over(client, rita):
    secret = make_link(rita, now=clock.now() - timedelta(days=2))
    client.get(f"/sign-in/link/{secret}")
    page = client.get("/sign-in/link")
    assert (page.status_code, "no longer works" in page.content.decode()) == (410, True)


def test_other_sessions_end_when_a_link_sets_a_new_password(client, rita):
    signs_in(client, rita)
    secret, elsewhere = make_link(rita, now=clock.now()), Client()
    elsewhere.get(f"/sign-in/link/{secret}")
    elsewhere.post("/sign-in/link", {"password": "nine copper kettles", "again": "nine copper kettles"})
    assert (elsewhere.get("/accounts/").status_code, client.get("/accounts/").status_code) == (200, 302)


def test_demo_people_come_in_without_password_when_the_company_is_a_demo(client):
    ana = cast.person("Ana Ruiz", "coordinator", email=f"ana@{DEMO_DOMAIN}")
    assert "Ana Ruiz" not in client.get("/sign-in").content.decode()
    assert client.post("/sign-in/demo", {"demo": ana.ref})["Location"] == "/sign-in"
    cast.made(Company, name="Fathomvale", is_demo=True)
    assert "Ana Ruiz" in client.get("/sign-in").content.decode()
    assert client.post("/sign-in/demo", {"demo": ana.ref, "next": "/accounts/"})["Location"] == "/accounts/"
    assert client.get("/accounts/").status_code == 200


def test_failed_tries_are_not_counted_when_a_page_is_only_opened(client):
    client.get("/sign-in")
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-inner/", "/health/", "/metrics/", "/g/", "/feeds/", "/api/"])
def test_address_that_only_looks_open_leads_to_the_sign_in_page(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 404 or (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in")
