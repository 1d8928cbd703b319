"""The tables an empty database is given in one go: what all migrations together would make, as `bin/schema` wrote it.

Going through every migration takes half a minute, nearly all of it spent on states in between that nobody will see.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

import psycopg

SCHEMA = Path(__file__).with_name("schema.sql")
_SOURCE = Path(__file__).resolve().parents[1]


def load_schema(owner: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Make the tables if no migration ever ran here; those newer than the file are left to run."""
    if owner.execute("SELECT to_regclass('public.django_migrations')").fetchone() != (None,):
        return
    with owner.transaction():
        owner.execute("SET LOCAL check_function_bodies = off")  # some speak of tables that come later
        owner.execute(SCHEMA.read_bytes())


def schema_head() -> str:
    """The first line of a file that was written from exactly the migrations that are there now."""
    digest = hashlib.sha256()
    for path in sorted(_SOURCE.glob("**/migrations/*.py")):
        digest.update(f"{path.relative_to(_SOURCE)}\0".encode() + path.read_bytes() + b"\0")
    for package in ("django", "procrastinate"):
        digest.update(f"{package} {version(package)}\0".encode())
    return f"-- Written by bin/schema: what the migrations {digest.hexdigest()[:16]} make of an empty database.\n"
