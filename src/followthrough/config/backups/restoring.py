"""Bring a backup back: into a house of its own that is compared first and only then put in the place of the old one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from followthrough.config import roles
from followthrough.config.backups.contents import table_names
from followthrough.config.backups.opening import Opened, open_backup
from followthrough.config.backups.scratch import load, scratch_folder, scratch_server
from followthrough.config.database import owner_address
from followthrough.config.environment import Environment
from followthrough.config.orphans import server_processes
from followthrough.config.refusal import CannotStart
from followthrough.kernel.speaking import said as _


def restore_backup(env: Environment, path: Path, key: X25519PrivateKey, *, replace: bool) -> Iterator[str]:
    """Restore database and files, saying what is done; nothing here is touched before all of it has proven good.

    With `replace` the house that stands here is put aside, not removed. Raises CannotOpen, ProgramFailed, CannotStart.
    """
    _refuse_a_house(env, replace=replace)
    with scratch_folder(env.home) as folder:
        opened = open_backup(path, key, folder)
        yield f"opened {path.name}, made {opened.about['made']}"
        if env.is_embedded:
            with scratch_server(env, folder, careless=False) as server:
                _refuse_differences(load(env, server.address(roles.OWNER), opened))
        else:
            _refuse_differences(load(env, owner_address(env), opened))
        rows = sum(count for count, _sum in opened.tables.values())
        yield f"equal to what was kept: {len(opened.tables)} tables, {rows:,} rows, {len(opened.files):,} files"
        for name in opened.damaged:
            yield f"warning: {name} was damaged when the backup was made"
        yield from _put_in_place(env, folder, opened)


def _refuse_a_house(env: Environment, *, replace: bool) -> None:
    """Refuse to lay a copy over a house that is there, or under one that runs."""
    cluster = env.home / "pg" / "data"
    if env.is_embedded:
        if cluster.exists() and not replace:
            raise CannotStart(
                _("there is a house in %(home)s; restore elsewhere, or put it aside with --replace")
                % {"home": env.home}
            )
        if server_processes(cluster.resolve()):
            raise CannotStart(_("the database of this house runs; stop everything that uses it first"))
        return
    with psycopg.connect(owner_address(env)) as connection:
        if table_names(connection):
            raise CannotStart(_("the database of DATABASE_URL is not empty; name an empty one"))


def _refuse_differences(found: list[str]) -> None:
    if found:
        raise CannotStart(
            _("what was restored differs from what was kept: %(found)s") % {"found": "; ".join(found[:5])}
        )


def _put_in_place(env: Environment, folder: Path, opened: Opened) -> Iterator[str]:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    opened.store.mkdir(mode=0o700, exist_ok=True)
    moves = [(opened.store, env.files)]
    if opened.keys.is_dir():
        moves.append((opened.keys, env.signing))
    if env.is_embedded:
        moves.append((folder / "pg", env.home / "pg"))
    for new, place in moves:
        if place.is_symlink() or place.exists():
            aside = place.with_name(f"{place.name}.before-{stamp}")
            place.rename(aside)
            yield f"what was there before now lies in {aside}"
        new.rename(place)
    (env.home / "first-start.done").unlink(missing_ok=True)  # whether somebody can sign in is asked anew
