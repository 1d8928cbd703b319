"""Rows that no key recognises but that look like one of our records: a person says whether they are it."""

from collections.abc import Mapping, Sequence
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.doubles.finder import Match, find_doubles
from followthrough.kernel.doubles.signs import traits_of
from followthrough.kernel.exchange.links import OFFERED, Pending, fold_note
from followthrough.kernel.exchange.verdicts import AS_NEW, Ask, PlannedRow
from followthrough.kernel.records.registry import RecordType

ADD = "add"  # the option of an upload under which nobody is asked
SURE_ENOUGH = 75  # percent: below it a row is new


class Lookalikes:
    """Asks about rows that would be added. Knows after one look whether there is anything they could look like."""

    def __init__(self, kind: RecordType, actor: Actor, columns: Mapping[str, int], decided: Mapping[str, str]) -> None:
        self.kind, self.actor, self.columns, self.decided = kind, actor, columns, decided
        traits = traits_of(kind.model)
        self.names = [name for trait in traits if trait.key for name in trait.names if name in columns]
        self.are_there = bool(self.names) and kind.model.visible_to(actor).exists()

    def ask(self, rows: Sequence[PlannedRow]) -> None:
        """Put the question into the first cell that tells what the row is called."""
        if not self.are_there:
            return
        new = [row for row in rows if self._is_new(row)]
        found = find_doubles(self.kind, [_told(row.values) for row in new], self.actor, most=OFFERED)
        for row, matches in zip(new, found, strict=True):
            if options := [_option(match) for match in matches if match.score >= SURE_ENOUGH]:
                name = next((name for name in self.names if name in row.values), self.names[0])
                row.asks[self.columns[name]] = Ask("row", str(row.values.get(name, "")), options)

    def _is_new(self, row: PlannedRow) -> bool:
        return row.record is None and not (row.asks or row.problems) and self.decided.get(str(row.number)) != AS_NEW


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not isinstance(value, Pending)}


def _option(match: Match) -> list[str]:
    return [match.record.ref, match.record.title, f"{fold_note(match.record)} · {match.why}"]
