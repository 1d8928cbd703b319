"""The rows of an upload that can't go in, as a file to mend and upload again."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.actions import planned, table_of
from followthrough.kernel.exchange.formulas import guarded
from followthrough.kernel.exchange.models import Import, ImportState
from followthrough.kernel.exchange.plan import cell_text


def rejected_rows(draft: Import, actor: Actor) -> Iterator[str]:
    """CSV lines: the file's own columns, then what is wrong. After the upload went in, as it was set aside then."""
    table = table_of(draft)
    headers = [head or name for head, name in zip(table.headers, table.columns, strict=True)]
    if draft.state == ImportState.DONE:
        wrong = {reject["row"]: reject["problems"] for reject in draft.rejects}
    else:
        wrong = {
            row.number: {str(index): text for index, text in row.problems.items()}
            for row in planned(draft, actor).rows
            if row.problems
        }
    yield _line([*headers, _("What is wrong")])
    for row in table.rows:
        if row.number in wrong:
            texts = [
                f"{headers[int(index)]}: {text}" if int(index) >= 0 else text
                for index, text in wrong[row.number].items()
            ]
            yield _line([*(guarded(cell_text(cell)) for cell in row.cells), " ".join(texts)])


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
