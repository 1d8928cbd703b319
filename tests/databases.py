"""The databases of a run: a migrated template, a clone of it for each worker, and templates that are filled already."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from django.db import connections
from psycopg import sql

from followthrough.config import roles
from followthrough.config.embedded import EmbeddedServer
from followthrough.config.environment import Environment, environment
from followthrough.config.fingerprint import fingerprint
from followthrough.config.migrating import migrate_database
from followthrough.config.server_account import server_account

T = TypeVar("T")
FILLED = "filled_"
CLONES = "clones"  # the tablespace in memory, where there is room for one


def clones_in(folder: Path) -> str:
    """What makes the server keep clones in a folder, beside what else sets it up."""
    return f"CREATE TABLESPACE {CLONES} LOCATION '{folder}'\nGRANT CREATE ON TABLESPACE {CLONES} TO {roles.OWNER}\n"


def make_room(folder: Path, home: Path) -> None:
    """Make the folder of the clones, for a server still to be made: memory may have forgotten the one before."""
    home.parent.mkdir(exist_ok=True)
    with (home.parent / "clones.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(home, ignore_errors=True)
        if not home.exists():
            account = server_account()
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            os.chown(folder, account.uid, account.gid)
            home.mkdir(mode=0o711)


def environment_here(home: Path) -> Environment:
    """What a desk on this worker's database would have configured, with its files in a folder."""
    found = connections["owner"].settings_dict
    url = f"postgresql://{found['USER']}@/{found['NAME']}?host={found['HOST']}&port={found['PORT']}"
    return replace(environment({"FOLLOWTHROUGH_HOME": str(home)}), database_url=url, database_owner_url=url)


class Databases:
    """This worker's database, a clone of the migrated template; connections and children are pointed at it."""

    def __init__(self, server: EmbeddedServer, run: Path) -> None:
        self.server, self.run = server, run
        with self._maintenance() as owner:
            spaces = {name for (name,) in owner.execute("SELECT spcname FROM pg_tablespace")}
        self.space = CLONES if CLONES in spaces else "pg_default"
        self.own = f"test_{os.getpid()}"
        self.template = self._migrated()
        self.renew()
        self._point_at(self.own)

    def renew(self, template: str = "") -> None:
        """Make the clone anew; also cleans up after a test that commits, since the application cannot truncate."""
        connections.close_all()
        with self._maintenance() as owner:
            self._copy(owner, template or self.template, self.own)

    def filled(self, name: str, fill: Callable[[], T]) -> T:
        """What `fill` made, in a database that holds it: filled by whichever worker asks first, copied by the others.

        The rows are committed: whoever asks renews the database afterwards.
        """
        kept, template = self.run / f"{name}.pickle", f"{FILLED}{name}_{self.run.name}"
        with (self.run / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                self.renew()
                made = pickle.dumps(fill())
                connections.close_all()
                with self._maintenance() as owner:
                    self._copy(owner, self.own, template)
                kept.write_bytes(made)
            else:
                self.renew(template)
        found: T = pickle.loads(kept.read_bytes())  # noqa: S301 -- written above
        return found

    def leave(self) -> None:
        """Drop this worker's clone."""
        connections.close_all()
        with self._maintenance() as owner:
            _drop(owner, self.own)

    def _migrated(self) -> str:
        """The name of a database migrated by exactly this code, made by whichever worker comes first."""
        template = f"template_{fingerprint()[:16]}"
        with self._maintenance() as owner:
            names = {name for (name,) in owner.execute("SELECT datname FROM pg_database")}
            for name in names:
                if self._is_left_over(name) or (name.startswith("template_") and name != template):
                    _drop(owner, name)
            if template not in names:
                owner.execute("DROP DATABASE IF EXISTS being_migrated WITH (FORCE)")
                owner.execute("CREATE DATABASE being_migrated")
                self._point_at("being_migrated")
                migrate_database()
                connections.close_all()
                owner.execute(sql.SQL("ALTER DATABASE being_migrated RENAME TO {}").format(sql.Identifier(template)))
        return template

    def _is_left_over(self, name: str) -> bool:
        """Whether the process or the run that a database belonged to is over."""
        if name.startswith(FILLED):
            return not any(name.endswith(f"_{run.name}") for run in self.run.parent.iterdir())
        return name.startswith("test_") and not Path("/proc", name.removeprefix("test_")).exists()

    def _copy(self, owner: psycopg.Connection[Any], template: str, database: str) -> None:
        _drop(owner, database)
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {} TABLESPACE {} STRATEGY FILE_COPY")
        owner.execute(copied.format(*map(sql.Identifier, (database, template, self.space))))

    @contextmanager
    def _maintenance(self) -> Iterator[psycopg.Connection[Any]]:
        """The owner's connection to no test's database, while no other worker does the same."""
        with (self.server.home / "clones.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with psycopg.connect(self.server.address(roles.OWNER), autocommit=True) as owner:
                yield owner

    def _point_at(self, database: str) -> None:
        for alias, variable, role in (
            ("default", "DATABASE_URL", roles.APPLICATION),
            ("owner", "DATABASE_OWNER_URL", roles.OWNER),
        ):
            connections[alias].close()
            place = {"HOST": str(self.server.sockets), "PORT": "5432", "NAME": database, "USER": role}
            connections[alias].settings_dict.update(place)
            os.environ[variable] = self.server.address(role, database)


def _drop(owner: psycopg.Connection[Any], database: str) -> None:
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
