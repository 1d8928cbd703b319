"""Events in a file: which column holds what, and ids made from the rows where there are none."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.exchange.reading import Table, Unreadable, read_table

HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event id", "event", "transaction id", "number", "evento", "id de evento"),
    "meter": ("meter", "meter code", "metric", "contador"),
    "at": ("at", "time", "timestamp", "date", "day", "moment", "when", "fecha", "hora", "momento", "día"),
    "quantity": ("quantity", "amount", "count", "value", "records", "calls", "seats", "usage", "cantidad", "consumo"),
    "subject": ("subject", "user", "account user", "who", "subscription", "sujeto", "usuario"),
    "corrects": ("corrects", "correction of", "corrige"),
}
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The events of a file, and whether their ids were made from what the rows hold."""

    events: list[dict[str, Any]]
    made_ids: bool


def read_sheet(content: bytes, name: str, meter: str) -> Sheet:
    """The events in a CSV or Excel file; `meter` is the one for rows of a file without such a column.

    An id made from a row is the hash of what it holds and of how many rows like it stand before: the same file counts
    once however often it is sent, and two equal rows count twice. Raises Unreadable.
    """
    table = read_table(content, name)
    places = _places(table)
    for needed, column in (("at", _("the time")), ("quantity", _("the quantity"))):
        if needed not in places:
            raise Unreadable(_("No column holds %(what)s. Name it “%(head)s”.") % {"what": column, "head": needed})
    if "meter" not in places and not meter:
        raise Unreadable(_("No column says which meter. Choose the meter, or name a column “meter”."))
    events = list(_events(table, places, meter))
    return Sheet(events, "id" not in places)


def _places(table: Table) -> dict[str, int]:
    heads = [head.strip().lower().replace("_", " ") for head in table.headers]
    found = {}
    for name, known in HEADS.items():
        place = next((heads.index(word) for word in known if word in heads), None)
        if place is not None:
            found[name] = place
    return found


def _events(table: Table, places: Mapping[str, int], meter: str) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    count = 0
    for row in table.rows:
        if row.flag or not any(cell not in (None, "") for cell in row.cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(_("A file may hold at most %(most)d events. Divide it.") % {"most": MOST_ROWS})
        event = {name: _cell(row.cells[place]) for name, place in places.items() if place < len(row.cells)}
        event = {name: value for name, value in event.items() if value not in (None, "")}
        event.setdefault("meter", meter)
        if "id" not in places:
            told = "|".join(f"{name}={event[name]}" for name in sorted(event))
            seen[told] += 1
            event["id"] = "row-" + hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()[:40]
        yield event


def _cell(cell: Any) -> Any:
    """Cells of text as written; 1,200 as the number it is; a workbook's days and numbers as they are."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int | float | datetime | date) or cell is None else str(cell)
