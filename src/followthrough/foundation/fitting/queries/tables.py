"""A table of parts before it goes in: what each column is likely to be, and what its rows would become."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext

from followthrough.foundation.fitting.models import Attribute
from followthrough.foundation.fitting.rules.headings import (
    Heading,
    measure_of,
    name_key,
    read_file_name,
    read_heading,
    reads_as,
)
from followthrough.kernel.exchange.reading import ReadOptions, Row, Table, read_table
from followthrough.kernel.files.store import path_of
from followthrough.values.measures import Measure
from followthrough.values.measures.units import units_of

LOOKED_AT = 300  # rows from which columns are guessed
CODE, NAME = "@code", "@name"  # columns that are the product's own number and name
PLAIN_UNITS = ("mm", "in")  # what numbers may be of which neither heading nor cell says it


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Where a column goes: `to` is an attribute's name, `@code`, `@name`, or empty to leave it out."""

    to: str
    measure: str = Measure.TEXT.value
    unit: str = ""
    several: bool = False
    tells: bool = False
    end_of: str = ""


def open_table(sha256: str, name: str, options: Mapping[str, Any]) -> Table:
    """The uploaded file; raises `Unreadable`."""
    header = options.get("header_row")
    return read_table(path_of(sha256), name, options=ReadOptions(header_row=header, delimiter=options.get("delimiter")))


def own_heads(table: Table) -> dict[int, str]:
    """The heads the file itself gives its columns, by place."""
    return {index: head.strip() for index, head in enumerate(table.headers) if head.strip()}


def heads_of(table: Table) -> list[str]:
    """The columns' heads as people see them."""
    return [head.strip() or name for head, name in zip(table.headers, table.columns, strict=True)]


def data_rows(table: Table) -> Iterator[Row]:
    """Every row that holds a part: not those that only repeat the head or hold nothing at all."""
    return (row for row in table.rows if row.flag != "header" and any(cell_text(cell) for cell in row.cells))


def cell_text(cell: Any) -> str:
    """A cell as written; a workbook's 12.0 is 12."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()


def planned(table: Table, name: str, known: Mapping[str, Attribute], plain_unit: str = "mm") -> dict[str, Any]:
    """What each column is likely to be, and what the file's name says of all rows; a person looks at both."""
    cells: list[list[str]] = [[] for _column in table.columns]
    for _place, row in zip(range(LOOKED_AT), data_rows(table), strict=False):
        for column, cell in zip(cells, row.cells, strict=False):
            column.append(cell_text(cell))
    plans: dict[str, ColumnPlan] = {}
    said = read_file_name(name)
    for index, head in enumerate(heads_of(table)):
        filled = [cell for cell in cells[index] if cell]
        is_headed = bool(table.headers[index].strip())
        plan = plan_column(head, filled, known, plain_unit) if is_headed else _unheaded(index, filled, said.family)
        if plan.to in {one.to for one in plans.values()}:
            plan = _own_name(head, plan)
        plans[str(index)] = plan
    taken = {one.to for one in plans.values()}
    same = {gettext(key): text for key, text in said.same.items() if gettext(key) not in taken}
    columns = {index: asdict(plan) for index, plan in plans.items()}
    return {"family": said.family, "columns": columns, "same": same}


def _unheaded(index: int, cells: Sequence[str], family: str) -> ColumnPlan:
    """A column without a heading: what its values look like, named after its place until a person says better."""
    measure = measure_of(cells)
    several, tells = any(">" in cell for cell in cells), measure not in (Measure.NUMBER, Measure.TEXT)
    if measure in (Measure.SIZE, Measure.RATING):
        return ColumnPlan(gettext("Size") if measure is Measure.SIZE else gettext("Rating"), measure, "", several, True)
    name = gettext("%(family)s, column %(number)d") % {"family": family, "number": index + 1}
    return ColumnPlan(name[:80], measure, "", several, tells or (measure is Measure.TEXT and _sorts(cells)))


def _own_name(head: str, plan: ColumnPlan) -> ColumnPlan:
    """Two columns can't be one attribute: the second keeps its heading."""
    return ColumnPlan(head, plan.measure, plan.unit, plan.several, plan.tells)


def plan_column(head: str, cells: Sequence[str], known: Mapping[str, Attribute], plain_unit: str) -> ColumnPlan:
    """Where a column goes, as far as known attributes, the trade's headings and its own values tell."""
    if name_key(head) in ("part number", "part no", "code", "sku", "article", "article number", "item number"):
        return ColumnPlan(CODE)
    several = any(">" in cell for cell in cells)
    mine = known.get(name_key(head))
    if mine is not None and reads_as(
        cells, Measure(mine.measure), mine.unit or _usual(Measure(mine.measure), plain_unit)
    ):
        unit = mine.unit
        return ColumnPlan(mine.name, mine.measure, unit, several, mine.tells_apart)
    heading = read_heading(head)
    measure, unit = _measured(heading, cells, plain_unit)
    name = gettext(heading.name) if heading.measure is not None else heading.name
    end_of = ""
    if heading.other_end:
        end_of, name = name, gettext("%(attribute)s, other end") % {"attribute": name}
    tells = measure in (Measure.SIZE, Measure.RATING, Measure.SCHEDULE, Measure.THREAD, Measure.STANDARD, Measure.ANGLE)
    return ColumnPlan(
        name[:80], measure.value, unit, several, tells or (measure is Measure.TEXT and _sorts(cells)), end_of
    )


def _measured(heading: Heading, cells: Sequence[str], plain_unit: str) -> tuple[Measure, str]:
    if heading.measure is not None:
        unit = heading.unit or _usual(heading.measure, plain_unit)
        if reads_as(cells, heading.measure, unit):
            return heading.measure, unit if heading.measure.has_units or heading.unit else ""
    found = measure_of(list(cells), heading.unit)
    return found, ""


def _usual(measure: Measure, plain_unit: str) -> str:
    """The unit of numbers that name none: of lengths what the table is said to be in, of angles the only one."""
    if measure is Measure.LENGTH:
        return plain_unit
    return units_of(measure)[0] if len(units_of(measure)) == 1 else ""


def _sorts(cells: Sequence[str]) -> bool:
    """Whether words are a few sorts, such as SW and BW, and no remarks."""
    return len(set(cells)) <= max(12, len(cells) // 3)
