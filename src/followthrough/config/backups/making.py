"""Make a backup: one moment of the database and every file, in one encrypted archive with counts, sums and hashes."""

import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, cast

import psycopg

from followthrough.config.backups.age import Sealer
from followthrough.config.backups.contents import LEFT_OUT, Sums, table_sums
from followthrough.config.backups.keys import key_of_house
from followthrough.config.backups.programs import ProgramFailed, run_program
from followthrough.config.backups.shelf import Backup, note, path_for, shelf
from followthrough.config.database import owner_address
from followthrough.config.environment import Environment
from followthrough.config.fingerprint import fingerprint
from followthrough.config.refusal import CannotStart
from followthrough.kernel.crashing import crash_point

FORMAT = 1
SCRATCH = ".dumping-"
ABOUT, DATABASE, MANIFEST, FILES = "about.json", "database.dump", "manifest.json", "files/"
KEYS = "signing/"  # what documents are sealed with, itself encrypted with the secret key that no backup holds


class BackupFailed(Exception):
    """No backup came of it, and nothing half-made stays; the text says why."""


def make_backup(env: Environment) -> Backup:
    """Write a new backup whole or not at all. Raises BackupFailed."""
    key = key_of_house(env.home).public_key()
    now = datetime.now(UTC)
    final = path_for(env, now)
    draft = final.with_name(f".{final.name}.part")
    try:
        with one_at_a_time(env), _cleared(env), draft.open("wb") as out:
            draft.chmod(0o600)
            sealer = Sealer(out, key)
            with tarfile.open(fileobj=cast(IO[bytes], sealer), mode="w|") as archive:
                rows, files = _fill(env, archive, now)
            sealer.close()
            out.flush()
            os.fsync(out.fileno())
            crash_point("backup.written")
            draft.rename(final)
            crash_point("backup.kept")
    except (OSError, ProgramFailed, psycopg.Error) as problem:
        raise BackupFailed(f"the backup failed: {problem}") from problem
    finally:
        draft.unlink(missing_ok=True)
    return note(Backup(final, now, final.stat().st_size, rows, files))


@contextmanager
def one_at_a_time(env: Environment) -> Iterator[None]:
    """Hold the shelf, so that no two backups or trials run at once. Raises BackupFailed when another does."""
    descriptor = os.open(shelf(env) / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as problem:
        raise BackupFailed("another backup is being made or tried at this moment") from problem
    finally:
        os.close(descriptor)


@contextmanager
def _cleared(env: Environment) -> Iterator[None]:
    """The shelf without what a backup left there that died half-way."""
    for left in shelf(env).glob(".followthrough-*.part"):
        left.unlink()
    for left in shelf(env).glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    yield


def _scratch(env: Environment) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=SCRATCH, dir=shelf(env))


def _fill(env: Environment, archive: tarfile.TarFile, now: datetime) -> tuple[int, int]:
    with psycopg.connect(owner_address(env)) as connection, _scratch(env) as scratch:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        _add_text(archive, ABOUT, _about(connection, now))
        dump = Path(scratch) / DATABASE
        left_out = [f"--exclude-table-data=public.{name}" for name in LEFT_OUT]
        options = ["--format=custom", f"--snapshot={snapshot}", f"--file={dump}", *left_out]
        run_program(env, "pg_dump", owner_address(env), *options)
        sums = table_sums(connection)
        archive.add(dump, DATABASE)
        dump_hash = _hash_of(dump)
    files = _add_files(env, archive)
    for path in sorted(env.signing.glob("*.p*")):
        archive.add(path, KEYS + path.name, recursive=False)
    _add_text(archive, MANIFEST, {"tables": sums, "database": dump_hash, "files": files})
    return _rows(sums), len(files)


def _about(connection: psycopg.Connection, now: datetime) -> dict[str, Any]:
    applied = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    return {
        "format": FORMAT,
        "made": now.isoformat(),
        "followthrough": version("followthrough") if _is_installed() else "",
        "postgresql": connection.info.server_version // 10000,
        "fingerprint": fingerprint(),
        "migrations": [f"{app}.{name}" for app, name in applied],
    }


def _is_installed() -> bool:
    try:
        return bool(version("followthrough"))
    except ImportError:
        return False


def _add_files(env: Environment, archive: tarfile.TarFile) -> dict[str, int]:
    """Every file of the store by its hash, with its size; what is just arriving belongs to a later moment."""
    found = {}
    for path in sorted(env.files.glob("??/*")):
        if len(path.name) == 64:
            archive.add(path, FILES + path.name, recursive=False)
            found[path.name] = path.stat().st_size
    return found


def _add_text(archive: tarfile.TarFile, name: str, told: Any) -> None:
    content = json.dumps(told, indent=1).encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _hash_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _rows(sums: Sums) -> int:
    return sum(count for count, _sum in sums.values())


def _one(connection: psycopg.Connection, question: Any) -> str:
    row = connection.execute(question).fetchone()
    if row is None:
        raise CannotStart("the database gives no snapshot")
    return str(row[0])
