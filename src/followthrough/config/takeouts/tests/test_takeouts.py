"""What is asked for on a page comes as an archive that is whole, to administrators alone, and goes away again."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from followthrough.config.environment import Environment
from followthrough.config.privacy.jobs import erase_person
from followthrough.config.takeouts import jobs
from followthrough.config.takeouts.shelf import STAYS, TakenOut, archive_named, note, taken_out
from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.kernel.jobs.queries import jobs_in
from followthrough.kernel.notify.models import Notice
from followthrough.web.signing import BACKEND
from tests import cast
from tests.databases import environment_here

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def env(settings: Any) -> Iterator[Environment]:
    """The test's own database, and a folder for what is taken out of it."""
    place = Path(tempfile.mkdtemp(prefix="ft-"))
    env = environment_here(place)
    settings.FILES_ROOT, settings.ENVIRONMENT = env.files, env
    yield env
    shutil.rmtree(place, ignore_errors=True)


def signed_in(name: str, role: str) -> Client:
    client = Client()
    client.force_login(cast.person(name, role), backend=BACKEND)
    return client


def run_asked(task: str) -> None:
    """Do the work that waits, as a worker would."""
    for one in jobs_in("todo").filter(task_name=f"takeouts.{task}"):
        getattr(jobs, task)(**one.args)


def test_everything_is_downloaded_by_who_asked_for_it_and_by_nobody_without_the_right(env: Environment) -> None:
    cast.account("Juniper Process Controls")
    admin, rep = signed_in("Ada Admin", "admin"), signed_in("Rita Rep", "rep")
    assert [rep.get("/data/").status_code, rep.post("/data/take-out").status_code] == [403, 403]
    assert admin.post("/data/take-out", {"idempotency_key": "one"}).status_code == 302
    assert "Begins in a moment" in admin.get("/data/").content.decode()
    run_asked("everything")
    (one,) = taken_out(env)
    assert (one.by, one.problem, one.size) == ("Ada Admin", "", archive_named(env, one.name).stat().st_size)
    answer = admin.get(f"/data/files/{one.name}")
    (env.home / "got.zip").write_bytes(answer.getvalue())
    with zipfile.ZipFile(env.home / "got.zip") as archive:
        inside = f"{one.name.removesuffix('.zip')}/"
        rows = archive.read(f"{inside}tables/accounts_account.jsonl").splitlines()
        told = json.loads(archive.read(f"{inside}counts.json"))
    assert [json.loads(row)["name"] for row in rows] == ["Juniper Process Controls"]
    assert told["tables"]["accounts_account"][0] == 1
    assert (rep.get(f"/data/files/{one.name}").status_code, admin.get("/data/files/..%2Fsecret.key").status_code) == (
        403,
        404,
    )
    assert Notice.objects.get().text == "Everything: the archive is ready."


def test_person_is_handed_out_then_erased_once_their_number_is_typed(env: Environment) -> None:
    admin = signed_in("Ada Admin", "admin")
    person = cast.made(Contact, name="Zelda Quastenflosse", email="zelda@quastenflosse.example")
    admin.post(f"/contacts/{person.ref}/do/hand-out", {"idempotency_key": "one"})
    run_asked("person")
    (one,) = taken_out(env)
    with zipfile.ZipFile(archive_named(env, one.name)) as archive:
        assert json.loads(archive.read("person.json"))["person"] == person.ref
    page = f"/data/persons/{person.ref}/"
    assert admin.get(f"/contacts/{person.ref}/do/erase").url == page
    shown = admin.get(page).content.decode()
    assert shown.index("What is kept, and why") < shown.index("Erase the person</button>")
    assert (
        admin.post(page, {"typed": "yes"}).status_code,
        jobs_in("todo").filter(task_name="privacy.erase").count(),
    ) == (
        422,
        0,
    )
    assert admin.post(page, {"typed": person.ref.lower(), "idempotency_key": "two"}).status_code == 302
    erase_person(**jobs_in("todo").get(task_name="privacy.erase").args)
    person.refresh_from_db()
    assert person.name == person.ref
    assert admin.get(f"/data/files/{one.name}").status_code == 404
    assert "Erase the person</button>" not in admin.get(page).content.decode()
    jobs.clear()
    assert taken_out(env) == []


def test_archive_goes_after_three_days_and_a_failed_one_says_why(env: Environment) -> None:
    now = clock.now()
    old = note(env, TakenOut("old.zip", now - STAYS - timedelta(minutes=1), "Ada", made=now, size=3))
    archive_named(env, old.name).write_bytes(b"old")
    jobs.person("new.zip", now.isoformat(), "K-99999")
    jobs.clear()
    (left,) = taken_out(env)
    assert (left.name, left.made, left.problem.startswith("there is no person K-99999")) == ("new.zip", None, True)
    assert sorted(path.name for path in (env.home / "taken-out").iterdir()) == ["new.zip.json"]
