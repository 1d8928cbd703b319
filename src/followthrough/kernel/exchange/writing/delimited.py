"""CSV, streamed: UTF-8, ISO dates, plain figures, and no text that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal

from followthrough.kernel.exchange.formulas import guarded
from followthrough.kernel.exchange.writing.columns import Column, as_text

_ROWS_A_PIECE = 500


def write_csv(
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    bom: bool = True,
    delimiter: str = ",",
    zone: tzinfo = UTC,
) -> Iterator[bytes]:
    """The table as UTF-8 bytes, in pieces; `bom` lets Excel see the encoding. Moments carry their offset in `zone`.

    Text that begins like a formula gets an apostrophe in front, which read_table takes off; figures stay figures.
    """
    piece = io.StringIO(newline="")
    writer = csv.writer(piece, delimiter=delimiter)
    writer.writerow([guarded(str(column.title)) for column in columns])
    lead = "\ufeff" if bom else ""
    for count, row in enumerate(rows, 1):
        writer.writerow([_plain(value, zone) for value in row])
        if count % _ROWS_A_PIECE == 0:
            yield (lead + piece.getvalue()).encode()
            lead = ""
            piece.seek(0)
            piece.truncate()
    yield (lead + piece.getvalue()).encode()


def _plain(value: object, zone: tzinfo) -> str:
    if isinstance(value, str):
        return guarded(value.replace("\0", ""))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return (value.astimezone(zone) if value.tzinfo else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return guarded(as_text(value).replace("\0", ""))
