"""Settings, profile, notices and jobs: each does what it says, for whom it is."""

import pytest
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.foundation.calendar.models import WorkCalendar
from followthrough.kernel import clock
from followthrough.kernel.history.models import Deed, Entry
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.actions import set_password
from followthrough.kernel.people.models import ApiKey, Company, PersonSession, User, Visit
from followthrough.web.deeds import verb_words
from followthrough.web.profile_panels import device_words
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSWORD = "seven maple boats"
PROFILE = {"name": "Rita Rep", "language": "es", "zone": "Europe/Madrid", "theme": "dark", "keys_on": "on"}


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def rita():
    rita = cast.person("Rita Rep", "rep")
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        set_password(rita, PASSWORD, by=cast.SYSTEM, now=clock.now())
    return rita


def signed_in(person, password=PASSWORD):
    client = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"})
    if person.password:
        client.post("/sign-in", {"email": person.email, "password": password})
    else:
        client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return client


def text(answer):
    return answer.content.decode()


def test_settings_show_counts_and_only_what_one_may_change_when_opened():
    cast.made(Company, name="Ostrander Group")
    admin, manager = signed_in(cast.person("Ada Admin", "admin")), signed_in(cast.person("Mia Manager", "manager"))
    page = text(admin.get("/settings/"))
    for url in (
        "/people/",
        "/teams/",
        "/covers/",
        "/calendars/",
        "/rules/",
        "/pipelines/",
        "/companies/CO-1/",
        "/jobs/",
    ):
        assert f'href="{url}"' in page, url
    page = text(manager.get("/settings/"))
    assert ('href="/territories/"' in page, "<b>Teams</b>" in page, "<b>Jobs</b>" in page) == (True, False, False)
    page = text(signed_in(cast.person("Fay Finance", "finance")).get("/settings/"))
    assert ('href="/imports/"' in page, 'href="/teams/"' in page, 'href="/jobs/"' in page) == (True, False, False)
    assert signed_in(cast.person("Rolf Reader", "readonly")).get("/settings/").status_code == 403


def test_sidebar_stays_short_when_records_belong_to_the_settings():
    page = text(signed_in(cast.person("Ada Admin", "admin")).get("/accounts/")).split("</aside>")[0]
    assert [
        url for url in ("/teams/", "/segments/", "/stages/", "/calendars/", "/keys/") if f'href="{url}"' in page
    ] == []


def test_week_reads_as_a_table_when_a_calendar_is_opened():
    calendar = cast.made(WorkCalendar, name="House")
    page = text(signed_in(cast.person("Ada Admin", "admin")).get(f"/calendars/{calendar.ref}/"))
    assert ("09:00–17:30" in page, "not worked" in page) == (True, True)


def test_language_and_theme_take_effect_at_once_when_saved(rita):
    client = signed_in(rita)
    answer = client.post("/profile/save", PROFILE, follow=True)
    assert 'lang="es" data-theme="dark"' in text(answer)
    rita.refresh_from_db()
    assert (rita.language, rita.zone, rita.theme, rita.keys_on) == ("es", "Europe/Madrid", "dark", True)


def test_what_was_typed_stays_when_the_profile_is_refused(rita):
    answer = signed_in(rita).post("/profile/save", {**PROFILE, "name": "Rita R", "zone": "Mars/Olympus"})
    assert (answer.status_code, 'value="Rita R"' in text(answer)) == (422, True)


def test_this_browser_stays_and_others_end_when_the_password_changes(rita):
    here, there = signed_in(rita), signed_in(rita)
    wrong = here.post(
        "/profile/password", {"current": "guessed it", "new": "nine copper kettles", "again": "nine copper kettles"}
    )
    assert wrong.status_code == 422
    typed = {"current": PASSWORD, "new": "nine copper kettles", "again": "nine copper kettle"}
    assert here.post("/profile/password", typed).status_code == 422
    assert here.post("/profile/password", {**typed, "again": typed["new"]}).status_code == 302
    assert (here.get("/profile").status_code, there.get("/profile").status_code) == (200, 302)


def test_reader_chooses_language_and_password_when_they_may_change_nothing_else():
    reader = cast.person("Rory Reader", "readonly")
    assert signed_in(reader).post("/profile/save", {**PROFILE, "name": "Rory Reader"}).status_code == 302


def test_other_browser_is_signed_out_when_its_session_is_ended(rita):
    here, there = signed_in(rita), signed_in(rita)
    page = text(here.get("/profile"))
    keys = [session.session_key for session in PersonSession.objects.filter(user=rita)]
    assert (page.count("Chrome on Linux") >= 2, [key for key in keys if key in page]) == (True, [])
    url = page.split('href="/profile/sessions/')[1].split('"')[0]
    assert "Sign it out" in text(here.get(f"/profile/sessions/{url}"))
    assert there.get("/profile").status_code == 200
    assert here.post(f"/profile/sessions/{url}").status_code == 302
    assert (here.get("/profile").status_code, there.get("/profile").status_code) == (200, 302)


def test_nobody_ends_another_persons_session_when_its_mark_is_known(rita):
    signed_in(rita)
    mark = text(signed_in(rita).get("/profile")).split('href="/profile/sessions/')[1].split('"')[0]
    other = signed_in(cast.person("Ada Admin", "admin"))
    assert (other.post(f"/profile/sessions/{mark}").status_code, PersonSession.objects.filter(user=rita).count()) == (
        404,
        2,
    )


def test_all_others_end_when_signed_out_everywhere_else(rita):
    here, there = signed_in(rita), signed_in(rita)
    here.post("/profile/sessions/end-others")
    assert (here.get("/profile").status_code, there.get("/profile").status_code) == (200, 302)


def test_key_is_shown_once_when_made(rita):
    client = signed_in(rita)
    answer = client.post("/keys/do/make", {"name": "Nightly export", "idempotency_key": "k1"})
    assert (answer.status_code, "ftk_" in text(answer), answer["Cache-Control"]) == (200, True, "no-store")
    key = ApiKey.objects.get()
    assert (key.name, key.key_hash in text(answer)) == ("Nightly export", False)
    page = text(client.get("/profile"))
    assert ("Nightly export" in page, f"/keys/{key.ref}/do/revoke" in page) == (True, True)
    client.post(f"/keys/{key.ref}/do/revoke", {"idempotency_key": "k2"})
    assert "Nightly export" not in text(client.get("/profile"))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browser_is_named_when_it_says_what_it_is(agent, words):
    assert device_words(agent) == words


def test_notice_is_read_when_opened_and_leads_on(rita):
    tell([rita.pk], "Marcus handed you PM-000004", url="/promises/?view=all", now=clock.now())
    tell([rita.pk], "Elsewhere", url="//evil.example", now=clock.now())
    client = signed_in(rita)
    assert "2 new" in text(client.get("/notices"))
    first, second = Notice.objects.order_by("pk")
    assert client.post(f"/notices/{first.pk}")["Location"] == "/promises/?view=all"
    assert client.post(f"/notices/{second.pk}")["Location"] == "/notices"
    assert Notice.objects.filter(read_at__isnull=True).count() == 0
    other = signed_in(cast.person("Ada Admin", "admin"))
    assert other.post(f"/notices/{first.pk}").status_code == 404


def test_all_notices_are_read_when_marked(rita):
    for number in range(60):
        tell([rita.pk], f"Notice {number}", url="/", now=clock.now())
    client = signed_in(rita)
    page = text(client.get("/notices"))
    assert (page.count('class="inset"'), "Show earlier" in page) == (50, True)
    earlier = text(client.get(page.split('href="/notices?before=')[1].split('"')[0].join(["/notices?before=", ""])))
    assert earlier.count('class="inset"') == 10
    client.post("/notices/read-all")
    assert Notice.objects.filter(user=rita, read_at__isnull=True).count() == 0


def test_waiting_job_is_called_off_when_an_administrator_says_so(rita):
    defer("people.sweep")
    admin, job = signed_in(cast.person("Ada Admin", "admin")), ProcrastinateJob.objects.get()
    page = text(admin.get("/jobs/"))
    assert ("Remove failed tries" in page, f"/jobs/{job.pk}/cancel" in page, "By the clock" in page) == (
        True,
        True,
        True,
    )
    assert admin.get(f"/jobs/{job.pk}/cancel").status_code == 200
    assert signed_in(rita).post(f"/jobs/{job.pk}/cancel").status_code == 403
    assert admin.post(f"/jobs/{job.pk}/cancel").status_code == 302
    job.refresh_from_db()
    assert job.status == "cancelled"
    assert admin.post(f"/jobs/{job.pk}/cancel").status_code == 409


def test_failed_job_runs_again_when_an_administrator_says_so(rita):
    defer("people.sweep")
    admin, jobs = signed_in(cast.person("Ada Admin", "admin")), ProcrastinateJob.objects
    models_filter = jobs.filter(pk=jobs.get().pk)
    super(type(jobs), jobs).get_queryset().filter(pk=jobs.get().pk).update(status="failed", attempts=6)
    page = text(admin.get("/jobs/", headers={"HX-Request": "true"}))
    assert ("Tried 6 times" in page, "<html" in page) == (True, False)
    assert admin.post(f"/jobs/{models_filter.get().pk}/retry").status_code == 302
    assert models_filter.get().status == "todo"


def test_jobs_are_closed_to_everybody_but_administrators(rita):
    assert signed_in(rita).get("/jobs/").status_code == 403


def test_robots_are_sent_away_when_they_ask(client):
    assert text(client.get("/robots.txt")) == "User-agent: *\nDisallow: /\n"
    assert client.get("/favicon.ico")["Location"] == "/static/web/mark.svg"


def test_person_is_unchanged_when_the_profile_is_only_opened(rita):
    before = User.objects.get(pk=rita.pk).version
    signed_in(rita).get("/profile")
    assert User.objects.get(pk=rita.pk).version == before


def test_password_change_stands_in_the_history_without_the_password(rita):
    client = signed_in(rita)
    client.post("/profile/password", {"current": PASSWORD, "new": "eight willow ponds", "again": "eight willow ponds"})
    entry = Entry.objects.filter(record_id=rita.pk, kind="people.user").latest("id")
    assert (list(entry.after), entry.actor_id) == (["password_set_at"], rita.pk)


def test_place_is_remembered_when_its_page_says_so_and_not_by_opening_it(rita):
    client, account = signed_in(rita), cast.account("Juniper", owner=rita)
    page = text(client.get(f"/accounts/{account.ref}/"))
    assert Visit.objects.count() == 0
    address = f"/accounts/{account.ref}/visited"
    assert f'hx-post="{address}"' in page
    assert client.post(address).status_code == 204
    assert [(one.user, one.ref, one.title) for one in Visit.objects.all()] == [(rita, account.ref, "Juniper")]


def test_an_empty_list_says_what_makes_its_first_record():
    page = text(signed_in(cast.person("Ada Admin", "admin")).get("/documents/"))
    assert "on an account files the first; what is sent, signed or printed is filed by itself." in page


def test_what_the_house_does_by_itself_is_told_in_the_words_of_the_reader():
    with translation.override("es"):
        assert verb_words(Deed(verb="run_rules"), None) == "Aplicar las reglas"


def test_jobs_are_told_in_the_words_of_their_reader():
    admin = signed_in(cast.person("Ada Admin", "admin", language="es"))
    assert "Preparar en borrador lo que toca facturar" in text(admin.get("/jobs/"))
