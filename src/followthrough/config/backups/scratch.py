"""A place to try things in: a folder and a PostgreSQL of its own, gone without a trace afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from followthrough.config import roles
from followthrough.config.backups.contents import Sums, differences, table_sums
from followthrough.config.backups.opening import Opened
from followthrough.config.backups.programs import run_program
from followthrough.config.embedded import FAST_BUT_UNSAFE, EmbeddedServer, socket_folder
from followthrough.config.environment import Environment

QUICK = {**FAST_BUT_UNSAFE, "max_connections": "10", "max_wal_size": "2GB"}
LOADING = ("--no-owner", "--no-privileges", "--no-comments", "--exit-on-error")


@contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A new folder on the same disk, removed afterwards with what a database server of its own left elsewhere."""
    folder = Path(tempfile.mkdtemp(prefix=".trying-", dir=beside))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)  # root's database server runs under another account
    try:
        yield folder
    finally:
        for left in ((folder / "pg").resolve(), socket_folder(folder), folder):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def scratch_server(env: Environment, folder: Path, *, careless: bool = True) -> Iterator[EmbeddedServer]:
    """A server in the folder, stopped afterwards; `careless` of a power cut, for what is thrown away."""
    server = EmbeddedServer(
        folder,
        settings=QUICK if careless else None,
        programs_folder=env.postgres_folder,
        account=env.postgres_account,
    ).start()
    try:
        yield server
    finally:
        server.leave()


def load(env: Environment, address: str, opened: Opened) -> list[str]:
    """Bring the database of a backup into an empty one, as its owner; what differs from the backup, in lines."""
    with psycopg.connect(address) as connection:
        roles.create_extensions(connection)
    run_program(env, "pg_restore", address, *LOADING, opened.dump)
    return compared(address, opened.tables)


def compared(address: str, tables: Sums) -> list[str]:
    """What differs between a database and the counts and sums that were kept."""
    with psycopg.connect(address) as connection:
        return list(differences(tables, table_sums(connection)))
