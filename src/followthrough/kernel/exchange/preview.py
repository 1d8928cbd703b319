"""The rows of a checked upload a page at a time, problems first."""

from dataclasses import dataclass

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.models import Import, StagedRow
from followthrough.kernel.exchange.staging import staged, thawed_rows
from followthrough.kernel.exchange.verdicts import CHANGED, CHOOSE, NEW, REJECTED, SAME, PlannedRow

ORDER = (REJECTED, CHOOSE, CHANGED, NEW, SAME)
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows, and the mark from which the next ones go on ("" at the end)."""

    rows: list[PlannedRow]
    after: str


def rows_after(draft: Import, mark: str, actor: Actor, *, verdict: str = "", limit: int = SHOWN) -> Part:
    """The rows behind a mark, of one verdict or of all, worst first. A mark is a verdict and a row number."""
    order = (verdict,) if verdict in ORDER else ORDER
    at, _sign, number = mark.partition(":")
    place, last = (order.index(at), int(number)) if at in order and number.isdecimal() else (0, -1)
    found: list[StagedRow] = []
    for each in order[place:]:
        rows = staged(draft).filter(verdict=each, number__gt=last)
        found += list(rows[: limit + 1 - len(found)])
        last = -1
        if len(found) > limit:
            break
    shown = found[:limit]
    after = f"{shown[-1].verdict}:{shown[-1].number}" if len(found) > limit else ""
    return Part(thawed_rows(shown, actor), after)
