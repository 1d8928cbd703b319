"""D5, J2, C2: a process that dies inside a step leaves the whole of it or nothing; what comes after ends it once."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.config.backups.house import findings
from followthrough.config.backups.keys import key_of_house
from followthrough.config.backups.making import make_backup
from followthrough.config.backups.opening import open_backup
from followthrough.config.backups.shelf import backups, shelf
from followthrough.config.backups.sweeping import SPARED, sweep_files
from followthrough.config.environment import REPOSITORY, Environment, environment
from followthrough.config.privacy.erasing import erase, ledgers
from followthrough.config.privacy.jobs import keep_ledger
from followthrough.config.refusal import CannotStart
from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.kernel import clock, crashing
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.bulk import applying, choosing
from followthrough.kernel.exchange import entering
from followthrough.kernel.exchange.jobs import apply_upload
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.facts.announce import deliver
from followthrough.kernel.facts.models import Announcement, Delivery
from followthrough.kernel.files.store import folder
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.jobs import index_what_is_owed
from followthrough.kernel.search.models import Entry
from tests import cast
from tests.battery.dying import dies
from tests.callers import Caller
from tests.databases import environment_here

pytestmark = pytest.mark.slow
ACCOUNTS = type_of(Account)


@pytest.fixture(scope="module")
def house(shared_database: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """A house of its own: the worker's database, and files where nobody else's lie."""
    from django.conf import settings  # noqa: PLC0415 -- app ready

    env = environment_here(tmp_path_factory.mktemp("house"))
    before = settings.FILES_ROOT, settings.ENVIRONMENT
    settings.FILES_ROOT, settings.ENVIRONMENT = env.files, env
    yield env
    settings.FILES_ROOT, settings.ENVIRONMENT = before


@pytest.fixture(scope="module")
def admin(house: Environment) -> Caller:
    return Caller(cast.person("Ada Admin", "admin"))


@pytest.fixture(scope="module")
def ada(admin: Caller) -> Actor:
    return cast.as_actor(admin.user)


@pytest.fixture(autouse=True)
def all_is_well(house: Environment) -> Iterator[None]:
    """After each test, everything that can be checked by looking is right."""
    yield
    assert list(findings()) == []


def jobs(task: str) -> int:
    return ProcrastinateJob.objects.filter(task_name=task).count()


@pytest.mark.parametrize(("point", "there"), [("action.before_commit", 0), ("action.after_commit", 1)])
def test_a_retry_gives_one_record_and_its_answer_when_the_first_died(admin: Caller, point: str, there: int) -> None:
    def send() -> Any:
        return admin.post("/accounts", {"name": point}, Idempotency_Key=point)

    assert dies(send, point)
    assert Account.objects.filter(name=point).count() == there
    answer, again = send(), send()
    assert (answer.status_code, again.status_code, again.content) == (201, 201, answer.content)
    assert (answer.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == ("true" if there else None, "true")
    assert Account.objects.filter(name=point).count() == 1


@pytest.mark.parametrize(
    ("point", "there"),
    [
        ("file.incoming", 0),
        ("file.kept", 0),
        ("action.before_commit", 0),
        ("action.after_commit", 1),
    ],
)
def test_no_row_is_without_its_file_when_an_upload_died(admin: Caller, point: str, there: int) -> None:
    account = cast.account(f"Upload {point}")
    files, reading = Attachment.objects.count(), jobs("notes.read_files")

    def send() -> Any:
        path = f"/accounts/{account.ref}/attach"
        return admin.upload(path, f"{point}.txt", point.encode(), Idempotency_Key=f"file-{point}")

    assert dies(send, point)
    assert Attachment.objects.count() - files == there
    assert jobs("notes.read_files") - reading in (there, 0)  # one that waits is enough for all
    if not there:
        lonely = [path for path in folder().rglob("*") if path.is_file() and path.name != ".lock"]
        named = set(Attachment.objects.values_list("sha256", flat=True))
        for path in lonely:
            moment = (clock.now() - SPARED - timedelta(minutes=1)).timestamp()
            os.utime(path, (moment, moment))
        assert sweep_files(clock.now()) == len([path for path in lonely if path.name not in named])
    assert send().status_code == 200
    assert Attachment.objects.count() - files == 1


def test_a_job_and_its_reason_are_there_together_or_not_at_all(house: Environment) -> None:
    def does_both(fails: bool) -> None:
        with transaction.atomic():
            cast.account("Job and row")
            defer("people.sweep")
            if fails:
                raise LookupError

    before = jobs("people.sweep")
    with pytest.raises(LookupError):
        does_both(True)
    assert dies(lambda: does_both(False), "job.enqueued")
    assert (jobs("people.sweep"), Account.objects.filter(name="Job and row").count()) == (before, 0)
    does_both(False)
    assert (jobs("people.sweep"), Account.objects.filter(name="Job and row").count()) == (before + 1, 1)


@pytest.mark.parametrize(
    ("point", "count", "heard"), [("fact.heard", 1, 0), ("fact.delivered", 1, 1), ("fact.heard", 2, 1)]
)
def test_a_fact_has_its_effect_once_when_its_delivery_died(ada: Actor, point: str, count: int, heard: int) -> None:
    account = cast.account(f"Talk {point} {count}", owner_id=ada.user_id)
    cast.does(ada, Account, "log-call", account, text="About the valves")
    row = Announcement.objects.filter(name="InteractionLogged").latest("id")
    assert dies(lambda: deliver(ids=[row.pk]), point, count)
    assert Delivery.objects.filter(announcement=row).count() == heard
    deliver(ids=[row.pk])
    once = Delivery.objects.filter(announcement=row).count()
    talked = Interaction.objects.filter(account=account).count()
    deliver(ids=[row.pk])
    assert (Delivery.objects.filter(announcement=row).count(), once >= 2, talked) == (once, True, 1)


@pytest.mark.parametrize("point", ["undo.put_back"])
def test_an_undo_that_died_can_be_done_again(ada: Actor, point: str) -> None:
    account = cast.account("Undo", city="Lima")
    edit = cast.does(ada, Account, "edit", account, city="Toledo")
    assert dies(lambda: undo(edit.run, actor=ada, surface="test"), point)
    assert Account.objects.get(pk=account.pk).city == "Toledo"
    undo(edit.run, actor=ada, surface="test")
    assert Account.objects.get(pk=account.pk).city == "Lima"


@pytest.mark.parametrize("point", ["merge.moved", "action.before_commit"])
def test_a_merge_that_died_left_both_as_they_were(ada: Actor, point: str) -> None:
    stays, gone = cast.account(f"Stays {point}"), cast.account(f"Goes {point}")
    contact = cast.made(Contact, name="Dana", account=gone)
    assert dies(lambda: cast.does(ada, Account, "merge", stays, others=[gone.ref]), point)
    contact.refresh_from_db()
    assert (contact.account_id, Account.visible_to(ada).filter(pk=gone.pk).exists()) == (gone.pk, True)
    cast.does(ada, Account, "merge", stays, others=[gone.ref])
    contact.refresh_from_db()
    assert (contact.account_id, Account.visible_to(ada).filter(pk=gone.pk).exists()) == (stays.pk, False)


@pytest.mark.parametrize(
    ("point", "count", "there"),
    [
        ("import.rows_entered", 1, 0),
        ("import.batch_committed", 1, 2),
        ("import.rows_entered", 3, 4),
        ("import.before_finish", 1, 7),
        ("action.after_commit", 1, 0),
    ],
)
def test_an_upload_that_died_goes_on_and_has_every_row_once(
    ada: Actor, monkeypatch: pytest.MonkeyPatch, point: str, count: int, there: int
) -> None:
    monkeypatch.setattr(entering, "BATCH", 2)
    name = f"{point} {count}"
    book = "name,city\n" + "".join(f"{name} {n},Lima\n" for n in range(7))
    sent = ContentFile(book.encode(), name="book.csv")
    draft = Import.objects.get(ref=cast.does(ada, Import, "upload", file=sent, into="accounts").ref)
    cast.does(ada, Import, "check", draft)

    def go_in() -> None:
        apply_upload(draft.ref, ada.user_id)

    if point.startswith("action"):
        assert dies(lambda: cast.does(ada, Import, "start", draft), point)
    else:
        cast.does(ada, Import, "start", draft)
        assert dies(go_in, point, count)
    made = Account.objects.filter(name__startswith=name)
    assert made.count() == there
    index_what_is_owed()
    assert made.filter(pk__in=_indexed()).count() == there
    go_in()
    draft.refresh_from_db()
    assert (made.count(), draft.state, draft.counts["new"]) == (7, "done", 7)
    assert made.filter(pk__in=_indexed()).count() == 7
    go_in()
    assert made.count() == 7


def _indexed() -> QuerySet[Entry]:
    return Entry.objects.filter(kind="accounts.account").values("record_id")


@pytest.mark.parametrize(
    ("point", "count", "done"),
    [("bulk.part_written", 1, 0), ("bulk.part_committed", 1, 3), ("bulk.part_written", 3, 6)],
)
def test_a_big_change_that_died_goes_on_as_one_deed(
    ada: Actor, monkeypatch: pytest.MonkeyPatch, point: str, count: int, done: int
) -> None:
    monkeypatch.setattr(applying, "SOME", 3)
    refs = [cast.account(f"Many {point} {count} {n}").ref for n in range(8)]
    batch = choosing.choose(ACCOUNTS, "edit", refs=refs, by=ada, now=clock.now())
    batch.typed = {"city": "Quito"}
    applying.start(ACCOUNTS, batch, ada)

    def go_on() -> None:
        found = type(batch).objects.get(pk=batch.pk)
        applying.apply_in_parts(ACCOUNTS, found, by=ada, surface="test")

    assert dies(go_on, point, count)
    changed = Account.objects.filter(ref__in=refs, city="Quito")
    assert changed.count() == done
    go_on()
    assert (changed.count(), set(changed.values_list("version", flat=True))) == (8, {2})
    undo(batch.run, actor=ada, surface="test")
    assert changed.count() == 0


@pytest.mark.parametrize(("point", "there"), [("backup.written", 0), ("backup.kept", 1)])
def test_a_backup_that_died_is_whole_or_not_there(house: Environment, tmp_path: Path, point: str, there: int) -> None:
    own = replace(house, backups_folder=str(house.home / point))
    assert dies(lambda: make_backup(own), point)
    assert len(backups(own)) == there
    open_backup(make_backup(own).path, key_of_house(own.home), tmp_path)
    left = [path.name for path in shelf(own).iterdir() if path.name.endswith(".part") or "dumping" in path.name]
    assert left == []


def test_an_erasure_that_died_is_in_the_ledger_and_its_files_go(house: Environment, ada: Actor) -> None:
    contact = cast.made(Contact, name="Zelda Quastenflosse", account=cast.account("Erased from"))
    cast.does(ada, Contact, "attach", contact, file=ContentFile(b"signed by hand", name="letter.txt"))
    kept = Attachment.objects.get(kind="accounts.contact", record_id=contact.pk).sha256
    assert dies(lambda: erase(contact, by="test", now=clock.now()), "erase.committed")
    assert Contact.objects.get(pk=contact.pk).name != "Zelda Quastenflosse"
    path = folder() / kept[:2] / kept
    os.utime(path, (0, 0))
    sweep_files(clock.now())
    keep_ledger()
    assert (path.exists(), [line for line in ledgers(house.backups) if contact.ref in line] != []) == (False, True)


def test_every_crash_point_is_known_reached_and_shown() -> None:
    """Those declared, those in the code and those tried here are the same."""
    called = re.compile(r'crash_point\("([a-z_.]+)"\)')
    code = [path for path in (REPOSITORY / "src").rglob("*.py") if "tests" not in path.parts]
    reached = {name for path in code for name in called.findall(path.read_text(encoding="utf-8"))}
    tried = [*Path(__file__).parent.glob("test_*.py"), *(REPOSITORY / "src").rglob("tests/test_*.py")]
    tests = "".join(path.read_text(encoding="utf-8") for path in tried)
    shown = {name for name in crashing.POINTS if f'"{name}"' in tests}
    assert (reached, shown) == (set(crashing.POINTS), set(crashing.POINTS))


@pytest.mark.parametrize(
    "variables",
    [
        {crashing.NAME: "file.kept"},
        {crashing.NAME: "file.kept", crashing.TEST_MODE: "0"},
        {crashing.NAME: "no.such", crashing.TEST_MODE: "1"},
        {crashing.NAME: "file.kept:0", crashing.TEST_MODE: "1"},
        {crashing.NAME: "file.kept:often", crashing.TEST_MODE: "1"},
    ],
)
def test_the_desk_does_not_start_when_crashes_are_asked_for_wrongly(tmp_path: Path, variables: dict[str, str]) -> None:
    with pytest.raises(CannotStart, match=crashing.NAME):
        environment({"FOLLOWTHROUGH_HOME": str(tmp_path), **variables})


def test_work_that_meets_no_point_ends_alive(house: Environment) -> None:
    """The control of this file: without a point on its way a child does its work and ends."""
    assert not dies(lambda: cast.account("Nobody died"), "backup.kept")
    assert Account.objects.filter(name="Nobody died").count() == 1
