"""Real and deliberately dirty files: none may crash, and the share read exactly as its clean twin has a floor."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from followthrough.kernel.exchange.reading import Unreadable, read_table

pytestmark = pytest.mark.realdata
ARCHIVES = {  # files that give a table, files refused with a sentence; docs/operate/import-files.md repeats them
    "csvkit_examples": (76, 3),
    "messytables_a": (20, 2),
    "pollock_polluted_a": (142, 2),
    "pollock_survey_a": (68, 2),
}
FLOORS = {"pollock_polluted_a": (62, 72), "pollock_survey_a": (26, 35)}  # equal to the clean twin, of how many


def members(archive: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if not name.endswith("/"):
                yield name, opened.read(name)


@pytest.mark.parametrize("name", ARCHIVES)
def test_every_spreadsheet_gives_a_table_or_a_sentence(name: str, shared_data: Path) -> None:
    read = refused = 0
    for path, content in members(shared_data / "spreadsheets" / f"{name}.zip"):
        if path.endswith(".json"):
            continue
        try:
            table = read_table(content, path)
            assert {len(row.cells) for row in table.rows} <= {len(table.columns)}, path
            read += 1
        except Unreadable as refusal:
            assert str(refusal), path
            refused += 1
    assert (read, refused) == ARCHIVES[name]


def test_every_plain_file_gives_a_table(shared_data: Path) -> None:
    for path in [*shared_data.rglob("*.csv"), *shared_data.rglob("*.csv.gz")]:
        table = read_table(path, path.name)
        rows = list(table.rows)
        assert rows, path.name
        assert {row.flag for row in rows} == {""}, path.name


@pytest.mark.parametrize("name", FLOORS)
def test_share_equal_to_the_clean_twin_stays_above_its_floor(name: str, shared_data: Path) -> None:
    files = dict(members(shared_data / "spreadsheets" / f"{name}.zip"))
    dirty = [path for path in files if path.startswith("csv/")]
    floor, total = FLOORS[name]
    assert len(dirty) == total
    assert sum(is_equal(files, path.removeprefix("csv/")) for path in dirty) >= floor


def is_equal(files: dict[str, bytes], name: str) -> bool:
    """Whether header and rows equal the clean twin's, short rows of either padded with empty cells."""
    clean = list(csv.reader(io.StringIO(files[f"clean/{name}"].decode(), newline="")))
    has_header = int(json.loads(files[f"parameters/{name}_parameters.json"])["header_lines"] or 0) > 0
    if not has_header and clean and clean[0][0] == "col_0":
        clean = clean[1:]
    try:
        table = read_table(files[f"csv/{name}"], name)
    except Unreadable:
        return not clean
    got = ([list(table.headers)] if table.guess.header_row else []) + [row.cells for row in table.rows if not row.flag]
    width = max((len(row) for row in [*got, *clean]), default=0)
    return [row + [""] * (width - len(row)) for row in got] == [row + [""] * (width - len(row)) for row in clean]
