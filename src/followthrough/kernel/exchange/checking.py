"""Plan an upload's rows into the table between checking and writing, and plan some again after a decision."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.links import Pending
from followthrough.kernel.exchange.models import Import, ImportState, Progress, StagedRow, Step
from followthrough.kernel.exchange.opening import heads_of, open_table
from followthrough.kernel.exchange.plan import CHUNK, Planner
from followthrough.kernel.exchange.reading import Unreadable
from followthrough.kernel.exchange.staging import counted_rows, keep_rows, staged, thawed_rows
from followthrough.kernel.exchange.verdicts import CHOOSE, VERDICTS, PlannedRow
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.kernel.records.sending import sending_beside

NAMED = 50  # names of records that would be made, shown before they are
MOST_NAMED = 100_000
Tick = Callable[[int], None]

# A file that names the same record twice can't mean both: the first row stands.
DOUBLES = """
WITH told AS MATERIALIZED (
  SELECT identity, min(number) AS first FROM exchange_stagedrow
  WHERE upload_id = %(upload)s AND identity IS NOT NULL AND problems IS NULL GROUP BY identity HAVING count(*) > 1
)
UPDATE exchange_stagedrow AS row SET verdict = 'rejected', problems = jsonb_build_object(
  row.identity_column::text, replace(%(sentence)s, '{first}', told.first::text))
FROM told WHERE row.upload_id = %(upload)s AND row.problems IS NULL
  AND told.identity = row.identity AND told.first <> row.number
"""


def check_rows(
    draft: Import, kind: RecordType, by: Actor, *, now: datetime, tick: Tick = lambda _done: None
) -> Progress:
    """Plan every row of the file anew. `tick` is told how many are planned, and may stop it by raising."""
    progress = begin(draft, Step.CHECKING, now=now)
    if progress.written and draft.state != ImportState.FAILED:  # taken back: what goes in next is another deed
        progress.run = uuid4()
    progress.written = 0
    StagedRow.objects.filter(upload=draft).delete()
    named = _Named()
    done = 0
    try:
        planner = Planner(kind, open_table(draft.sha256, draft.name, draft.options, kind), draft, by)
        with sending_beside():
            for rows in planner.chunks():
                tick(done)
                keep_rows(draft, rows)
                crash_point("import.rows_checked")
                named.note(rows)
                done += len(rows)
        tick(done)
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem
    progress.headers = heads_of(planner.table)
    progress.named = named.told()
    return _checked(progress, draft, by, now)


def check_some(draft: Import, kind: RecordType, which: Q, by: Actor, *, now: datetime) -> Progress:
    """Plan the rows named again, from their cells, as after a decision. Rows already in are not touched."""
    planner = Planner(kind, open_table(draft.sha256, draft.name, draft.options, kind), draft, by)
    if planner.taken:
        return check_rows(draft, kind, by, now=now)
    rows = staged(draft).filter(which)
    again = list(rows.values_list("pk", flat=True))
    for start in range(0, len(again), CHUNK):
        some = StagedRow.objects.filter(pk__in=again[start : start + CHUNK]).order_by("number")
        cells = [(row.number, row.cells) for row in thawed_rows(list(some), by)]
        some.delete()
        keep_rows(draft, planner.plan(cells))
    return _checked(begin(draft, Step.CHECKING, now=now), draft, by, now)


def begin(draft: Import, step: Step, *, now: datetime) -> Progress:
    """The upload's progress, set to a step at its beginning."""
    progress = Progress.objects.filter(upload=draft).first() or Progress(upload=draft)
    progress.step, progress.done, progress.is_cancelled, progress.moved_at = step, 0, False, now
    progress.save()
    return progress


def is_checked_for(draft: Import, by: Actor) -> bool:
    """Whether the rows are planned, and with this actor's sight."""
    found = Progress.objects.filter(upload=draft).first()
    return found is not None and found.step == Step.CHECKED and found.checked_for == by.user_id


def counts_of(draft: Import) -> dict[str, int]:
    """How many rows of each verdict; they add up to `rows`."""
    found = counted_rows(draft)
    return {"rows": sum(found.values()), **{verdict: found.get(verdict, 0) for verdict in VERDICTS}}


def _checked(progress: Progress, draft: Import, by: Actor, now: datetime) -> Progress:
    sentence = _("Row %(number)s of this file says the same.") % {"number": "{first}"}
    with connection.cursor() as cursor:
        cursor.execute(DOUBLES, {"upload": draft.pk, "sentence": sentence})
    progress.counts = counts_of(draft)
    progress.done = progress.total = progress.counts["rows"]
    progress.step, progress.checked_for, progress.moved_at = Step.CHECKED, by.user_id, now
    progress.save()
    return progress


class _Named:
    """Linked records that are not there yet and would be made: how many of each kind, and the first names."""

    def __init__(self) -> None:
        self.seen: dict[str, set[str]] = {}
        self.names: dict[str, list[str]] = {}

    def note(self, rows: Sequence[PlannedRow]) -> None:
        for row in rows:
            if not row.problems and row.verdict != CHOOSE:
                for value in row.values.values():
                    if isinstance(value, Pending) and not value.own_file:
                        self._add(type_of(value.model).kind, value.text)

    def told(self) -> dict[str, Any]:
        return {kind: {"count": len(self.seen[kind]), "names": names} for kind, names in self.names.items()}

    def _add(self, kind: str, text: str) -> None:
        seen, names = self.seen.setdefault(kind, set()), self.names.setdefault(kind, [])
        if len(seen) < MOST_NAMED and fold(text) not in seen:
            seen.add(fold(text))
            if len(names) < NAMED:
                names.append(text)
