"""Any list as a workbook or CSV: exactly the rows asked for, typed, with what the file holds said inside."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Any, BinaryIO, cast
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.filter_words import filter_words
from followthrough.kernel.exchange.outgoing import AT_A_TIME, rows_to_export
from followthrough.kernel.exchange.writing import Column, write_csv, write_xlsx
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import RecordType

NOT_WRITTEN = (Kind.STRUCTURE, Kind.FILE)
Tick = Callable[[int], None]


def exported_columns(kind: RecordType, actor: Actor) -> list[str]:
    """What an export holds: the number first, then every value this actor may see and set, so that it can come back."""
    readable = kind.readable(actor)
    names = [n for n in kind.columns if n in readable] + [n for n in kind.form if n in readable]
    return list(dict.fromkeys(["ref", *names]))


def columns_to_write(kind: RecordType, names: Sequence[str]) -> list[Column]:
    """The heads, with the kinds that decide how cells look."""
    return [
        Column(_capital(kind.fields[n].label), kind.fields[n].kind.value, decimals=kind.fields[n].decimals)
        for n in names
    ]


def export_csv(
    kind: RecordType, actor: Actor, asked: Mapping[str, str], *, sort: str = "", columns: Sequence[str] = ()
) -> Iterator[bytes]:
    """The list as CSV, in pieces; with `columns` only these, after the number. Refuses before the first piece."""
    names = _names(kind, actor, columns)
    rows = rows_to_export(kind, actor, asked, names, sort=sort)
    return write_csv(columns_to_write(kind, names), rows, zone=ZoneInfo(actor.zone))


def export_xlsx(
    kind: RecordType,
    actor: Actor,
    asked: Mapping[str, str],
    *,
    now: datetime,
    sort: str = "",
    columns: Sequence[str] = (),
) -> BinaryIO:
    """The list as a workbook, in a temporary file that is gone once it is closed; with `columns` only these."""
    with ExitStack() as until_it_is_whole:
        stream = cast(BinaryIO, until_it_is_whole.enter_context(tempfile.TemporaryFile()))
        write_workbook(stream, kind, actor, asked, now=now, sort=sort, columns=columns)
        stream.seek(0)
        until_it_is_whole.pop_all()  # the response closes it
    return stream


def write_workbook(
    stream: BinaryIO,
    kind: RecordType,
    actor: Actor,
    asked: Mapping[str, str],
    *,
    now: datetime,
    sort: str = "",
    columns: Sequence[str] = (),
    tick: Tick | None = None,
) -> None:
    """Write the list as a workbook; `tick` is told every some thousand rows how many there are, and may stop it."""
    names = _names(kind, actor, columns)
    rows = rows_to_export(kind, actor, asked, names, sort=sort)
    about = [
        (_("What"), _capital(kind.label_plural)),
        (_("Filters"), filter_words(kind, asked, actor)),
        (_("Made"), now.astimezone(ZoneInfo(actor.zone)).strftime("%Y-%m-%d %H:%M %Z")),
        (_("For"), actor.name),
    ]
    title, heads = _capital(kind.label_plural), columns_to_write(kind, names)
    write_xlsx(stream, title, heads, _counted(rows, tick) if tick else rows, about, zone=ZoneInfo(actor.zone))


def _counted(rows: Iterator[list[Any]], tick: Tick) -> Iterator[list[Any]]:
    for count, row in enumerate(rows):
        if count % AT_A_TIME == 0:
            tick(count)
        yield row


def _names(kind: RecordType, actor: Actor, columns: Sequence[str] = ()) -> list[str]:
    readable = kind.readable(actor)
    asked = list(dict.fromkeys(["ref", *(name for name in columns if name in readable)])) if columns else []
    return [n for n in asked or exported_columns(kind, actor) if kind.fields[n].kind not in NOT_WRITTEN]


def _capital(text: Any) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]
