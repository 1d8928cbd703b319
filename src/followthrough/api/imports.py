"""The rows of an upload, for programs: what would become of each, what is asked in it, and those to mend as a file."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from followthrough.api.answers import as_json
from followthrough.api.asked import asked_of
from followthrough.api.reads import one_page, reached
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import plain
from followthrough.kernel.exchange.checking import is_checked_for
from followthrough.kernel.exchange.kept import kept_in
from followthrough.kernel.exchange.models import Import, ImportState, Progress
from followthrough.kernel.exchange.plan import cell_text
from followthrough.kernel.exchange.preview import Part, rows_after
from followthrough.kernel.exchange.rejects import rejected_rows
from followthrough.kernel.exchange.verdicts import VERDICTS, WHOLE_ROW, PlannedRow
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType, type_named

_MARK = re.compile(rf"({'|'.join(VERDICTS)}):\d{{1,18}}")


def list_rows(request: HttpRequest, actor: Actor, kind: RecordType, ref: str) -> HttpResponse:
    """The rows of the file with what would become of each, those to mend and to choose first.

    Empty until the rows were checked with the caller's sight, and once they are forgotten. `choose` answers what stands
    in `asks`: it takes `row`, `column` and one of the `meant`; of `changes` it takes `ours` and `file`.
    """
    asked = asked_of(request, only=("after", "limit", "verdict"))
    verdict = asked.filters.get("verdict", "")
    if verdict and verdict not in VERDICTS:
        raise Invalid({"verdict": _("Choose one of: %(choices)s.") % {"choices": ", ".join(VERDICTS)}})
    if asked.after and not _MARK.fullmatch(asked.after):
        raise Invalid({"after": _("This page mark is not valid. Start again from the first page.")})
    draft: Import = reached(kind, actor, ref)
    part, heads = Part([], ""), list[str]()
    if draft.state not in (ImportState.DRAFT, ImportState.FAILED) or is_checked_for(draft, actor):
        part = rows_after(draft, asked.after, actor, verdict=verdict, limit=asked.limit)
        heads = Progress.objects.values_list("headers", flat=True).filter(upload=draft).first() or []
    shown = _Shown(draft, heads, actor, part)
    return as_json(one_page(request, asked, [shown.row(row) for row in part.rows], part.after or None))


def read_rejects(request: HttpRequest, actor: Actor, kind: RecordType, ref: str) -> HttpResponse:
    """The rows that can't go in, as CSV: as they were, with what is wrong in a last column; mended it can be sent."""
    asked_of(request, only=())
    answer: Any = StreamingHttpResponse(_encoded(rejected_rows(reached(kind, actor, ref), actor)))
    answer["Content-Type"] = "text/csv; charset=utf-8"
    return answer  # type: ignore[no-any-return]  # a stream is no HttpResponse to the stubs


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    for line in lines:
        yield line.encode()


def _into(draft: Import) -> RecordType:
    kind = type_named(draft.into)
    assert kind is not None
    return kind


class _Shown:
    """How rows of one upload are sent."""

    def __init__(self, draft: Import, heads: list[str], actor: Actor, part: Part) -> None:
        self.kind = _into(draft)
        self.heads, self.kept = heads, kept_in(draft)
        self.columns = {name: int(index) for index, name in draft.mapping.items()}
        ids = [row.record for row in part.rows if row.record]
        self.refs = dict(self.kind.model.visible_to(actor).filter(pk__in=ids).values_list("pk", "ref")) if ids else {}

    def row(self, row: PlannedRow) -> dict[str, Any]:
        """One row: its cells by head, and all else by the column's index from 0 (-1: the row as a whole)."""
        return {
            "row": row.number,
            "verdict": row.verdict,
            "ref": self.refs.get(row.record),
            "cells": [{"head": head, "text": cell_text(row.cells[index])} for index, head in enumerate(self.heads)],
            "changes": [
                {"column": self.columns.get(name, WHOLE_ROW), "field": name, **self._values(name, old, new)}
                for name, (old, new) in row.changes.items()
            ],
            "kept": self.kept.get(str(row.number), []),
            "problems": [{"column": index, "text": text} for index, text in row.problems.items()],
            "asks": [
                {
                    "column": index,
                    "of": ask.of,
                    "text": ask.text,
                    "options": [{"meant": ref, "title": title, "note": note} for ref, title, note in ask.options],
                }
                for index, ask in row.asks.items()
            ],
        }

    def _values(self, name: str, old: Any, new: Any) -> dict[str, Any]:
        return {"before": plain(self.kind, name, old), "after": plain(self.kind, name, getattr(new, "text", new))}
