"""Rows of a table as parts: values read, lists told apart, and every contradiction kept with its part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from followthrough.foundation.fitting.models import Attribute
from followthrough.foundation.fitting.queries.tables import CODE, NAME, cell_text
from followthrough.foundation.fitting.queries.values import Finding, read_values, stored
from followthrough.kernel.exchange.reading import Row
from followthrough.values.measures import Measure, Measured, Unmeasurable, read_measure

Cells = Mapping[int, Attribute]


@dataclass(slots=True)
class Part:
    """One part of a row: its values by attribute, what could not be read, and its own number and name if it has any."""

    row: int
    values: dict[int, list[Measured]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    code: str = ""
    name: str = ""

    def stored_values(self) -> dict[str, Any]:
        """As they stand on a data sheet."""
        return {str(pk): stored(values) for pk, values in self.values.items()}


def parts_of(
    rows: Iterator[Row],
    columns: Cells,
    own: Mapping[int, str],
    same: Mapping[int, tuple[Attribute, str]],
    *,
    decimal: str = "",
    split_lists: bool = True,
) -> Iterator[Part]:
    """The parts of a table, each with the row of the file it came from.

    Where several columns of a row list equally many values, these run together: each is a part. Lists of other lengths
    stay several values of one part, and that is a finding.
    """
    for row in rows:
        read: dict[int, list[Measured]] = {}
        findings: list[Finding] = []
        for index, attribute in columns.items():
            text = cell_text(row.cells[index]) if index < len(row.cells) else ""
            if text:
                read[attribute.pk] = _read(attribute, text, decimal, findings)
        for pk, (attribute, text) in same.items():
            _hold(read, findings, pk, attribute, text)
        named = {to: cell_text(row.cells[index]) for index, to in own.items() if index < len(row.cells)}
        yield from _split(row.number, {pk: v for pk, v in read.items() if v}, findings, named, columns, split_lists)


def _read(attribute: Attribute, text: str, decimal: str, findings: list[Finding]) -> list[Measured]:
    """The values; what can't be read stays as words, with the reason beside it."""
    try:
        return read_values(attribute, text, decimal=decimal)
    except Unmeasurable as refused:
        findings.append(Finding(attribute.name, text, refused.why, refused.unit))
        try:
            return [read_measure(text, Measure.TEXT)]
        except Unmeasurable:
            return []


def _hold(read: dict[int, list[Measured]], findings: list[Finding], pk: int, attribute: Attribute, text: str) -> None:
    """What the table says of every row; a row that says otherwise keeps its own, and that is a finding."""
    told = _read(attribute, text, "", findings)
    if pk not in read:
        read[pk] = told
    elif {one.key for one in told} != {one.key for one in read[pk]}:
        findings.append(Finding(attribute.name, " > ".join(one.written for one in read[pk]), "differs"))


def _split(
    number: int,
    read: dict[int, list[Measured]],
    findings: list[Finding],
    named: Mapping[str, str],
    columns: Cells,
    split_lists: bool,
) -> Iterator[Part]:
    lists = {pk: values for pk, values in read.items() if len(values) > 1}
    lengths = {len(values) for values in lists.values()}
    code, name = named.get(CODE, ""), named.get(NAME, "")
    if len(lists) > 1 and len(lengths) > 1:
        shown = {one.pk: one.name for one in columns.values()}
        for pk, values in lists.items():
            said = " > ".join(one.written for one in values)
            findings.append(Finding(shown.get(pk, ""), said, "uneven"))
    if len(lists) < 2 or len(lengths) > 1 or not split_lists:
        yield Part(number, read, findings, code, name)
        return
    for place in range(lengths.pop()):
        one = {pk: [values[place]] if pk in lists else values for pk, values in read.items()}
        yield Part(number, one, list(findings), code, name)


def part_name(family: str, part: Part, attributes: Sequence[Attribute]) -> str:
    """What people call it: its family and what tells it apart, "Flange DN50 150 lb RF"."""
    said = [one.written for each in attributes if each.tells_apart for one in part.values.get(each.pk, ())]
    return part.name or " ".join(dict.fromkeys([family, *said]))[:240]
