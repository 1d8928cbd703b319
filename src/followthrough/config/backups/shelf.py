"""The folder of backups: which there are, how old and how large, and when each was last tried."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followthrough.config.environment import Environment

ENDING = ".tar.age"
TOO_OLD = timedelta(hours=26)  # since the last one that was restored and compared
KEPT = 14  # newest ones that are not removed
_NAME = "followthrough-%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One backup. `verified` is when it was last restored and found equal; `problems` what was found otherwise."""

    path: Path
    made: datetime
    size: int
    rows: int = 0
    files: int = 0
    verified: datetime | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


def shelf(env: Environment) -> Path:
    """The folder, made when it is missing; BACKUPS_FOLDER names one on another disk."""
    env.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    return env.backups


def path_for(env: Environment, now: datetime) -> Path:
    """Where a backup begun at this moment will lie."""
    return shelf(env) / (now.astimezone(UTC).strftime(_NAME) + ENDING)


def backups(env: Environment) -> list[Backup]:
    """All of them, the newest first."""
    return sorted(_found(env), key=lambda backup: backup.made, reverse=True)


def note(backup: Backup) -> Backup:
    """Write beside a backup what is known of it."""
    told = {k: v for k, v in asdict(backup).items() if k != "path"}
    beside = _beside(backup.path)
    draft = beside.with_name(f".{beside.name}.{os.getpid()}")
    draft.write_text(json.dumps(told, default=str), encoding="utf-8")
    draft.replace(beside)
    return backup


def last_verified(env: Environment) -> datetime | None:
    """When the newest backup that proved good was made."""
    return next((backup.made for backup in backups(env) if backup.verified and not backup.problems), None)


def is_overdue(env: Environment, now: datetime, since: datetime | None) -> bool:
    """Whether the last good backup, or the house itself when there is none yet, is older than 26 hours."""
    last = last_verified(env) or since
    return last is not None and now - last > TOO_OLD


def prune(env: Environment) -> list[str]:
    """Remove the oldest beyond those kept, never the last one that proved good; their names."""
    everything = backups(env)
    good = last_verified(env)
    old = [backup for backup in everything[KEPT:] if backup.made != good]
    for backup in old:
        backup.path.unlink(missing_ok=True)
        _beside(backup.path).unlink(missing_ok=True)
    return [backup.name for backup in old]


def _found(env: Environment) -> Iterator[Backup]:
    for path in shelf(env).glob(f"*{ENDING}"):
        with suppress(FileNotFoundError):
            stat = path.stat()
            plain = Backup(path, datetime.fromtimestamp(stat.st_mtime, UTC), stat.st_size)
            yield _told(plain)


def _told(plain: Backup) -> Backup:
    try:
        told = json.loads(_beside(plain.path).read_text(encoding="utf-8"))
        verified = datetime.fromisoformat(told["verified"]) if told["verified"] else None
        made = datetime.fromisoformat(told["made"])
        return replace(
            plain, made=made, rows=told["rows"], files=told["files"], verified=verified, problems=told["problems"]
        )
    except (OSError, ValueError, KeyError, TypeError):  # written by another hand: what the file itself tells stays
        return plain


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".json")
