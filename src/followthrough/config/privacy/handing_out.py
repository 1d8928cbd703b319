"""Hand out what the house holds of one person, for a machine to read: one archive with a JSON file and their files."""

import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from followthrough.config.database import owner_address
from followthrough.config.privacy.knowing import attached, history_rows, own_rows, words_of
from followthrough.config.privacy.persons import person_kind
from followthrough.config.privacy.seeking import mentions
from followthrough.kernel.files.store import path_of
from followthrough.kernel.records.model import Record

OWN_TABLES = ("history_entry", "search_filed_text")


def hand_out(record: Record, path: Path, *, now: datetime) -> dict[str, int]:
    """Write the archive; how many rows, changes, mentions and files it holds."""
    person = person_kind(record)
    with psycopg.connect(owner_address(settings.ENVIRONMENT)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        rows, history = own_rows(connection, person, record), history_rows(connection, record)
        own = {(row["table"], row["id"]) for row in rows}
        elsewhere = [
            {"table": table, "column": column, "id": number, "text": text}
            for table, column, number, text in mentions(connection, words_of(connection, person, record))
            if (table, number) not in own and table not in OWN_TABLES
        ]
        files = attached(connection, record)
    told: dict[str, Any] = {
        "person": record.ref,
        "made": now.isoformat(),
        "records": rows,
        "history": history,
        "mentions": elsewhere,
        "files": [{"number": ref, "name": name, "sha256": sha256} for _id, ref, name, sha256 in files],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", json.dumps(told, indent=1, ensure_ascii=False, default=str))
        for _id, ref, name, sha256 in files:
            if path_of(sha256).is_file():
                archive.write(path_of(sha256), f"files/{ref}-{Path(name).name}")
    return {"records": len(rows), "changes": len(history), "mentions": len(elsewhere), "files": len(files)}
