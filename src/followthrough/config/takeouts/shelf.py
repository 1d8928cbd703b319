"""The folder of archives asked for on a page: which there are, how far each has come, how long they stay."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from followthrough.config.environment import Environment

STAYS = timedelta(days=3)  # they are not encrypted
ENDING = ".zip"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """One archive. `ref` names the person it is about, empty means everything; `done` of `of` parts are written."""

    name: str
    asked: datetime
    by: str
    ref: str = ""
    done: int = 0
    of: int = 0
    made: datetime | None = None
    size: int = 0
    problem: str = ""


def archive_named(env: Environment, name: str) -> Path:
    """Where an archive lies, or will."""
    return shelf(env) / name


def shelf(env: Environment) -> Path:
    """The folder, made when it is missing; nobody else on the machine may look in."""
    folder = env.home / "taken-out"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def taken_out(env: Environment) -> list[TakenOut]:
    """All that were begun and are still there, the newest first."""
    return sorted(_found(env), key=lambda one: one.asked, reverse=True)


def note(env: Environment, one: TakenOut) -> TakenOut:
    """Write down how far an archive has come."""
    beside = _beside(env, one.name)
    draft = beside.with_name(f".{beside.name}.{os.getpid()}")
    draft.write_text(json.dumps(asdict(one), default=str), encoding="utf-8")
    draft.replace(beside)
    return one


def remove(env: Environment, one: TakenOut) -> None:
    """Remove an archive and what is known of it."""
    archive_named(env, one.name).unlink(missing_ok=True)
    _beside(env, one.name).unlink(missing_ok=True)


def name_for(ref: str, now: datetime) -> str:
    """A name that tells what is in it and when it was asked for."""
    return f"{ref or 'everything'}-{now.astimezone(UTC):%Y%m%d-%H%M%S}{ENDING}"


def _found(env: Environment) -> Iterator[TakenOut]:
    for path in shelf(env).glob(f"*{ENDING}.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):  # removed meanwhile, or by another hand
            told = json.loads(path.read_text(encoding="utf-8"))
            made = datetime.fromisoformat(told["made"]) if told["made"] else None
            yield TakenOut(**{**told, "asked": datetime.fromisoformat(told["asked"]), "made": made})


def _beside(env: Environment, name: str) -> Path:
    return shelf(env) / f"{name}.json"
