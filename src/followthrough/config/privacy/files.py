"""Files that go with a person: those on their record, and uploaded tables in which they stand."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from psycopg import Connection, sql

from followthrough.config.file_tables import FILE_TABLES
from followthrough.kernel.files.store import path_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of

PIECE = 1 << 22
LONGEST_PART = 200 << 20  # bytes of one part of a workbook that are looked through


def uploads_that_name(connection: Connection, words: list[str]) -> list[tuple[str, str]]:
    """Uploaded tables that hold one of the words: number and hash."""
    if not words:
        return []
    rows = connection.execute("SELECT ref, sha256 FROM exchange_import WHERE sha256 <> ''").fetchall()
    found = re.compile(b"|".join(_spellings(words)), re.IGNORECASE)
    return [(ref, sha256) for ref, sha256 in rows if _holds(path_of(sha256), found)]


def uploads_with_row_of(connection: Connection, record: Record) -> list[tuple[str, str]]:
    """Uploaded tables one of whose rows was recognised as this record, however its words stand there."""
    kind = type_of(record)
    found = connection.execute(
        "SELECT DISTINCT i.ref, i.sha256 FROM exchange_stagedrow s JOIN exchange_import i ON i.id = s.upload_id"
        " WHERE s.record_id = %s AND i.into = %s",
        [record.pk, kind.plural],
    )
    return list(found.fetchall())


def forget_files(connection: Connection, gone: Iterable[str]) -> list[Path]:
    """The paths of those files that no row names any more, to be removed once the rows are."""
    left = []
    for sha256 in {one for one in gone if one}:
        named = any(
            connection.execute(
                sql.SQL("SELECT FROM {} WHERE {} = %s LIMIT 1").format(sql.Identifier(table), sql.Identifier(column)),
                [sha256],
            ).fetchone()
            is not None
            for table, _ref, column in FILE_TABLES
        )
        enclosed = json.dumps([{"sha256": sha256}])
        mails = connection.execute("SELECT FROM mail_mail WHERE enclosed @> %s::jsonb LIMIT 1", [enclosed]).fetchone()
        if not named and mails is None:
            connection.execute("DELETE FROM search_filed_text WHERE sha256 = %s", [sha256])
            left.append(path_of(sha256))
    return left


def _spellings(words: Iterable[str]) -> Iterator[bytes]:
    for word in words:
        for encoding in ("utf-8", "cp1252", "utf-16-le"):
            with suppress(UnicodeEncodeError):
                yield re.escape(word.encode(encoding))


def _holds(path: Path, found: re.Pattern[bytes]) -> bool:
    if not path.is_file():
        return False
    if zipfile.is_zipfile(path):
        with suppress(zipfile.BadZipFile, NotImplementedError, OSError), zipfile.ZipFile(path) as archive:
            return any(
                found.search(archive.read(part))
                for part in archive.infolist()
                if part.filename.endswith(".xml") and part.file_size < LONGEST_PART
            )
    with path.open("rb") as content:
        before = b""
        while piece := content.read(PIECE):
            if found.search(before + piece):
                return True
            before = piece[-512:]
    return False
