"""Try a backup: restore it into a scratch place, compare every table and file with what was kept, say what differs."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from followthrough.config import roles
from followthrough.config.backups.age import CannotOpen
from followthrough.config.backups.opening import open_backup
from followthrough.config.backups.programs import ProgramFailed
from followthrough.config.backups.scratch import load, scratch_folder, scratch_server
from followthrough.config.backups.shelf import Backup, note
from followthrough.config.environment import Environment
from followthrough.config.refusal import CannotStart


def try_backup(env: Environment, path: Path, key: X25519PrivateKey) -> list[str]:
    """What is wrong with a backup, in lines; none when a restore gives back everything that was kept."""
    with scratch_folder(env.home) as folder:
        try:
            opened = open_backup(path, key, folder)
            with scratch_server(env, folder) as server:
                found = load(env, server.address(roles.OWNER), opened)
        except (CannotOpen, ProgramFailed, CannotStart, psycopg.Error, OSError) as problem:
            return [str(problem)]
    return [*found, *(f"{name} was damaged when the backup was made" for name in opened.damaged)]


def tried(env: Environment, backup: Backup, key: X25519PrivateKey) -> Backup:
    """Try a backup and write down beside it what came of that."""
    problems = try_backup(env, backup.path, key)
    return note(replace(backup, verified=datetime.now(UTC), problems=problems))
