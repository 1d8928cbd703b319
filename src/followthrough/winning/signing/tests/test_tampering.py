"""What a superuser of the database changes is found and located, in the chain, in the file, and by the page."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from psycopg import sql

from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.signatures.chain import linked
from followthrough.kernel.signatures.tests.sealing import openssl_takes
from followthrough.kernel.signatures.tests.timestamps import Authority
from followthrough.kernel.signatures.verifying import altered_texts
from followthrough.winning.signing.actions.finishing import finish_all
from followthrough.winning.signing.models import Envelope, SignatureEvent
from followthrough.winning.signing.queries.checking import check_file
from followthrough.winning.signing.queries.evidence import broken_chain
from followthrough.winning.signing.tests.rounds import Round
from followthrough.winning.signing.tests.test_races import read_by, signs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def done(shared_database: None) -> tuple[Round, Envelope, bytes]:
    """A round that all have signed; made once for this file."""
    way = Round()
    envelope, pairs = read_by(way, "Bo Weber")
    signs(envelope, *pairs[0])
    finish_all()
    envelope.refresh_from_db()
    return way, envelope, content_of(envelope.sealed)


@pytest.fixture
def superuser(done: Any) -> Iterator[psycopg.Connection]:
    """Whoever owns the tables, with the triggers out of the way; the rows are put back afterwards."""
    tables = ("signing_signatureevent", "signing_envelope")
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE kept_events AS SELECT * FROM signing_signatureevent ORDER BY id")
        (head,) = owner.execute("SELECT head FROM signing_envelope").fetchone() or ("",)
        for table in tables:
            owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
        yield owner
        owner.execute("DELETE FROM signing_signatureevent")
        back = sql.SQL("INSERT INTO signing_signatureevent ({0}) SELECT {0} FROM kept_events ORDER BY id")
        fields = [one for one in SignatureEvent._meta.concrete_fields if not getattr(one, "generated", False)]
        owner.execute(back.format(sql.SQL(", ").join(sql.Identifier(one.column) for one in fields)))
        owner.execute("UPDATE signing_envelope SET head = %s", [head])
        owner.execute("DROP TABLE kept_events")


def breaks(envelope: Envelope) -> list[tuple[int, str]]:
    return [(one.number, one.how) for one in broken_chain(envelope)]


def test_the_application_can_not_change_what_happened(done: Any) -> None:
    for statement in ("UPDATE signing_signatureevent SET kind = 'x'", "DELETE FROM signing_signatureevent"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_a_changed_row_is_found_and_located(done: Any, superuser: psycopg.Connection) -> None:
    way, envelope, file = done
    superuser.execute('UPDATE signing_signatureevent SET body = body || \'{"ip": "10.9.8.7"}\' WHERE number = 3')
    assert breaks(envelope)[0] == (3, "changed")
    checked = check_file(file, way.ana, now=clock.now())
    assert (checked.report.is_whole, checked.is_good) == (True, False)
    assert "On record, event 3 was changed." in checked.found


def test_a_deleted_row_is_found_and_located(done: Any, superuser: psycopg.Connection) -> None:
    way, envelope, file = done
    last = SignatureEvent._default_manager.count()
    superuser.execute("DELETE FROM signing_signatureevent WHERE number = %s", [last])
    assert breaks(envelope) == [(last, "missing")]
    superuser.execute("DELETE FROM signing_signatureevent WHERE number = 4")
    assert breaks(envelope)[0] == (4, "missing")
    assert not check_file(file, way.ana, now=clock.now()).is_good


def test_reordered_rows_are_found_and_located(done: Any, superuser: psycopg.Connection) -> None:
    superuser.execute("UPDATE signing_signatureevent SET number = 100 + number WHERE number IN (4, 5)")
    superuser.execute("UPDATE signing_signatureevent SET number = 109 - number WHERE number > 100")
    assert {number for number, _how in breaks(done[1])} >= {4, 5}


def test_a_chain_made_anew_does_not_fit_the_file(done: Any, superuser: psycopg.Connection) -> None:
    way, envelope, file = done
    told, before = envelope.head, ""
    for row in SignatureEvent._default_manager.filter(envelope=envelope).order_by("number"):
        body = {**row.body, "ip": "10.9.8.7"}
        own = linked(body, before)
        values = [psycopg.types.json.Jsonb(body), before, own, row.pk]
        superuser.execute("UPDATE signing_signatureevent SET body = %s, before = %s, hash = %s WHERE id = %s", values)
        before = own
    superuser.execute("UPDATE signing_envelope SET head = %s", [before])
    envelope.refresh_from_db()
    assert breaks(envelope) == []
    assert before != told
    assert "Event 1 on record is not the one in the file." in check_file(file, way.ana, now=clock.now()).found


def test_the_page_and_the_command_line_say_what_was_changed(done: Any, tmp_path: Path) -> None:
    way, _envelope, file = done
    client = Client()
    client.force_login(way.ana_user)
    sent = {"file": ContentFile(file, name="terms-signed.pdf")}
    assert b"Unchanged since it was sealed by" in client.post("/signatures/check", sent).content
    changed = bytearray(file)
    changed[len(way.pdf) // 2] ^= 1
    sent = {"file": ContentFile(bytes(changed), name="terms-signed.pdf")}
    page = client.post("/signatures/check", sent).content.decode()
    assert "This file is not what was sealed." in page or "carries no seal" in page
    assert f"bytes 0 to {len(way.pdf)}" in page


def test_openssl_takes_the_seal_and_not_a_changed_one(done: Any, tmp_path: Path, settings: Any) -> None:
    _way, _envelope, file = done
    (root, *_others) = settings.SIGNING_FOLDER.glob("trusted-*.pem")
    at = int(clock.now().timestamp()) + 60
    assert openssl_takes(file, tmp_path, root, at=at) == ""
    changed = bytearray(file)
    changed[len(file) // 3] ^= 1
    assert openssl_takes(bytes(changed), tmp_path, root, at=at) != ""


def test_the_replaced_consent_is_found(done: Any) -> None:
    way, _envelope, file = done
    evidence = check_file(file, way.ana, now=clock.now()).report.evidence
    assert list(altered_texts(evidence)) == []
    swapped = [{**one, "text": "I agree to anything."} for one in evidence["consents"]]
    assert list(altered_texts({**evidence, "consents": swapped})) == [evidence["consents"][0]["sha256"]]


def test_a_seal_carries_the_time_stamp_that_was_set(done: Any, settings: Any) -> None:
    with Authority() as authority:
        settings.TSA_URL = authority.address
        envelope = done[0].asks(done[0].helen)
        with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
            change_records(type_of(Envelope), [(envelope, {"signed_at": clock.now()})], by=SYSTEM, now=clock.now())
        finish_all()
        envelope.refresh_from_db()
        assert (envelope.state, envelope.level) == ("completed", "PAdES B-T")
