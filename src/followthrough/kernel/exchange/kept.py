"""Cells of changed rows in which a person keeps our value: as if the file's cell were empty."""

from collections.abc import Iterable, Mapping
from typing import Any

from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.verdicts import OURS, PlannedRow

Kept = Mapping[str, list[int]]  # columns by the number of the row


def kept_in(draft: Import) -> Kept:
    """The cells in which our value stays."""
    found: Kept = draft.choices.get("keep", {})
    return found


def with_kept(draft: Import, row: int, column: int, meant: str) -> dict[str, Any]:
    """The draft's choices once this cell holds our value (`OURS`) or the file's."""
    kept = kept_in(draft)
    columns = [index for index in kept.get(str(row), []) if index != column]
    columns += [column] if meant == OURS else []
    others = {number: cells for number, cells in kept.items() if number != str(row)}
    return {**draft.choices, "keep": {**others, str(row): columns} if columns else others}


def leave_kept(rows: Iterable[PlannedRow], kept: Kept, mapping: Mapping[int, str]) -> None:
    """Take the file's value out of the cells in which ours stays, once it is known which record each row means."""
    if not kept:
        return
    for row in rows:
        if row.record is not None:
            for index in kept.get(str(row.number), ()):
                row.values.pop(mapping.get(index, ""), None)
