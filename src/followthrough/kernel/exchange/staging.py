"""Rows on their way in, kept in a table between checking and writing: typed values as JSON that comes back the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import orjson
from django.db import connection
from django.db.models import Count, QuerySet
from psycopg import sql

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.links import Pending
from followthrough.kernel.exchange.models import Import, StagedRow
from followthrough.kernel.exchange.verdicts import Ask, PlannedRow
from followthrough.kernel.records.copying import copy_text
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_named, type_of
from followthrough.kernel.records.sending import send_rows

MOST_KEPT = 50_000  # linked records
COLUMNS = (
    "upload_id", "number", "verdict", "cells", "values", "record_id", "changes", "problems", "asks", "identity",
    "identity_column",
)  # fmt: skip
_COPY = sql.SQL("COPY {} ({}) FROM STDIN").format(
    sql.Identifier(StagedRow._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
)
_BEHIND = """
SELECT number, verdict, "values"::text, record_id, changes::text, problems::text, asks::text, identity, identity_column
FROM exchange_stagedrow WHERE upload_id = %s AND number > %s ORDER BY number LIMIT %s
"""
_AS_WE_TAG = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_TAGS: dict[str, Callable[[str], Any]] = {
    "~n": Decimal,
    "~d": date.fromisoformat,
    "~t": datetime.fromisoformat,
    "~h": time.fromisoformat,
}


def keep_rows(upload: Import, rows: Sequence[PlannedRow]) -> None:
    """Put planned rows into the table, by COPY."""
    if rows:
        columns = zip(*(_kept(upload, row) for row in rows), strict=True)
        send_rows(_COPY, [copy_text((column, str) for column in columns)])


def _kept(upload: Import, row: PlannedRow) -> tuple[str | int | None, ...]:
    return (
        upload.pk,
        row.number,
        row.verdict,
        frozen(row.cells),
        frozen(row.values),
        row.record.pk if row.record is not None else None,
        frozen(row.changes) if row.changes else None,
        frozen({str(index): text for index, text in row.problems.items()}) if row.problems else None,
        frozen({str(index): ask.stored() for index, ask in row.asks.items()}) if row.asks else None,
        row.identity,
        row.identity_column,
    )


def staged(upload: Import) -> QuerySet[StagedRow]:
    """The upload's rows in the file's order."""
    return StagedRow.objects.filter(upload=upload).order_by("number")


def rows_behind(upload: Import, number: int, *, most: int) -> list[PlannedRow]:
    """The next rows of the file behind one, to be thawed: without their cells, which stay in the table."""
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, [upload.pk, number, most])
        return [_as_read(*row) for row in cursor.fetchall()]


def _as_read(*row: Any) -> PlannedRow:
    number, verdict, values, record, changes, problems, asks, identity, column = row
    return PlannedRow(
        number,
        (),
        values=orjson.loads(values),
        record=record,
        changes=orjson.loads(changes) if changes else {},
        problems=_by_column(problems and orjson.loads(problems)),
        asks=_asked(asks and orjson.loads(asks)),
        identity=identity,
        identity_column=column,
        stood=verdict,
    )


def counted_rows(upload: Import) -> dict[str, int]:
    """How many rows of each verdict there are."""
    found = StagedRow.objects.filter(upload=upload).order_by().values_list("verdict").annotate(n=Count("id"))
    return dict(found)


def thawed_rows(rows: Sequence[StagedRow], actor: Actor) -> list[PlannedRow]:
    """Staged rows with their typed values; linked records are read at once, among those the actor sees."""
    planned = [
        PlannedRow(
            row.number,
            _thawed(row.cells, {}),
            values=row.values,
            record=row.record_id,
            changes=row.changes or {},
            problems=_by_column(row.problems),
            asks=_asked(row.asks),
            identity=row.identity,
            identity_column=row.identity_column,
            stood=row.verdict,
        )
        for row in rows
    ]
    thaw(planned, actor, {})
    return planned


def thaw(rows: Sequence[PlannedRow], actor: Actor, kept: dict[Any, Any]) -> None:
    """Give rows the typed values that their JSON stands for; `kept` remembers linked records between calls."""
    found = _linked([part for row in rows for part in (row.values, row.changes)], actor, kept)
    for row in rows:
        row.values = {n: _thawed(v, found) if type(v) in (dict, list) else v for n, v in row.values.items()}
        row.changes = {n: (_thawed(old, found), _thawed(new, found)) for n, (old, new) in row.changes.items()}


def _by_column(problems: Mapping[str, str] | None) -> dict[int, str]:
    return {int(index): text for index, text in problems.items()} if problems else {}


def _asked(asks: Mapping[str, Any] | None) -> dict[int, Ask]:
    return {int(index): Ask(**ask) for index, ask in asks.items()} if asks else {}


def frozen(value: Any) -> str:
    """JSON that `thawed_rows` turns back into the same typed values."""
    return orjson.dumps(value, default=_tagged, option=_AS_WE_TAG).decode().replace("\\u0000", "")


def _tagged(value: Any) -> Any:
    match value:
        case Record():
            return {"~r": [type_of(value).kind, value.pk]}
        case Pending():
            return {"~p": [type_of(value.model).kind, value.text, value.own_file]}
        case Decimal():
            return {"~n": str(value)}
        case datetime():
            return {"~t": value.isoformat()}
        case date():
            return {"~d": value.isoformat()}
        case time():
            return {"~h": value.isoformat()}
        case timedelta():
            return {"~s": value.total_seconds()}
        case _:
            return str(value)


def _linked(trees: Iterable[Mapping[str, Any]], actor: Actor, kept: dict[Any, Any]) -> dict[Any, Any]:
    if len(kept) > MOST_KEPT:
        kept.clear()
    wanted: dict[str, set[int]] = {}
    for kind, number in _links_in([part for tree in trees for part in tree.values() if type(part) in (dict, list)]):
        if (kind, number) not in kept:
            wanted.setdefault(kind, set()).add(number)
    for name, numbers in wanted.items():
        found = type_named(name)
        if found is not None:
            rows = found.model.visible_to(actor).in_bulk(numbers)
            kept.update({(name, number): rows.get(number) for number in numbers})
    return kept


def _links_in(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, Mapping):
        if "~r" in value:
            yield tuple(value["~r"])
            return
        value = value.values()
    elif not isinstance(value, list):
        return
    for part in value:
        if isinstance(part, dict | list):
            yield from _links_in(part)


def _thawed(value: Any, found: Mapping[Any, Any]) -> Any:
    if isinstance(value, list):
        return [_thawed(part, found) for part in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((tag, inner),) = value.items()
        if tag == "~r":
            return found.get(tuple(inner))
        if tag == "~p":
            kind = type_named(inner[0])
            assert kind is not None
            return Pending(kind.model, inner[1], inner[2])
        if tag == "~s":
            return timedelta(seconds=inner)
        if tag in _TAGS:
            return _TAGS[tag](inner)
    return {name: _thawed(part, found) for name, part in value.items()}
