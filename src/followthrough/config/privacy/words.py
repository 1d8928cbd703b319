"""The words `person` and `erase`, for who asks what is known of them, and who asks to be forgotten."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from followthrough.config.environment import Environment
from followthrough.config.preparing import open_database
from followthrough.kernel.speaking import parser_for
from followthrough.kernel.speaking import said as _


def person(env: Environment, rest: Sequence[str] = ()) -> int:
    """Write everything known of a person into an archive; 0 done, 1 refused or not there."""
    parser = parser_for("person", _("write everything known of a person into an archive"))
    parser.add_argument("ref", help=_("their number: K-00012 or P-0007"))
    parser.add_argument("file", type=Path, help=_("where to: a new .zip"))
    parser.add_argument("--json", dest="as_json", action="store_true", help=_("answer in JSON"))
    given = parser.parse_args(rest)
    open_database(env)
    from followthrough.config.privacy.handing_out import hand_out  # noqa: PLC0415 -- app ready
    from followthrough.config.privacy.persons import person_at  # noqa: PLC0415 -- app ready
    from followthrough.kernel import clock  # noqa: PLC0415 -- app ready
    from followthrough.kernel.records.problems import Problem  # noqa: PLC0415 -- app ready

    try:
        counts = hand_out(person_at(given.ref), given.file, now=clock.now())
    except (Problem, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    sys.stdout.write((json.dumps(counts) if given.as_json else f"{given.file}: {told}") + "\n")
    return 0


def erase(env: Environment, rest: Sequence[str] = ()) -> int:
    """Erase a person everywhere and say what is kept and why; 0 done, 1 refused or not there."""
    parser = parser_for("erase", _("erase a person everywhere and say what is kept and why"))
    parser.add_argument("ref", help=_("their number: K-00012 or P-0007"))
    parser.add_argument("--dry-run", action="store_true", help=_("say what would change, and change nothing"))
    parser.add_argument("--json", dest="as_json", action="store_true", help=_("answer in JSON"))
    given = parser.parse_args(rest)
    open_database(env)
    from followthrough.config.privacy import erasing  # noqa: PLC0415 -- app ready
    from followthrough.config.privacy.persons import person_at  # noqa: PLC0415 -- app ready
    from followthrough.kernel import clock  # noqa: PLC0415 -- app ready
    from followthrough.kernel.records.problems import Problem  # noqa: PLC0415 -- app ready

    try:
        found = person_at(given.ref)
        result = erasing.erase(found, by="the command line", now=clock.now(), dry_run=given.dry_run)
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    lines = [f"{result.ref} {'would be' if given.dry_run else 'is'} erased; {result.files} files removed"]
    lines += [f"  {table}: {count}" for table, count in sorted(result.changed.items()) if count]
    lines += ["kept:", *(f"  {reason}" for reason in result.kept)]
    sys.stdout.write((json.dumps(asdict(result)) if given.as_json else "\n".join(lines)) + "\n")
    return 0
