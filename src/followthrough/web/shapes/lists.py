"""A list of records: saved views, filter chips, sortable columns, rows, and what may be done with the picked ones."""

from dataclasses import dataclass
from typing import Literal

from followthrough.web.shapes.forms import Choice, Field
from followthrough.web.shapes.looks import Foot, LookTools
from followthrough.web.shapes.parts import Cell, Empty, Fact, Link, Segment


@dataclass(frozen=True, slots=True)
class Column:
    """A head of a table; with `sort_url` it sorts, `sorted` says how it is now."""

    label: str
    key: str = ""
    numeric: bool = False
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    editable: bool = False
    exact: bool = False  # copied as it is stored, not as it is worded: dates, amounts, numbers


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `id` is what picking sends; the first cell should be a link to `url` and strong.

    In a grid `raws` holds, for each cell, the value as a field wants it (dates ISO, a link's number), None where there
    is none; `version` is what an edit is checked against, and a `locked` row takes none.
    """

    id: str
    url: str
    label: str  # its name for readers: "Select Bremer Fluid Systems"
    cells: tuple[Cell, ...]
    picked: bool = False
    tone: Literal["", "struck"] = ""
    version: int = 0
    raws: tuple[str | None, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words: `label` quiet, `value` strong; `remove_url` is the same list without it."""

    label: str
    value: str
    remove_url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter that may be added: a small form of its own; its names and values join the list's address."""

    label: str
    name: str
    kind: Literal["choices", "text", "date", "number", "link"]
    choices: tuple[Choice, ...] = ()
    operators: tuple[Choice, ...] = ()  # sent as `<name>_op`
    search_url: str = ""  # for `link`
    open: bool = False


@dataclass(frozen=True, slots=True)
class BulkAction:
    """A verb on the picked rows: posts `ref` for each, or `all=1` with the list's filters, and shows the dialog."""

    label: str
    url: str
    icon: str = ""
    danger: bool = False
    download: bool = False  # goes there instead, with the same in the address: an export of the picked rows


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading (parts/group.html), with sums under their columns; without `rows` it opens by `url`."""

    key: str
    label: str
    count: str
    cells: tuple[Cell, ...]  # one for each column after the first `span` ones
    span: int = 1
    url: str = ""
    rows: tuple[Row, ...] = ()
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class RowsPart:
    """Rows to append (parts/rows.html), the answer to "show more"."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    next_url: str = ""
    next_text: str = ""
    pickable: bool = True


@dataclass(frozen=True, slots=True)
class ListPage:
    """list.html. View, filters, columns and sort live in the address; `keep` repeats them in the small forms."""

    name: str  # "Accounts": the table's name for readers
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    count_text: str = ""
    views: tuple[Segment, ...] = ()
    save_view_url: str = ""
    facts: tuple[Fact, ...] = ()
    chips: tuple[Chip, ...] = ()
    clear_url: str = ""
    filters: tuple[FilterField, ...] = ()
    bulk: tuple[BulkAction, ...] = ()
    pickable: bool = True
    stacks: bool = False  # on a phone a row's cells stand below each other instead of scrolling sideways
    filtered: str = ""  # what narrows the list, as a query: "all of this list" means these
    total: str = ""  # how many that are
    grid_url: str = ""  # the grid's values are saved under it; "" makes a plain table
    editors: tuple[Field, ...] = ()  # an empty field for each column that may be edited
    search_name: str = "q"
    search_text: str = ""
    searchable: bool = True
    path: str = ""  # the list's address without its query
    keep: tuple[tuple[str, str], ...] = ()
    next_url: str = ""
    next_text: str = ""
    empty: Empty | None = None
    exports: tuple[Link, ...] = ()
    tools: LookTools | None = None
    groups: tuple[RowGroup, ...] = ()
    groups_note: str = ""
    foot: Foot | None = None
