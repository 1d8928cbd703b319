"""Erase one person: their own rows, every mention, the history and their files, all in one transaction or not at all.

The history is only ever added to by the application; this is the one deed that changes it, as the owner of the tables.
"""

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _
from psycopg import Connection, sql

from followthrough.config.database import owner_address
from followthrough.config.environment import Environment
from followthrough.config.privacy.files import forget_files, uploads_that_name, uploads_with_row_of
from followthrough.config.privacy.knowing import attached, words_of
from followthrough.config.privacy.persons import Person, person_kind
from followthrough.config.privacy.seeking import replace_everywhere
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.downloads.keeping import remove_all
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.sealing.renewing import renew_seals
from followthrough.kernel.search.rebuild import renew_words

LEDGER = "erasures.jsonl"  # beside the backups, so that a restore finds it; numbers only, nothing of the persons


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure changed: rows by table, files removed; and what is kept, each with the reason."""

    ref: str
    changed: dict[str, int]
    files: int
    kept: list[str]


def erase(record: Record, *, by: str, now: datetime, dry_run: bool = False) -> Erased:
    """Erase a person. With `dry_run` everything is done and taken back, to say what would happen. Raises Refused."""
    person, env = person_kind(record), settings.ENVIRONMENT
    refuse_who_is_needed(record)
    with psycopg.connect(owner_address(env)) as connection:
        _act(connection, by, now)
        words = words_of(connection, person, record)
        changed: Counter[str] = Counter()
        gone = [sha256 for _id, _ref, _name, sha256 in attached(connection, record)]
        _blank_record(connection, person, record, changed)
        uploads = dict([*uploads_that_name(connection, words), *uploads_with_row_of(connection, record)])
        gone += uploads.values()
        _forget_uploads(connection, list(uploads), changed)
        _blank_history(connection, person, record)
        for table, count in replace_everywhere(connection, words, record.ref):
            changed[table] += count
        left = forget_files(connection, gone)
        with psycopg.connect(owner_address(env)) as outside:
            renew_seals(connection, outside, f"erasure of {record.ref}", now)
        result = Erased(record.ref, dict(changed), len(left), kept_and_why())
        if dry_run:
            connection.rollback()
            return result
        _note(connection, record, result, by, now)
    crash_point("erase.committed")
    for path in left:
        path.unlink(missing_ok=True)
    remove_all()
    complete_ledger(env)
    renew_words()
    return result


def ledgers(*folders: Path) -> list[str]:
    """The lines of the ledgers in these folders, each once."""
    found = [folder / LEDGER for folder in dict.fromkeys(folders)]
    lines = [line for path in found if path.is_file() for line in path.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(lines))


def erase_again(ledger: Iterable[str]) -> Iterator[str]:
    """After a restore: erase who was erased since the backup was made; the numbers of those it concerned."""
    from followthrough.config.privacy.models import Erasure  # noqa: PLC0415 -- app ready
    from followthrough.config.privacy.persons import PERSONS  # noqa: PLC0415 -- app ready

    for line in ledger:
        told = json.loads(line)
        model = next((p.model for p in PERSONS if type_of(p.model).kind == told["kind"]), None)
        known = Erasure.objects.filter(kind=told["kind"], record_id=told["record_id"]).exists()
        record = model._default_manager.filter(pk=told["record_id"]).first() if model and not known else None
        if record is not None:
            erase(record, by="restore", now=datetime.fromisoformat(told["at"]))
            yield record.ref


def refuse_who_is_needed(record: Record) -> None:
    """Raises Refused for a colleague who can still sign in."""
    if isinstance(record, User) and record.is_active and record.signs_in:
        raise Refused(_("%(name)s can still sign in. Deactivate them first.") % {"name": record.title})


def kept_and_why() -> list[str]:
    """What an erasure leaves, each with the reason, in the language that is active."""
    return [
        _("Their number, and when their record was made, changed and erased: who answers for a change must show it."),
        _("Promises, deals and conversations of the company they worked for, without their name: those are its own."),
        _("Backups made before today, until they are removed; a restore erases the person again."),
        _("Archives taken out before today, for three days at most; whoever downloaded one has to look after it."),
        _("What they signed, with the evidence of it: their name and address there prove a contract that binds both."),
        _("Files on other records are not read for names of people: look at those of the company yourself."),
    ]


def _act(connection: Connection, by: str, now: datetime) -> None:
    values = {"actor_id": "", "actor_name": by, "verb": "erase", "surface": "privacy", "correlation": "",
              "run": str(uuid.uuid4()), "now": now.isoformat()}  # fmt: skip
    for name, value in values.items():
        connection.execute("SELECT set_config(%s, %s, true)", [f"followthrough.{name}", value])


def _blank_record(connection: Connection, person: Person, record: Record, changed: Counter[str]) -> None:
    table = person.model._meta.db_table
    values = {name: after.format(ref=record.ref) for name, after in person.after.items()} | dict(person.closed)
    pairs = sql.SQL(", ").join(sql.SQL("{} = {}").format(sql.Identifier(n), sql.Literal(v)) for n, v in values.items())
    statement = sql.SQL("UPDATE {} SET {} WHERE id = %s")
    changed[table] += connection.execute(statement.format(sql.Identifier(table), pairs), [record.pk]).rowcount
    for part in person.parts:
        table = part.model._meta.db_table
        removal = sql.SQL("DELETE FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(part.column))
        changed[table] += connection.execute(removal, [record.pk]).rowcount
    for table, where in (("notes_attachment", [type_of(record).kind, record.pk]),):
        removal = sql.SQL("DELETE FROM {} WHERE kind = %s AND record_id = %s").format(sql.Identifier(table))
        changed[table] += connection.execute(removal, where).rowcount
    if isinstance(record, User):
        for table in ("people_personsession", "people_onetimelink", "people_visit", "people_apikey"):
            removal = sql.SQL("DELETE FROM {} WHERE user_id = %s").format(sql.Identifier(table))
            changed[table] += connection.execute(removal, [record.pk]).rowcount


def _forget_uploads(connection: Connection, refs: list[str], changed: Counter[str]) -> None:
    if refs:
        forget = "UPDATE exchange_import SET sha256 = '' WHERE ref = ANY(%s)"
        changed["exchange_import"] += connection.execute(forget, [refs]).rowcount
        rows = "DELETE FROM exchange_stagedrow WHERE upload_id IN (SELECT id FROM exchange_import WHERE ref = ANY(%s))"
        changed["exchange_stagedrow"] += connection.execute(rows, [refs]).rowcount


def _blank_history(connection: Connection, person: Person, record: Record) -> None:
    """In the history of their own rows every telling column is blanked, however short its words are."""
    kind = type_of(record).kind
    telling = sorted({*person.after, *(name for part in person.parts for name in part.telling)})
    blanked = (
        "(SELECT coalesce(jsonb_object_agg(k, CASE WHEN k = 'name' THEN %(ref)s ELSE '' END), '{{}}') "
        "FROM unnest(%(telling)s::text[]) k WHERE {column} ? k)"
    )
    pairs = sql.SQL(", ").join(
        sql.SQL("{column} = {column} || " + blanked).format(column=sql.Identifier(column))
        for column in ("before", "after")
    )
    where = sql.SQL(
        " WHERE (kind = %(kind)s AND record_id = %(id)s) OR (parent_kind = %(kind)s AND parent_id = %(id)s)"
    )
    values = {"ref": record.ref, "telling": telling, "kind": kind, "id": record.pk}
    connection.execute(sql.SQL("UPDATE history_entry SET ") + pairs + where, values)
    if isinstance(record, User):
        named = "UPDATE history_entry SET actor_name = %s WHERE actor_id = %s"
        connection.execute(named, [record.ref, record.pk])


def _note(connection: Connection, record: Record, result: Erased, by: str, now: datetime) -> None:
    connection.execute(
        "INSERT INTO privacy_erasure (kind, record_id, ref, at, by, changed, kept) VALUES (%s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (kind, record_id) DO NOTHING",
        [type_of(record).kind, record.pk, record.ref, now, by, json.dumps(result.changed), json.dumps(result.kept)],
    )


def complete_ledger(env: Environment) -> None:
    """Write every erasure of this house that the ledger does not hold yet: one may have died before it did."""
    from followthrough.config.privacy.models import Erasure  # noqa: PLC0415 -- app ready

    env.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = env.backups / LEDGER
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    known = {(told["kind"], told["record_id"]) for told in map(json.loads, filter(None, lines))}
    with path.open("a", encoding="utf-8") as ledger:
        for one in Erasure.objects.order_by("at"):
            if (one.kind, one.record_id) not in known:
                line = {"kind": one.kind, "record_id": one.record_id, "ref": one.ref, "at": one.at.isoformat()}
                ledger.write(json.dumps(line) + "\n")
