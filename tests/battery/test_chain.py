"""O4: every change says who, when, from where, old and new; nobody takes it back unseen, not even the owner."""

import json
import os
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.test import Client

from followthrough import cli
from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.facts.announce import deliver
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.history.models import Entry
from followthrough.kernel.sealing import chain
from followthrough.kernel.sealing.chain import broken, chained, seal_history
from followthrough.kernel.sealing.heads import missed, note_head, note_restored
from followthrough.kernel.sealing.models import Mark, Seal
from followthrough.kernel.sealing.renewing import renew_seals
from tests import cast
from tests.battery.dying import dies
from tests.callers import Caller
from tests.operation.desk import until

pytestmark = pytest.mark.slow

APPEND_ONLY = ("history_entry", "history_deed", "sealing_seal")


def sealed() -> int:
    """Seal all there is, once whatever else runs on this server has ended; how many seals there are."""
    newest = Entry.objects.order_by("-id").values_list("pk", flat=True).first() or 0

    def is_done() -> bool:
        seal_history(clock.now())
        return newest == 0 or Seal.objects.filter(last__gte=newest).exists()

    until(is_done)
    return Seal.objects.count()


def is_ripe() -> bool:
    """Whether nothing that was under way on this server at the last mark still is."""
    return chain._is_ripe(Mark.objects.get())


@pytest.fixture
def story(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some changes, sealed in parts of three entries."""
    monkeypatch.setattr(chain, "A_PART", 3)
    for n in range(4):
        cast.account(f"Account {n}", city="Lima")
    assert (sealed() >= 2, list(broken())) == (True, [])


@pytest.fixture
def owner(owner_connection: psycopg.Connection) -> psycopg.Connection:
    return owner_connection


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("deed", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_the_application_is_refused_whatever_it_tries_on_history(table: str, deed: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as one, pytest.raises(psycopg.errors.InsufficientPrivilege):
        one.execute(deed.format(table).encode())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (
            "UPDATE history_entry SET actor_name = 'Somebody' WHERE id = (SELECT min(id) FROM history_entry)",
            "was changed",
        ),
        (
            "UPDATE history_entry SET at = at + interval '1 s' WHERE id = (SELECT min(id) FROM history_entry)",
            "was changed",
        ),
        ("UPDATE history_entry SET after = after || '{\"city\": \"Rome\"}' WHERE after ? 'city'", "was changed"),
        ("DELETE FROM history_entry WHERE id = (SELECT min(id) FROM history_entry)", "were sealed"),
        ("UPDATE sealing_seal SET entries = entries - 1 WHERE id = 1", "does not rest"),
        ("DELETE FROM sealing_seal WHERE id = 1", "are missing"),
    ],
)
def test_an_edit_by_the_owner_of_the_tables_is_found(
    story: None, owner: psycopg.Connection, deed: str, told: str
) -> None:
    owner.execute(deed.encode())
    assert any(told in line for line in broken())


@pytest.mark.slow
def test_a_chain_made_anew_is_found_by_the_heads_written_down(
    story: None, owner: psycopg.Connection, tmp_path: Path
) -> None:
    note_head(tmp_path, clock.now())
    assert list(missed(tmp_path)) == []
    owner.execute("UPDATE history_entry SET actor_name = 'Somebody' WHERE id = (SELECT min(id) FROM history_entry)")
    before = ""
    for seal in Seal.objects.order_by("id"):
        found = owner.execute(chain.CONTENT, [seal.after, seal.last]).fetchone()
        assert found is not None
        before = chained(before, seal.after, seal.last, *found, "")
        owner.execute("UPDATE sealing_seal SET content = %s, chained = %s WHERE id = %s", [found[1], before, seal.pk])
    assert (list(broken()), len(list(missed(tmp_path)))) == ([], 1)


@pytest.mark.slow
def test_of_each_day_one_head_is_kept_and_a_restore_begins_anew(
    story: None, owner: psycopg.Connection, tmp_path: Path
) -> None:
    now = clock.now().replace(hour=12)
    for later in (timedelta(), timedelta(minutes=5), timedelta(days=1)):
        cast.account(f"At {later}")
        sealed()
        note_head(tmp_path, now + later)
    lines = [json.loads(line) for line in (tmp_path / "history-heads.jsonl").read_text().splitlines()]
    assert len(lines) == 2
    owner.execute("DELETE FROM sealing_seal WHERE id > 1")  # as if an older backup had come back
    assert len(list(missed(tmp_path))) == 2
    note_restored(tmp_path, now)
    assert list(missed(tmp_path)) == []


@pytest.mark.slow
def test_an_entry_that_is_still_to_come_is_waited_for(story: None) -> None:
    """Numbers are drawn before the commit: a part is sealed once nobody can add to it any more."""
    before = sealed()
    with psycopg.connect(os.environ["DATABASE_URL"]) as slow:
        for name, value in (("verb", "v"), ("run", "00000000-0000-4000-8000-000000000000"), ("now", "2026-11-22")):
            slow.execute("SELECT set_config(%s, %s, true)", [f"followthrough.{name}", value])
        slow.execute("UPDATE accounts_account SET city = 'Rome' WHERE name = 'Account 0'")
        cast.account("Quicker")
        for _look in range(2):
            seal_history(clock.now())
        assert Seal.objects.count() == before
        slow.commit()
    assert (sealed() > before, list(broken())) == (True, [])
    assert Seal.objects.latest("id").last == Entry.objects.latest("id").pk


@pytest.mark.slow
@pytest.mark.parametrize(("point", "made"), [("seal.written", 0), ("seal.committed", 1)])
def test_a_seal_that_died_is_whole_or_not_there(story: None, point: str, made: int) -> None:
    cast.account("One more")
    seal_history(clock.now())
    until(is_ripe)
    before = Seal.objects.count()
    assert dies(lambda: seal_history(clock.now()), point)
    assert Seal.objects.count() - before == made
    assert (sealed() - before, list(broken())) == (1, [])


@pytest.mark.slow
def test_an_erasure_seals_anew_what_it_changed_and_hides_nothing_else(story: None, owner: psycopg.Connection) -> None:
    first, second = (Entry.objects.filter(after__name=f"Account {n}").get().pk for n in (0, 3))
    owner.execute("UPDATE history_entry SET actor_name = 'Somebody' WHERE id = %s", [second])
    found = list(broken())
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as erasing:
        for entry in (first, second):
            erasing.execute("UPDATE history_entry SET before = NULL, after = NULL WHERE id = %s", [entry])
        assert renew_seals(erasing, owner, "erasure of C-00001", clock.now()) == 1
    assert (len(found), len(list(broken()))) == (1, 1)
    assert Seal.objects.latest("id").why == "erasure of C-00001"


@pytest.fixture
def admin(db: None) -> Caller:
    return Caller(cast.person("Ada Admin", "admin"))


@pytest.mark.slow
def test_each_surface_says_who_when_from_where_old_and_new(admin: Caller, settings: object, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]
    account = cast.account("Juniper", city="Lima", owner=admin.user)
    ada, client = cast.as_actor(admin.user), Client()
    client.force_login(admin.user, backend="followthrough.kernel.people.backend.PersonBackend")
    began = clock.now()
    client.post(f"/accounts/{account.ref}/field/city", {"city": "Rome", "version": "1"})
    admin.patch(f"/accounts/{account.ref}", {"city": "Quito"}, If_Match="*")
    assert cli.main(["accounts", "edit", account.ref, "--city", "Oslo", "--as", admin.user.email]) == 0
    book = ContentFile(f"ref,city\n{account.ref},Bern\n".encode(), name="book.csv")
    draft = Import.objects.get(ref=cast.does(ada, Import, "upload", file=book, into="accounts").ref)
    cast.does(ada, Import, "check", draft)
    client.post(f"/imports/{draft.ref}/check", {"apply": "1"})
    cast.does(ada, Account, "log-call", account, text="About valves")
    deliver(ids=list(Announcement.objects.values_list("pk", flat=True)))
    told = Entry.objects.filter(kind="accounts.account", record_id=account.pk, operation="change").order_by("id")
    seen = [(e.surface, e.actor_id, e.before["city"], e.after["city"]) for e in told if "city" in e.after]
    who = admin.user.pk
    assert seen == [
        ("web", who, "Lima", "Rome"),
        ("api", who, "Rome", "Quito"),
        ("cli", who, "Quito", "Oslo"),
        ("web", who, "Oslo", "Bern"),
    ]
    assert all(began <= e.at <= clock.now() and e.verb and e.actor_name for e in told)
    by_job = list(Entry.objects.filter(surface="job"))
    assert by_job and all(e.verb and e.actor_name and e.operation for e in by_job)
