"""Everything in open formats: one JSON object a row, the files, the schema as text; and back into a new house."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import psycopg
from psycopg import Connection, sql

from followthrough.config.backups.contents import differences, table_names, table_sums
from followthrough.config.backups.programs import ProgramFailed, run_program
from followthrough.config.database import owner_address
from followthrough.config.environment import Environment
from followthrough.config.preparing import open_database
from followthrough.config.refusal import CannotStart
from followthrough.kernel.speaking import parser_for
from followthrough.kernel.speaking import said as _

# What the program makes anew by itself, or what ends with the day: queue, search index, sessions, links to sign in by.
NOT_TAKEN = ("procrastinate_", "search_", "django_", "auth_", "schema_fingerprint", "people_attempt",
             "people_onetimelink", "people_personsession", "links_knock")  # fmt: skip
# A line is a row as the server writes it: JSON never holds these two signs as they are, so nothing is escaped twice.
LINES = sql.SQL("(FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')")
COLUMNS = """
SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum > 0 AND NOT attisdropped
AND attgenerated = '' ORDER BY attnum
"""
WRITES_HISTORY = "SELECT 1 FROM pg_trigger WHERE tgname = 'ft_insert' AND tgrelid = to_regclass(quote_ident(%s))"
ABOUT = """Everything of this house, taken out {made:%Y-%m-%d %H:%M} UTC.

tables/NAME.jsonl  one JSON object a row, one row a line, UTF-8; columns as schema.sql describes them
files/HASH         every filed, attached and uploaded file under its SHA-256; documents_documentversion,
                   notes_attachment and exchange_import name them
schema.sql         the tables as SQL
counts.json        rows and a sum of each table, and the size of each file, to compare with

Back into a new house: followthrough load FOLDER
"""


def export_everything(env: Environment, rest: Sequence[str] = ()) -> int:
    """Write everything into a new folder; 0 done, 1 failed, 2 refused."""
    parser = parser_for("export --everything", _("everything in open formats, into a new folder"))
    parser.add_argument("folder", type=Path, help=_("a folder that is not there yet"))
    parser.add_argument("--json", dest="as_json", action="store_true", help=_("answer in JSON"))
    given = parser.parse_args(rest)
    folder: Path = given.folder
    if folder.exists():
        raise CannotStart(_("%(folder)s is there already; name a new folder") % {"folder": folder})
    open_database(env)
    draft = folder.with_name(f".{folder.name}.part")
    try:
        told = take_out(env, draft)
        draft.rename(folder)
    except (OSError, ProgramFailed, psycopg.Error) as problem:
        sys.stderr.write(f"nothing was taken out: {problem}\n")
        return 1
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    rows, files = sum(count for count, _sum in told["tables"].values()), len(told["files"])
    answer = {"folder": str(folder), "tables": len(told["tables"]), "rows": rows, "files": files}
    said = f"{folder}: {len(told['tables'])} tables, {rows:,} rows, {files:,} files"
    sys.stdout.write(f"{json.dumps(answer) if given.as_json else said}\n")
    return 0


def take_out(env: Environment, folder: Path, heard: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Write it all, of one moment, in pieces; what was written: tables with rows and sums, files with sizes.

    `heard` is told how many tables of how many are written.
    """
    (folder / "tables").mkdir(parents=True, mode=0o700)
    (folder / "files").mkdir(mode=0o700)
    with psycopg.connect(owner_address(env)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        sums = {name: kept for name, kept in table_sums(connection).items() if _is_taken(name)}
        for number, name in enumerate(sums):
            if heard is not None:
                heard(number, len(sums))
            _write_table(connection, name, folder / "tables" / f"{name}.jsonl")
    run_program(env, "pg_dump", owner_address(env), "--schema-only", "--no-owner", f"--file={folder / 'schema.sql'}")
    files = {}
    for path in sorted(env.files.glob("??/*")):
        shutil.copyfile(path, folder / "files" / path.name)
        files[path.name] = path.stat().st_size
    told = {"tables": sums, "files": files}
    (folder / "counts.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    (folder / "README.txt").write_text(ABOUT.format(made=datetime.now(UTC)), encoding="utf-8")
    return told


def _is_taken(name: str) -> bool:
    return not name.startswith(NOT_TAKEN)


def _write_table(connection: Connection, name: str, path: Path) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, _columns(connection, name)))
    rows = sql.SQL("COPY (SELECT row_to_json(r) FROM (SELECT {} FROM {} ORDER BY 1) r) TO STDOUT {}").format(
        columns, sql.Identifier(name), LINES
    )
    with path.open("wb") as out, connection.cursor() as cursor, cursor.copy(rows) as copy:
        for piece in copy:
            out.write(piece)


def _columns(connection: Connection, name: str) -> list[str]:
    return [column for (column,) in connection.execute(COLUMNS, [name]).fetchall()]


def load(env: Environment, rest: Sequence[str] = ()) -> int:
    """Bring what was taken out into a new house; 0 when all is equal, 1 when not, 2 when it is not new."""
    parser = parser_for("load", _("bring what was taken out into a new house"))
    parser.add_argument("folder", type=Path, help=_("a folder made by export --everything"))
    given = parser.parse_args(rest)
    try:
        told = json.loads((given.folder / "counts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CannotStart(
            _("%(folder)s holds nothing that was taken out: %(why)s") % {"folder": given.folder, "why": problem}
        ) from problem
    open_database(env)
    found = bring_in(env, given.folder, told)
    for line in found or ["everything is there and equal; this copy sends nothing until you say: followthrough arm"]:
        sys.stdout.write(f"{line}\n")
    return 1 if found else 0


def bring_in(env: Environment, folder: Path, told: dict[str, Any]) -> list[str]:
    """Fill the empty tables, all or nothing, then compare; the lines that differ. Raises CannotStart."""
    with psycopg.connect(owner_address(env)) as connection:
        names = [name for name in table_names(connection) if name in told["tables"]]
        missing = sorted(told["tables"].keys() - set(names))
        if missing:
            raise CannotStart(
                _("this version has no table %(table)s; use the one it was taken out with, or a newer")
                % {"table": missing[0]}
            )
        for name in names:
            if connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(name))).fetchone():
                raise CannotStart(_("there is a house here already; load into an empty FOLLOWTHROUGH_HOME"))
        kept = [name for name in names if connection.execute(WRITES_HISTORY, [name]).fetchone()]
        _history(connection, kept, "DISABLE")
        for name in names:
            _read_table(connection, name, folder / "tables" / f"{name}.jsonl")
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _history(connection, kept, "ENABLE")
        connection.execute("DELETE FROM arming_arming")
        sums = {name: kept for name, kept in table_sums(connection).items() if name in told["tables"]}
        found = list(differences(told["tables"], sums))
        if found:
            connection.rollback()
            return found
    return list(_files(env, folder, told["files"]))


def _history(connection: Connection, names: Sequence[str], word: Literal["DISABLE", "ENABLE"]) -> None:
    """Rows that come in bring their history with them; it is not written anew."""
    for name in names:
        statement = sql.SQL("ALTER TABLE {} {} TRIGGER ft_insert").format(sql.Identifier(name), sql.SQL(word))
        connection.execute(statement)


def _read_table(connection: Connection, name: str, path: Path) -> None:
    """Rows keep their numbers."""
    table, columns = sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, _columns(connection, name)))
    connection.execute("CREATE TEMP TABLE incoming (line json)")
    copying = sql.SQL("COPY incoming FROM STDIN {}").format(LINES)
    with path.open("rb") as source, connection.cursor() as cursor, cursor.copy(copying) as copy:
        while piece := source.read(1 << 20):
            copy.write(piece)
    insert = "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM incoming, json_populate_record(NULL::{}, line)"
    connection.execute(sql.SQL(insert).format(table, columns, columns, table))
    connection.execute("DROP TABLE incoming")
    _count_on(connection, name)


def _count_on(connection: Connection, name: str) -> None:
    if "id" not in _columns(connection, name):
        return
    row = connection.execute("SELECT pg_get_serial_sequence(quote_ident(%s), 'id')", [name]).fetchone()
    if row and row[0]:
        setting = sql.SQL("SELECT setval({}, coalesce(max(id), 1), count(*) > 0) FROM {}")
        connection.execute(setting.format(sql.Literal(row[0]), sql.Identifier(name)))


def _files(env: Environment, folder: Path, files: dict[str, int]) -> Iterator[str]:
    from followthrough.kernel.files.store import keep  # noqa: PLC0415 -- app ready

    for name, size in files.items():
        path = folder / "files" / name
        if not path.is_file():
            yield f"file {name} is missing"
            continue
        if keep(_pieces(path), limit=max(size, 1) * 2) != (name, size):
            yield f"file {name} is not what was taken out"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(1 << 20):
            yield piece
