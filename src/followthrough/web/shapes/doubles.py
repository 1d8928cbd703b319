"""Doubles: those met while typing, the comparison before a merge with its result, and the groups a scan found."""

from dataclasses import dataclass

from followthrough.web.shapes.parts import Cell, Empty, Link


@dataclass(frozen=True, slots=True)
class Double:
    """A record that what is typed may already be: what it is called, why, and the way to it."""

    title: str
    ref: str
    url: str
    why: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DoublesHint:
    """parts/doubles.html: what may be there already, under the fields of a form for a new record."""

    title: str = ""
    doubles: tuple[Double, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """One of the records compared; `carries` says in words what hangs on it."""

    ref: str
    title: str
    url: str
    stays: bool
    carries: tuple[str, ...]
    refused: str = ""  # why it can't go into the one that stays


@dataclass(frozen=True, slots=True)
class MergeValue:
    """One record's value of a field; `chosen` if it is the one kept."""

    ref: str
    cell: Cell
    chosen: bool
    label: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A field with the result and each record's value; without a choice all values are kept together, or equal."""

    name: str
    label: str
    values: tuple[MergeValue, ...]
    result: Cell
    differs: bool


@dataclass(frozen=True, slots=True)
class MergePage:
    """merge.html: records side by side, the result first; GET with `ref`, `stays` and `pick-<field>`, POST does it."""

    url: str
    records: tuple[MergeRecord, ...]
    rows: tuple[MergeRow, ...]
    whole: tuple[str, ...]  # what will hang on the one that stays
    result: str  # "Everything of A-00002 moves to A-00001: 3 contacts, 1 promise."
    submit: str
    cancel_url: str
    idempotency_key: str
    search_url: str
    problem: str = ""
    suggested: tuple[Double, ...] = ()


@dataclass(frozen=True, slots=True)
class DoublesGroup:
    """Records a scan takes for one, likeliest first; `merge_url` compares them."""

    score: str
    why: str
    members: tuple[Link, ...]
    merge_url: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """duplicates.html: the groups of one kind; POST `apart` for each of a group, or `scan` for a new look."""

    groups: tuple[DoublesGroup, ...]
    told: str
    url: str
    idempotency_key: str
    empty: Empty
