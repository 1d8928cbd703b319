"""Long lists become workbooks behind the page: told when ready, checked again, fetched by nobody else, gone in time."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.downloads import asking
from followthrough.kernel.downloads.jobs import end_left_downloads, make_download
from followthrough.kernel.downloads.keeping import path_of, remove_old
from followthrough.kernel.downloads.models import Download
from followthrough.kernel.exchange.exporting import export_csv
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import type_of
from tests import cast
from tests.jobs import fail_for_good

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def four_rows_are_many(settings, tmp_path, monkeypatch):
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr(asking, "AT_ONCE", 3)
    for n in range(4):
        cast.account(f"Account {n}", kind="client", city="Lima", country="US")
    cast.account("Prospect", kind="prospect", city="Lima")


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all", language="es")


@pytest.fixture
def client(ana):
    return signed_in(ana)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def made(client, address="/accounts/export.xlsx?kind=client&sort=-name"):
    client.post(address, {"idempotency_key": "k1"})
    found = Download.objects.latest("at")
    make_download(str(found.key))
    found.refresh_from_db()
    return found


def test_one_whose_work_failed_for_good_says_so_in_its_readers_language(client, ana):
    client.post("/accounts/export.xlsx?kind=client", {"idempotency_key": "k1"})
    fail_for_good("downloads.make", "No space left on device")
    end_left_downloads()
    said = f"{Download.objects.get().name} no se ha podido crear: No space left on device. Vuelva a pedirlo."
    assert Download.objects.values_list("state", "said").get() == ("refused", said)
    assert Notice.objects.get(user_id=ana.pk).text == said


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def fetched(client, found):
    answer = client.get(f"/downloads/{found.key}/file")
    return answer.status_code, answer.getvalue()


def edited(user, **values):
    cast.does(cast.as_actor(cast.person("Ada Admin", "admin")), User, "edit", user, **values)


def test_a_long_list_is_offered_made_once_told_of_and_fetched(client, ana):
    offer = client.get("/accounts/export.xlsx?kind=client")
    assert (offer.status_code, Download.objects.count(), b"<form" in offer.content) == (200, 0, True)
    found = made(client)
    client.post("/accounts/export.xlsx?kind=client", {"idempotency_key": "k1"})
    assert (Download.objects.count(), found.state, found.done, found.total) == (1, "done", 4, 4)
    notice = Notice.objects.get(user=ana)
    assert notice.url == f"/downloads/{found.key}/"
    assert f"/downloads/{found.key}/file" in client.get(notice.url).content.decode()
    status, content = fetched(client, found)
    first, about = sheets(content).values()
    names = [row[first[0].index("Nombre")] for row in first[1:]]
    assert (status, names) == (200, ["Account 3", "Account 2", "Account 1", "Account 0"])
    assert [row[1] for row in about[1:] if row[0] in ("Filtros", "Para")] == ["Tipo: Cliente", "Ana Ruiz"]


def test_a_short_list_comes_at_once(client):
    answer = client.get("/accounts/export.xlsx?kind=prospect")
    assert answer.getvalue()[:2] == b"PK"
    assert (answer["Content-Disposition"][:10], Download.objects.count()) == ("attachment", 0)


def test_words_of_a_streamed_list_are_in_the_readers_language(client):
    answer = client.get("/accounts/export.csv?kind=prospect&columns=name,kind")
    assert answer.getvalue().decode("utf-8-sig").split("\r\n")[1].split(",")[1:] == [
        "Prospect", "Cliente potencial",
    ]  # fmt: skip


def test_whoever_may_not_download_is_told_so_before_the_first_row():
    packer = cast.as_actor(cast.person("Dan Department", "department"))
    with pytest.raises(Denied):
        export_csv(type_of(Account), packer, {})


def test_nobody_else_sees_it_and_less_sight_closes_it(client, ana):
    found = made(client)
    other = signed_in(cast.person("Ben Ortiz", "coordinator", reach="all"))
    assert [other.get(f"/downloads/{found.key}/{what}").status_code for what in ("", "file")] == [404, 404]
    edited(ana, reach="own")
    assert client.get(f"/downloads/{found.key}/file").status_code == 403


def test_the_right_is_asked_for_again_when_it_is_made(client, ana):
    client.post("/accounts/export.xlsx?kind=client", {"idempotency_key": "k1"})
    found = Download.objects.get()
    cast.does(cast.as_actor(cast.person("Ada Admin", "admin")), User, "deactivate", ana)
    make_download(str(found.key))
    found.refresh_from_db()
    assert (found.state, path_of(found.key).exists()) == ("refused", False)


def test_called_off_nothing_is_kept(client):
    client.post("/accounts/export.xlsx?kind=client", {"idempotency_key": "k1"})
    found = Download.objects.get()
    Download.objects.update(is_stopped=True)
    make_download(str(found.key))
    found.refresh_from_db()
    assert (found.state, list(path_of(found.key).parent.iterdir())) == ("stopped", [])


def test_after_three_days_row_and_file_are_gone(client):
    found = made(client)
    assert remove_old(clock.now() + timedelta(days=2)) == 0
    assert remove_old(clock.now() + timedelta(days=4)) == 1
    assert (Download.objects.count(), path_of(found.key).exists()) == (0, False)
    assert client.get(f"/downloads/{found.key}/").status_code == 404
    assert Account.objects.count() == 5
