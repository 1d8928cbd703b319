"""A backup gives back everything, a bad one is refused aloud, and a restored copy keeps quiet until it is armed."""

import io
import os
import resource
import shutil
import signal
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client

from followthrough.config import roles
from followthrough.config.backups import jobs
from followthrough.config.backups.actions import arm_now
from followthrough.config.backups.age import CannotOpen, Sealer
from followthrough.config.backups.house import findings
from followthrough.config.backups.keys import key_of_house
from followthrough.config.backups.making import BackupFailed, make_backup
from followthrough.config.backups.opening import open_backup
from followthrough.config.backups.restoring import restore_backup
from followthrough.config.backups.shelf import KEPT, Backup, backups, is_overdue, note, prune, shelf
from followthrough.config.backups.sweeping import SPARED, sweep_files
from followthrough.config.backups.trying import tried, try_backup
from followthrough.config.embedded import EmbeddedServer
from followthrough.config.environment import Environment, environment
from followthrough.config.refusal import CannotStart
from followthrough.kernel import clock
from followthrough.kernel.arming import queries as arming
from followthrough.kernel.arming.models import Arming
from followthrough.kernel.files.store import folder, keep, path_of
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.signatures.authority import ensure_seal
from tests import cast
from tests.databases import environment_here

pytestmark = pytest.mark.slow

NIGHT = datetime(2026, 11, 30, 2, 7, tzinfo=UTC)


def environment_at(home: Path, url: str = "") -> Environment:
    home.mkdir(exist_ok=True, mode=0o711)
    home.chmod(0o711)
    return replace(environment({"FOLLOWTHROUGH_HOME": str(home)}), database_url=url, database_owner_url=url)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the account of a database server reaches; pytest's own is closed to others whenever it starts."""
    folder = Path(tempfile.mkdtemp(prefix="ft-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def house(place: Path, settings: Any) -> Environment:
    """The test's own database with the files in a folder, as an environment that a backup can be made of."""
    env = environment_here(place / "house")
    env.home.mkdir(exist_ok=True, mode=0o711)
    settings.FILES_ROOT, settings.ENVIRONMENT, settings.SIGNING_FOLDER = env.files, env, env.signing
    return env


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_everything_comes_back_and_the_copy_is_not_armed(house: Environment, place: Path, settings: Any) -> None:
    cast.account("Juniper Process Controls")
    sha256, _size = keep([b"a contract"])
    sealing = ensure_seal("Juniper", now=clock.now())
    made = make_backup(house)
    key = key_of_house(house.home)
    assert (made.files, made.rows > 50) == (1, True)
    assert tried(house, made, key).problems == []
    assert [(one.name, one.verified is not None) for one in backups(house)] == [(made.name, True)]
    copy = environment_at(place / "copy")
    said = list(restore_backup(copy, made.path, key, replace=False))
    assert said[1].endswith(f"{made.rows:,} rows, 1 files")
    assert (copy.files / sha256[:2] / sha256).read_bytes() == b"a contract"
    kept = {path.name.split("-")[0]: path.stat().st_mode & 0o777 for path in copy.signing.iterdir()}
    assert kept == {"authority.p12": 0o600, "seal.p12": 0o600, "trusted": 0o600}
    settings.SIGNING_FOLDER = copy.signing
    assert ensure_seal("Juniper", now=clock.now()) == sealing
    server = EmbeddedServer(copy.home).start()
    try:
        with psycopg.connect(server.address(roles.OWNER)) as owner:
            assert owner.execute("SELECT count(*) FROM arming_arming").fetchone() == (0,)
            names = owner.execute("SELECT name FROM accounts_account").fetchall()
            assert names == [("Juniper Process Controls",)]
    finally:
        server.leave()
    with pytest.raises(CannotStart, match="there is a house"):
        list(restore_backup(copy, made.path, key, replace=False))


@pytest.mark.django_db(transaction=True)
def test_bad_backup_is_refused_with_its_reason(house: Environment, place: Path) -> None:
    made, key = make_backup(house), key_of_house(house.home)
    whole = made.path.read_bytes()
    other = environment_at(place / "other")
    reasons = []
    for content, opener in ((whole[:-70], key), (whole[:5000] + b"x" + whole[5001:], key),
                            (whole, key_of_house(other.home)), (b"not a backup\n", key), (b"", key)):  # fmt: skip
        made.path.write_bytes(content)
        reasons += try_backup(house, made.path, opener)
    assert reasons == [
        "the file is damaged or cut off",
        "the file is damaged or cut off",
        "the key does not fit this backup, or its head is damaged",
        "this is no backup of ours",
        "the file is empty",
    ]


@pytest.mark.parametrize(
    ("name", "link"),
    [("../../outside", False), ("/etc/passwd", False), ("files/../../x", False), ("files/" + "a" * 64, True)],
)
def test_archive_is_refused_when_a_name_leads_elsewhere(tmp_path: Path, name: str, link: bool) -> None:
    key, out = key_of_house(tmp_path), io.BytesIO()
    sealer = Sealer(out, key.public_key())
    with tarfile.open(fileobj=sealer, mode="w|") as archive:  # type: ignore[call-overload]
        member = tarfile.TarInfo(name)
        member.type, member.linkname = (tarfile.SYMTYPE, "/etc/passwd") if link else (tarfile.REGTYPE, "")
        archive.addfile(member)
    sealer.close()
    (tmp_path / "bad").write_bytes(out.getvalue())
    with pytest.raises(CannotOpen, match="what no backup of ours holds"):
        open_backup(tmp_path / "bad", key, tmp_path / "into")
    assert not (tmp_path / "into").exists()


@pytest.mark.django_db(transaction=True)
def test_backup_from_a_newer_version_is_refused(house: Environment) -> None:
    with psycopg.connect(house.database_owner_url) as owner:
        owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('notes', '9999_later', now())")
    made = make_backup(house)
    assert try_backup(house, made.path, key_of_house(house.home)) == [
        "it was made by a newer version, which has notes.9999_later; update first"
    ]


@pytest.mark.django_db(transaction=True)
def test_nothing_half_made_stays_when_the_disk_is_full(house: Environment) -> None:
    shelf(house)
    usual, heard = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, usual[1]))
    try:
        with pytest.raises(BackupFailed, match="the backup failed: pg_dump"):
            make_backup(house)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, heard)
    assert [path.name for path in house.backups.iterdir()] == [".lock"]


@pytest.mark.django_db
def test_alarm_sounds_once_a_day_when_the_last_good_backup_is_too_old(house: Environment) -> None:
    admin = cast.person("Ada Admin", "admin")
    path = house.backups / "followthrough-x.tar.age"
    path.parent.mkdir(exist_ok=True)
    path.touch()
    note(Backup(path, NIGHT, 0, verified=NIGHT))
    assert [is_overdue(house, NIGHT + timedelta(hours=hours), None) for hours in (25, 27)] == [False, True]
    assert is_overdue(house, NIGHT, None) is False
    jobs._tell_administrators("no good backup", once="a day")
    jobs._tell_administrators("no good backup", once="a day")
    assert [notice.text for notice in Notice.objects.filter(user=admin)] == ["Backups need you: no good backup."]


def test_oldest_backups_go_and_the_last_good_one_stays(tmp_path: Path) -> None:
    env = environment_at(tmp_path / "home")
    env.backups.mkdir()
    for number in range(KEPT + 3):
        path = env.backups / f"{number:02}.tar.age"
        path.touch()
        good = number == 0
        note(Backup(path, NIGHT + timedelta(days=number), 1, verified=NIGHT if good else None))
    assert sorted(prune(env)) == ["01.tar.age", "02.tar.age"]
    assert backups(env)[-1].name == "00.tar.age"


@pytest.mark.django_db
def test_every_page_says_so_until_the_copy_is_armed(house: Environment) -> None:
    arming.forget()
    Arming.objects.all().delete()
    client = Client()
    client.force_login(cast.person("Ada Admin", "admin"))
    pages_seen = [client.get(path).content.decode() for path in ("/backups/", "/settings/", "/accounts/")]
    pages_seen.append(Client().get("/sign-in").content.decode())
    assert ["This is a restored copy." in page for page in pages_seen] == [True] * 4
    answer = client.post("/backups/now", {"idempotency_key": "k1"})
    assert (answer.status_code, "until it is armed" in answer.content.decode()) == (409, True)
    assert client.post("/backups/arm", {"idempotency_key": "k2"}).status_code == 302
    assert arming.is_armed()
    assert "This is a restored copy." not in client.get("/backups/").content.decode()
    assert arm_now("again") is False


@pytest.mark.django_db
def test_verify_names_what_misses_its_other_half(house: Environment) -> None:
    assert list(findings()) == []
    sha256, _size = keep([b"nobody's"])
    assert list(findings()) == []  # its row may be about to come
    path_of(sha256).write_bytes(b"changed")
    _grow_old(path_of(sha256))
    assert list(findings()) == [
        f"file {sha256} belongs to nothing",
        f"file {sha256} is damaged: its content is not what was kept",
    ]


@pytest.mark.django_db
def test_files_that_belong_to_nothing_are_gone_after_a_day(house: Environment) -> None:
    young, old, used = (keep([content])[0] for content in (b"young", b"old", b"used"))
    account = cast.account("Juniper")
    where = {"kind": "accounts.account", "record_id": account.pk}
    cast.made(Attachment, name="used.txt", sha256=used, size=4, media_type="text/plain", **where)
    half = folder() / "incoming-half"
    half.write_bytes(b"half")
    for path in (path_of(old), path_of(used), half):
        _grow_old(path)
    assert (sweep_files(clock.now()), half.exists()) == (2, False)
    assert [path_of(one).is_file() for one in (young, old, used)] == [True, False, True]
    keep([b"old"])  # sent once more: it is young again
    assert sweep_files(clock.now()) == 0


def _grow_old(path: Path) -> None:
    moment = (clock.now() - SPARED - timedelta(minutes=1)).timestamp()
    os.utime(path, (moment, moment))
