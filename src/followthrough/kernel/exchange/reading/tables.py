"""What comes out of a file: a table, its rows, and what had to be guessed to read it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise

Cell = str | int | float | Decimal | date | datetime | time | timedelta | bool | None
Message = str | Promise


class Unreadable(Exception):
    """The file gives no table; `message` says why and what to do, in words for the person who sent it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person decided instead of the guess; None leaves the guess.

    `header_row` counts rows as the file shows them, from 1; 0 says that there is no header.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header_row: int | None = None
    sheet: str | None = None


class Row(NamedTuple):
    """One row of the file.

    `number` is the row number a spreadsheet shows. `flag` is "" for a row of data; "total", "note", "header" (the
    header repeated) and "other table" mark rows that are no data, so a preview can count them and leave them out.
    `warning` says what was mended; `extra` holds cells beyond the last column.
    """

    number: int
    cells: list[Cell]
    flag: str = ""
    warning: Message = ""
    extra: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook and whether its author shows it."""

    name: str
    visible: bool


@dataclass(slots=True)
class Guess:
    """How the file was read. `header_row` is the last row of the header (0: none), `header_rows` how many it spans."""

    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    escape: str = ""
    line_end: str = ""
    header_row: int = 0
    header_rows: int = 0
    sheet: str = ""
    warnings: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table read from a file.

    `columns` are unique names, `headers` the same cells as the file writes them ("" where empty). `rows` may be gone
    through more than once; big text files are read again each time instead of being held. Going through it may raise
    Unreadable. `guess.warnings` about the whole file are complete once the rows have been gone through.
    """

    columns: list[str]
    headers: list[str]
    rows: Iterable[Row]
    guess: Guess
    sheets: list[Sheet] = field(default_factory=list)
