"""PostgreSQL's own programs for copying a database: pg_dump and pg_restore, run without a password in sight."""

import os
import subprocess
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from followthrough.config.environment import Environment
from followthrough.config.server_account import programs, server_account


class ProgramFailed(Exception):
    """A program ended badly; the text is what it said last."""


def program(env: Environment, name: str) -> Path:
    """Where a program lies."""
    return programs(server_account(env.postgres_account), env.postgres_folder) / name


def run_program(env: Environment, name: str, address: str, *rest: str | Path) -> None:
    """Run `pg_dump` or `pg_restore` on the database of a connection string. Raises ProgramFailed."""
    given: dict[str, Any] = conninfo_to_dict(address)
    password = str(given.pop("password", "") or "")
    variables = {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C"}
    command = [str(program(env, name)), f"--dbname={make_conninfo(**given)}", *map(str, rest)]
    done = subprocess.run(  # noqa: S603 -- our own programs, told our own words
        command,
        env=variables | ({"PGPASSWORD": password} if password else {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailed(f"{name}: {done.stderr.strip()[-600:] or f'ended with {done.returncode}'}")
