"""Who is erased stands nowhere any more, what is kept is named, and a restored backup erases them again."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile

from followthrough.config.privacy.erasing import LEDGER, erase, erase_again
from followthrough.config.privacy.handing_out import hand_out
from followthrough.config.privacy.models import Erasure
from followthrough.config.privacy.persons import person_at
from followthrough.config.privacy.seeking import mentions, sought_words
from followthrough.foundation.accounts.models import Contact, ContactPoint
from followthrough.kernel import clock
from followthrough.kernel.exchange.actions import check_now
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.files.store import folder
from followthrough.kernel.history.models import Entry
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import NotFound, Refused
from tests import cast
from tests.databases import environment_here

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WORDS = ["Zelda Quastenflosse", "zelda@quastenflosse.example", "+1 555 867 5309"]


@pytest.fixture
def house(settings: Any) -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="ft-"))
    env = environment_here(place)
    settings.FILES_ROOT, settings.ENVIRONMENT = env.files, env
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def zelda(house: Path) -> Contact:
    """A person who left traces everywhere."""
    admin = cast.person("Ada Admin", "admin")
    actor, account = cast.as_actor(admin), cast.account("Juniper")
    ref = cast.does(actor, Contact, "create", name=WORDS[0], email=WORDS[1], phone=WORDS[2], account=account.pk).ref
    contact = Contact.objects.get(ref=ref)
    cast.does(actor, Contact, "edit", contact, job_title="Head of ZELDA  Quastenflosse's office")
    cast.does(actor, type(account), "add-note", account, text=f"Talked to {WORDS[0].upper()}: “{WORDS[1]}” is right.")
    sent = ContentFile(b"signature", name="zelda quastenflosse.txt")
    cast.does(actor, Contact, "attach", contact, file=sent)
    book = ContentFile(f"name,email\n{WORDS[0]},{WORDS[1]}\n".encode(), name="book.csv")
    cast.does(actor, Import, "upload", file=book, into="contacts")
    again = ContentFile(f"first name,last name,email\nZelda,Quastenflosse,{WORDS[1]}\n".encode(), name="parts.csv")
    parts = Import.objects.get(ref=cast.does(actor, Import, "upload", file=again, into="contacts").ref)
    check_now(parts, actor, clock.now())
    tell([admin.pk], f"{WORDS[0]} wrote", url="/", now=clock.now())
    defer("facts.deliver", ids=[], about=WORDS[1])
    return contact


def found_anywhere(house: Path) -> list[tuple[str, str]]:
    with psycopg.connect(environment_here(house).database_url) as owner:
        rows = [(table, column) for table, column, _number, _text in mentions(owner, WORDS)]
        rows += [("search", word) for (word,) in owner.execute("SELECT word FROM search_word WHERE word ~ 'quasten'")]
        rows += [("staged", "") for _one in owner.execute("TABLE exchange_stagedrow")]
        rows += [("search", "") for _one in owner.execute("SELECT 1 FROM search_entry WHERE words::text ~ 'quasten'")]
    texts = [path.read_bytes() for path in folder().glob("??/*")]
    return rows + [("file", "") for text in texts if b"uastenflosse" in text]


def test_nothing_of_a_person_is_left_once_they_are_erased(house: Path, zelda: Contact) -> None:
    before = {table for table, _column in found_anywhere(house)}
    assert {"accounts_contact", "accounts_contactpoint", "history_entry", "notes_note", "notes_attachment", "file",
            "notify_notice", "procrastinate_jobs", "search", "staged"} <= before  # fmt: skip
    result = erase(zelda, by="Ada Admin", now=clock.now())
    assert found_anywhere(house) == []
    zelda.refresh_from_db()
    assert (zelda.name, zelda.email, ContactPoint.objects.count()) == (zelda.ref, "", 0)
    created = Entry.objects.get(kind="accounts.contact", record_id=zelda.pk, operation="create")
    assert (created.after["name"], created.after["email"], created.actor_name) == (zelda.ref, "", "Ada Admin")
    assert (result.files, len(result.kept)) == (3, 6)
    assert any("What they signed" in reason for reason in result.kept)
    assert list(Erasure.objects.values_list("ref", "by")) == [(zelda.ref, "Ada Admin")]


def test_dry_run_says_what_would_change_and_changes_nothing(house: Path, zelda: Contact) -> None:
    before = found_anywhere(house)
    told = erase(zelda, by="Ada Admin", now=clock.now(), dry_run=True)
    assert found_anywhere(house) == before
    assert (Erasure.objects.count(), (house / "backups" / LEDGER).exists()) == (0, False)
    assert erase(zelda, by="Ada Admin", now=clock.now()) == told


def test_restored_person_is_erased_again_by_the_ledger(house: Path, zelda: Contact) -> None:
    line = {"kind": "accounts.contact", "record_id": zelda.pk, "ref": zelda.ref, "at": clock.now().isoformat()}
    other = {**line, "record_id": zelda.pk + 1000}
    ledger = [json.dumps(line), json.dumps(other)]
    assert list(erase_again(ledger)) == [zelda.ref]
    assert found_anywhere(house) == []
    assert list(erase_again(ledger)) == []
    assert WORDS[0] not in (house / "backups" / LEDGER).read_text()


def test_colleague_is_erased_only_once_they_cannot_sign_in(house: Path) -> None:
    gone = cast.person("Rafael Quastenflosse", "rep")
    cast.does(cast.as_actor(gone), type(cast.account("Juniper")), "create", name="Made by Rafael")
    with pytest.raises(Refused):
        erase(gone, by="Ada Admin", now=clock.now())
    cast.does(cast.as_actor(cast.person("Ada Admin", "admin")), User, "deactivate", gone)
    gone.refresh_from_db()
    erase(gone, by="Ada Admin", now=clock.now())
    gone.refresh_from_db()
    assert (gone.name, gone.email, gone.password) == (gone.ref, "", "")
    assert list(Entry.objects.filter(actor_id=gone.pk).values_list("actor_name", flat=True).distinct()) == [gone.ref]


def test_everything_known_of_a_person_is_handed_out(house: Path, zelda: Contact) -> None:
    counts = hand_out(zelda, house / "zelda.zip", now=clock.now())
    with zipfile.ZipFile(house / "zelda.zip") as archive:
        told = json.loads(archive.read("person.json"))
        (file,) = [name for name in archive.namelist() if name.startswith("files/")]
        assert archive.read(file) == b"signature"
    parts = {"records": "records", "changes": "history", "mentions": "mentions", "files": "files"}
    assert counts == {name: len(told[part]) for name, part in parts.items()}
    assert {row["table"] for row in told["records"]} == {"accounts_contact", "accounts_contactpoint"}
    assert {"notes_note", "notify_notice"} <= {row["table"] for row in told["mentions"]}


def test_only_words_that_tell_who_somebody_is_are_sought() -> None:
    values = ["Anna", "Anna Li", "a@b.example", "+34 600 123 123", "1234", "", "Ok"]
    assert sorted(sought_words(values)) == ["+34 600 123 123", "Anna Li", "a@b.example"]


def test_person_is_not_there_when_the_number_is_no_persons(house: Path) -> None:
    with pytest.raises(NotFound):
        person_at("A-00001")
