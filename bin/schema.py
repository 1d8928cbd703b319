"""Migrate the database of a scratch house, by migrations alone, and write its tables down; called by bin/schema."""

import re
import sys
from pathlib import Path

import psycopg
from django.db import connections

from followthrough.config.backups.programs import run_program
from followthrough.config.database import ensure_database, owner_address
from followthrough.config.environment import environment
from followthrough.config.migrating import run_migrations
from followthrough.config.roles import create_extensions
from followthrough.config.schema import SCHEMA, schema_head
from followthrough.config.standing import load_applications

# Django writes these after each migration, from the models; the last is written by whoever migrates.
LEFT_OUT = ("django_content_type", "auth_permission", "schema_fingerprint")
# What pg_dump says of itself and of the session, and counters that stand at their beginning.
SETTINGS = (
    "(statement|lock|idle_in_transaction_session|transaction)_timeout|client_encoding|standard_conforming_strings|"
    "check_function_bodies|xmloption|client_min_messages|row_security|default_tablespace|default_table_access_method"
)
NOISE = re.compile(
    rf"^(--.*|\\(un)?restrict .*|SET ({SETTINGS}) = .*;|SELECT pg_catalog\.set_config\('search_path', '', false\);"
    rf"|SELECT pg_catalog\.setval\(('public\.({'|'.join(LEFT_OUT)})_.*|.*, 1, false)\);)\n",
    re.MULTILINE,
)
MOMENT = re.compile(r"(?<=, )'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00'(?=.*\);$)", re.MULTILINE)


def main(only_checked: bool) -> int:
    """0 when the file is written, or as it should be."""
    text = migrated()
    if not only_checked:
        SCHEMA.write_text(text, encoding="utf-8")
    elif SCHEMA.read_text(encoding="utf-8") != text:
        sys.stderr.write("schema.sql is not what the migrations make: run bin/schema\n")
        return 1
    return 0


def migrated() -> str:
    """The text of the file, from a database that migrations made and nothing else touched."""
    env = environment()
    server = ensure_database(env)
    try:
        load_applications()
        with psycopg.connect(owner_address(env), autocommit=True) as owner:
            create_extensions(owner)
        run_migrations("owner")
        connections["owner"].close()
        left_out = (f"--exclude-table-data={name}" for name in LEFT_OUT)
        options = ("--no-owner", "--no-privileges", "--inserts", "--exclude-extension=*", *left_out)
        dump = Path(env.home, "schema.sql")
        run_program(env, "pg_dump", owner_address(env), *options, f"--file={dump}")
    finally:
        if server:
            server.leave()
    text = MOMENT.sub("now()", NOISE.sub("", dump.read_text(encoding="utf-8")))
    return schema_head() + re.sub(r"\n{2,}", "\n\n", text)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
