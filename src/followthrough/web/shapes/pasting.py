"""What becomes of pasted cells, before anything is written."""

from dataclasses import dataclass

from followthrough.web.shapes.forms import Choice
from followthrough.web.shapes.parts import Badge


@dataclass(frozen=True, slots=True)
class PastedCell:
    """A cell of the block: `state` "chg" with `old`, "new", "bad" with `message`, "out" (its column is left out).

    A bad one is a field named `name`, filled with what was pasted, or with `options` a choice.
    """

    text: str = ""
    state: str = ""
    old: str = ""
    message: str = ""
    name: str = ""
    options: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row of the block and the record it goes into."""

    number: int
    verdict: Badge
    into: str
    cells: tuple[PastedCell, ...]
    problem: str = ""
    skip: bool = False


@dataclass(frozen=True, slots=True)
class PastePage:
    """parts/paste.html: posts `block`, the mended cells, and `do`: "check", "names", "rows" or "apply"."""

    title: str
    url: str
    heads: tuple[str, ...]
    rows: tuple[PastedRow, ...]
    block: str  # JSON, sent back as it is
    summary: str
    apply: str = ""
    problem: str = ""
    error: str = ""
    said: str = ""  # what was written just now
    more: str = ""  # rows not shown
    ways: tuple[Choice, ...] = ()
    mended: bool = False
    idempotency_key: str = ""
