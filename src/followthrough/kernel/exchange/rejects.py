"""The rows of an upload that can't go in, as a file to mend and upload again."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.formulas import guarded
from followthrough.kernel.exchange.models import Import, Progress
from followthrough.kernel.exchange.plan import cell_text
from followthrough.kernel.exchange.staging import staged, thawed_rows
from followthrough.kernel.exchange.verdicts import CHOOSE, REJECTED, PlannedRow

AT_A_TIME = 2_000
WRONG = "What is wrong"


def rejected_rows(draft: Import, actor: Actor) -> Iterator[str]:
    """CSV lines: the file's own columns, then what is wrong or asked. Nothing before the rows were checked."""
    headers = Progress.objects.values_list("headers", flat=True).filter(upload=draft).first() or []
    told = [_("What is wrong")]
    keep = [index for index, head in enumerate(headers) if head not in (WRONG, *told)]
    yield _line([*(headers[index] for index in keep), *told])
    wrong = staged(draft).filter(verdict__in=(REJECTED, CHOOSE))
    last = -1
    while rows := list(wrong.filter(number__gt=last)[:AT_A_TIME]):
        last = rows[-1].number
        for row in thawed_rows(rows, actor):
            yield _line([*(guarded(cell_text(row.cells[index])) for index in keep), _why(row, headers)])


def problem_rows(draft: Import, actor: Actor, limit: int) -> list[PlannedRow]:
    """The first rows that can't go in."""
    return thawed_rows(list(staged(draft).filter(verdict__in=(REJECTED, CHOOSE))[:limit]), actor)


def question(row: PlannedRow, index: int) -> str:
    """What is asked in a cell, as one sentence."""
    titles = ", ".join(f"{title} ({ref})" if len(ref) > 1 else title for ref, title, _note in row.asks[index].options)
    return _("Which one is meant? %(titles)s.") % {"titles": titles}


def reasons(row: PlannedRow) -> dict[int, str]:
    """What is wrong or asked, by column."""
    asked = {index: question(row, index) for index, ask in row.asks.items() if ask.of != "hint"}
    return {**asked, **row.problems}


def _why(row: PlannedRow, headers: list[str]) -> str:
    return " ".join(f"{headers[index]}: {text}" if index >= 0 else text for index, text in reasons(row).items())


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
