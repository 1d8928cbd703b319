"""What the area's own templates are filled with."""

from dataclasses import dataclass, field

from followthrough.web.shapes import Choice, Empty, Link
from followthrough.web.shapes.forms import Field


@dataclass(frozen=True, slots=True)
class OfferedValue:
    """A value with how many parts would be left; `url` takes it in or out."""

    text: str
    count: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """One attribute of the form: what is typed, what may be picked, and what is wrong with it."""

    name: str
    label: str
    value: str
    hint: str
    values: tuple[OfferedValue, ...]
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its values are shown at once."""
        return bool(self.value or self.error)


@dataclass(frozen=True, slots=True)
class Because:
    """A reason with its tone: `kept` as asked, `info` serves too, `due` otherwise."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class FoundPart:
    """One part of the answer."""

    ref: str
    url: str
    name: str
    note: str
    because: tuple[Because, ...]
    fits_url: str


@dataclass(frozen=True, slots=True)
class FindPage:
    """fitting/find.html: what is needed on the left, what fits on the right."""

    families: tuple[Choice, ...]
    fits: Field
    wishes: tuple[Wish, ...]
    chips: tuple[Link, ...]
    summary: str
    parts: tuple[FoundPart, ...]
    alternatives: tuple[FoundPart, ...]
    excluded: tuple[str, ...]
    others: tuple[tuple[str, str, str], ...] = ()  # families as links: name, count, address
    crossed: tuple[tuple[str, str, str], ...] = ()  # by another maker's number: product, what it is, address
    number: str = ""
    need_text: str = ""
    uses: tuple[Link, ...] = ()
    next_url: str = ""
    empty: Empty | None = None
    clear_url: str = "/parts/"
    keep: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of an uploaded table, with what it may be."""

    index: str
    head: str
    samples: tuple[str, ...]
    to: str
    measures: tuple[Choice, ...]
    units: tuple[Choice, ...]
    tells: bool
    several: bool = False
    end_of: str = ""


@dataclass(frozen=True, slots=True)
class MatchPage:
    """fitting/match.html: what each column of a table is."""

    url: str
    version: str
    idempotency_key: str
    family: str
    columns: tuple[TableColumn, ...]
    same: tuple[tuple[str, str], ...]
    known: tuple[str, ...]
    plain_units: tuple[Choice, ...]
    lists: tuple[Choice, ...]
    facts: tuple[tuple[str, str], ...] = ()
    errors: tuple[str, ...] = field(default=())
