"""Cells pasted into a list: shown before anything is written, wrong ones mended in their place."""

import json
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.actions import importable
from followthrough.kernel.exchange.blocks import cells_of, heads_in
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.opening import targets_of
from followthrough.kernel.exchange.pasting import MOST_CELLS, MOST_ROWS, plan_block, too_many
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import RecordType
from followthrough.web.buttons import fresh_key
from followthrough.web.frame import actor_of_request, keep_toast, with_toast
from followthrough.web.lists import listed_type
from followthrough.web.pasted import Block, paste_page
from followthrough.web.shapes import Toast
from followthrough.web.showing import list_columns, reader_of


@require_POST
def paste(request: HttpRequest, plural: str) -> HttpResponse:
    """The preview of pasted cells; with `do=apply` the right rows go in, and what is left over is shown again."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    importable(plural, actor)
    try:
        block = _sent(request) if "block" in request.POST else _pasted(request, kind, actor)
    except Invalid as problem:
        return _refused(request, str(problem.message))
    wanted = request.POST.get("do", "")
    if wanted in ("names", "rows"):
        block = replace(block, by=wanted)
    if wanted != "apply":
        return _shown(request, kind, block, actor)
    try:
        outcome = _written(request, plural, block, actor)
    except (Refused, Invalid) as problem:
        return _shown(request, kind, block, actor, error=str(problem.message), status=409)
    return _after(request, kind, block, actor, outcome)


def _written(request: HttpRequest, plural: str, block: Block, actor: Actor) -> Outcome:
    sent = {"columns": block.fields, "rows": block.planned_rows, "seen": block.seen}
    return run(
        actions_on(Import)["paste"],
        actor=actor,
        surface="web",
        values={"into": plural, "block": sent},
        key=request.POST.get("idempotency_key", ""),
    )


def _after(request: HttpRequest, kind: RecordType, block: Block, actor: Actor, outcome: Outcome) -> HttpResponse:
    """The list again when all went in; else the rows that are left, still to be mended."""
    toast = Toast(outcome.message, undo_url=f"/history/{outcome.run}/undo")
    left = block.only([int(number) for number in outcome.ask["left"]])
    if left.rows:
        return with_toast(_shown(request, kind, left, actor, said=outcome.message), toast)
    keep_toast(request, toast)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _shown(
    request: HttpRequest,
    kind: RecordType,
    block: Block,
    actor: Actor,
    *,
    error: str = "",
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    planned = plan_block(kind, block.fields, block.planned_rows, actor)
    page = paste_page(kind, block, planned, reader_of(actor))
    page = replace(page, url=f"/{kind.plural}/paste", idempotency_key=fresh_key(), error=error, said=said)
    return render(request, "web/parts/paste.html", {"page": page}, status=status)


def _refused(request: HttpRequest, message: str) -> HttpResponse:
    """Nothing that could be shown row by row."""
    return render(request, "web/parts/paste_refused.html", {"message": message}, status=422)


def _pasted(request: HttpRequest, kind: RecordType, actor: Actor) -> Block:
    """The block as it came from the clipboard: under its own heads, or under the list's columns from the cell on."""
    cells = cells_of(request.POST.get("text", ""))
    if len(cells) > MOST_ROWS + 1 or len(cells) * len(cells[0]) > MOST_CELLS:
        raise Invalid({"block": too_many()})
    shown = [n for n in request.POST.get("columns", "").split(",") if n] or list_columns(kind, actor)
    subject = (str(kind.label), kind.singular, *kind.aliases)
    named = heads_in(cells, targets_of(kind, actor), subject)
    if named:
        columns = [named.get(index, "") for index in range(len(cells[0]))]
        heads, cells = cells[0], cells[1:]
    else:
        columns = (shown + [""] * len(cells[0]))[: len(cells[0])]
        heads = [str(kind.fields[name].label) if name in kind.fields else "" for name in columns]
    writable = {"ref", *kind.writable(actor)}
    refs = (request.POST.get("refs", "").split(",") + [""] * len(cells))[: len(cells)]
    columns = [name if name in writable else "" for name in columns]
    keys = {"ref", *(name for key in kind.match for name in (key if isinstance(key, tuple) else (key,)))}
    by = request.POST.get("by") or ("names" if keys & set(columns) or not any(refs) else "rows")
    return Block(columns, heads, cells, refs, by, keys & set(columns) != set())


def _sent(request: HttpRequest) -> Block:
    """The block as the preview sends it back, with what was mended in its cells."""
    try:
        block = Block(**json.loads(request.POST["block"]))
        rows = [list(map(str, row)) for row in block.rows]
        mended = {name: value for name, value in request.POST.items() if name.startswith("cell-")}
        for name, value in mended.items():
            row, column = map(int, name.removeprefix("cell-").split("-"))
            rows[row - 1][column] = str(value).strip()
        picked = {n.removeprefix("row-"): str(v) for n, v in request.POST.items() if n.startswith("row-") and v}
        wide = all(len(row) == len(block.columns) == len(block.heads) for row in rows)
    except (ValueError, TypeError, IndexError) as problem:
        raise Invalid({"block": _("These cells can't be read any more. Paste them again.")}) from problem
    if not wide or len(block.refs) != len(rows) or len(rows) > MOST_ROWS:
        raise Invalid({"block": _("These cells can't be read any more. Paste them again.")})
    return replace(block, rows=rows, chosen={**block.chosen, **picked})
