"""`doctor`: look whether everything stands as it should, and say what to do where it doesn't."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from followthrough.config.database import application_address, ensure_database
from followthrough.config.environment import Environment
from followthrough.config.fingerprint import is_migrated
from followthrough.config.refusal import CannotStart
from followthrough.config.standing import load_applications
from followthrough.kernel.speaking import parser_for
from followthrough.kernel.speaking import said as _

ROOM = 1 << 30  # bytes that should be free on the disk


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, and what to do if not."""

    about: str
    is_well: bool
    seen: str
    do: str = ""


def doctor(env: Environment, rest: Sequence[str] = ()) -> int:
    """Look at folder, disk, database, tables, people, jobs and files; 0 when all is well, 1 when something is not."""
    parser = parser_for("doctor", _("look whether everything stands as it should, and say what to do where it doesn't"))
    parser.add_argument("--json", action="store_true", help=_("answer in JSON"))
    given = parser.parse_args(rest)
    findings = [finding for look in (_test_mode, _folder, _disk, _database) for finding in look(env)]
    if findings[-1].is_well:
        load_applications()
        from followthrough.config.examining import examine  # noqa: PLC0415 -- app ready

        findings += [Finding(*each) for each in examine()]
    text = json.dumps([asdict(f) for f in findings], indent=2) if given.json else "\n".join(map(_line, findings))
    sys.stdout.write(f"{text}\n")
    return 0 if all(finding.is_well for finding in findings) else 1


def _line(finding: Finding) -> str:
    sign = "well" if finding.is_well else "BAD "
    return f"{sign}  {finding.about:<10} {finding.seen}" + (f"\n{'':17}{finding.do}" if not finding.is_well else "")


def _test_mode(env: Environment) -> Iterator[Finding]:
    if env.test_mode:
        dying = f", and dies at {env.crash[0]}" if env.crash else ""
        seen = f"this desk is in test mode: it may be made to die where it is told to{dying}"
        yield Finding("test mode", False, seen, "remove FOLLOWTHROUGH_TEST_MODE before real work is done here")


def _folder(env: Environment) -> Iterator[Finding]:
    seen = f"{env.home}" + ("" if os.access(env.home, os.W_OK) else " can't be written")
    yield Finding("folder", os.access(env.home, os.W_OK), seen, "make the folder this user's own")


def _disk(env: Environment) -> Iterator[Finding]:
    free = shutil.disk_usage(env.home).free
    yield Finding("disk", free > ROOM, f"{free / ROOM:,.1f} GB free", "make room: below 1 GB the database may stop")


def _database(env: Environment) -> Iterator[Finding]:
    try:
        ensure_database(env)
    except CannotStart as refusal:
        yield Finding("database", False, str(refusal), "see docs/operate/install.md")
        return
    migrated = is_migrated(application_address(env))
    yield Finding(
        "database", migrated, "answers" + ("" if migrated else ", its tables are old"), "followthrough migrate"
    )
