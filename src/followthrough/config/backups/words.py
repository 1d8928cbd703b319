"""The words `backup`, `restore`, `verify` and `arm`, for a terminal, a timer or a script."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from followthrough.config.backups.age import CannotOpen
from followthrough.config.backups.keys import NAME, key_of_house, read_key
from followthrough.config.backups.making import BackupFailed, make_backup, one_at_a_time
from followthrough.config.backups.programs import ProgramFailed
from followthrough.config.backups.restoring import restore_backup
from followthrough.config.backups.shelf import backups, prune
from followthrough.config.backups.trying import tried, try_backup
from followthrough.config.environment import Environment
from followthrough.config.folder_lock import only_one
from followthrough.config.preparing import open_database
from followthrough.config.standing import load_applications
from followthrough.kernel.speaking import parser_for
from followthrough.kernel.speaking import said as _

DONE, FAILED = 0, 1


def backup(env: Environment, rest: Sequence[str] = ()) -> int:
    """Make a backup now and try it; 0 when it proved good, 1 when there is none or it did not."""
    parser = _parser("backup", _("make an encrypted backup of database and files, restore it elsewhere and compare"))
    parser.add_argument("--unverified", action="store_true", help=_("do not try it now"))
    parser.add_argument("--list", action="store_true", dest="listed", help=_("only list the backups there are"))
    given = parser.parse_args(rest)
    if given.listed:
        return _list(env, given)
    open_database(env)
    try:
        made = make_backup(env)
        if not given.unverified:
            with one_at_a_time(env):
                made = tried(env, made, key_of_house(env.home))
    except BackupFailed as problem:
        return _say(given, {"problem": str(problem)}, [str(problem)], FAILED)
    removed = prune(env)
    told = {"backup": str(made.path), "bytes": made.size, "rows": made.rows, "files": made.files,
            "verified": bool(made.verified) and not made.problems, "problems": made.problems,
            "removed": removed}  # fmt: skip
    lines = [f"{made.path}: {made.size:,} bytes, {made.rows:,} rows, {made.files:,} files"]
    lines += made.problems or (["restored elsewhere and compared: equal"] if made.verified else [])
    lines += [f"its key is {env.home / NAME}: keep a copy of it somewhere else"]
    return _say(given, told, lines, FAILED if made.problems else DONE)


def restore(env: Environment, rest: Sequence[str] = ()) -> int:
    """Restore a backup into this data folder; 0 done, 1 the backup is refused, 2 the place is."""
    parser = _parser("restore", _("bring a backup back into this data folder; the copy sends nothing until armed"))
    parser.add_argument("file", type=Path, help=_("the backup"))
    parser.add_argument(
        "--key", type=Path, help=_("the key, when it is not in the data folder as %(name)s") % {"name": NAME}
    )
    parser.add_argument("--replace", action="store_true", help=_("put the house that stands here aside"))
    given = parser.parse_args(rest)
    key = read_key(given.key or env.home / NAME)
    load_applications()
    said = []
    try:
        with only_one(env):
            for line in restore_backup(env, given.file.resolve(), key, replace=given.replace):
                said.append(line)
                if not given.as_json:
                    _print([line])
            open_database(env)
            said += _erased_again(env, given.file.resolve().parent)
            _note_restored(env)
            said.append("this copy sends nothing and runs nothing by itself until you say: followthrough arm")
    except (CannotOpen, ProgramFailed) as problem:
        return _say(given, {"problem": str(problem)}, [f"{given.file.name} is refused: {problem}"], FAILED)
    return _say(given, {"said": said}, [line for line in said if line.startswith(("this copy", "erased"))], DONE)


def _erased_again(env: Environment, beside: Path) -> list[str]:
    from followthrough.config.privacy.erasing import erase_again, ledgers  # noqa: PLC0415 -- app ready

    return [f"erased again: {ref}" for ref in erase_again(ledgers(env.backups, beside))]


def _note_restored(env: Environment) -> None:
    from followthrough.kernel import clock  # noqa: PLC0415 -- app ready
    from followthrough.kernel.sealing.heads import note_restored  # noqa: PLC0415 -- app ready

    note_restored(env.backups, clock.now())


def verify(env: Environment, rest: Sequence[str] = ()) -> int:
    """Look through the whole house, or try a backup; 0 when nothing is wrong, 1 with a line for each finding."""
    parser = _parser(
        "verify", _("look for files without rows, rows without files, gaps in the history; or try a backup")
    )
    parser.add_argument("backup", type=Path, nargs="?", help=_("a backup to restore elsewhere and compare"))
    parser.add_argument("--key", type=Path, help=_("the key of that backup, when it is not the house's own"))
    given = parser.parse_args(rest)
    if given.backup:
        key = read_key(given.key) if given.key else key_of_house(env.home)
        load_applications()
        known = next((one for one in backups(env) if one.path == given.backup.resolve()), None)
        found = tried(env, known, key).problems if known else try_backup(env, given.backup.resolve(), key)
    else:
        open_database(env)
        from followthrough.config.backups.house import findings  # noqa: PLC0415 -- app ready

        found = list(findings())
    return _say(given, {"findings": found}, found or ["nothing is wrong"], FAILED if found else DONE)


def arm(env: Environment, rest: Sequence[str] = ()) -> int:
    """Say that this copy is the house now: it may send, and work in the background begins."""
    given = _parser("arm", _("let a restored copy send and work again")).parse_args(rest)
    open_database(env)
    from followthrough.config.backups.actions import arm_now  # noqa: PLC0415 -- app ready

    text = "this house is armed" if arm_now("the command line") else "this house was armed already"
    return _say(given, {"armed": True}, [text], DONE)


def _list(env: Environment, given: Namespace) -> int:
    found = backups(env)
    told = [{"backup": str(one.path), "made": one.made, "bytes": one.size, "verified": one.verified,
             "problems": one.problems} for one in found]  # fmt: skip
    lines = [f"{one.made:%Y-%m-%d %H:%M}  {one.size:>14,}  {_state(one)}  {one.path}" for one in found]
    return _say(given, told, lines or ["there are no backups yet"], DONE)


def _state(one: Any) -> str:
    return "BAD     " if one.problems else "verified" if one.verified else "not tried"


def _parser(word: str, about: str) -> ArgumentParser:
    parser = parser_for(word, about)
    parser.add_argument("--json", dest="as_json", action="store_true", help=_("answer in JSON"))
    return parser


def _say(given: Namespace, told: Any, lines: Iterable[str], code: int) -> int:
    _print([json.dumps(told, indent=2, default=str)] if given.as_json else lines)
    return code


def _print(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
