"""Whether the database already is what the code needs, found out without loading the code."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import psycopg

SOURCE = Path(__file__).resolve().parents[1]
# Whatever tables, triggers and grants are made from.
MAKERS = (
    "**/migrations/*.py",
    "**/models.py",
    "**/models/**/*.py",
    "**/records.py",
    "**/records/**/*.py",
    "kernel/history/*.py",
    "kernel/exchange/keys.py",
    "kernel/records/indexes.py",
    "kernel/custom/*.py",
    "kernel/search/*.py",
    "config/areas.py",
    "config/migrating.py",
    "config/roles.py",
    "**/*.sql",
)
PACKAGES = ("django", "procrastinate")


@cache
def fingerprint() -> str:
    """A digest of everything that the database's shape is made from."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MAKERS for path in SOURCE.glob(pattern)}):
        digest.update(f"{path.relative_to(SOURCE)}\0".encode() + path.read_bytes() + b"\0")
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\0".encode())
    return digest.hexdigest()


def is_migrated(address: str) -> bool:
    """Whether the database at this connection string was migrated by exactly this code."""
    with psycopg.connect(address, connect_timeout=10) as connection:
        mine = "SELECT has_table_privilege(to_regclass('public.schema_fingerprint'), 'SELECT')"
        if connection.execute(mine).fetchone() != (True,):  # there is none, or this role was never granted anything
            return False
        return connection.execute("SELECT code FROM schema_fingerprint").fetchall() == [(fingerprint(),)]
