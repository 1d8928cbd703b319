"""Save one value in a list, and show one of its rows again."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Denied, Invalid, Refused, Stale
from followthrough.kernel.records.registry import RecordType
from followthrough.web.fields import typed_values
from followthrough.web.forms import conflict_of, found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.grid import as_grid, cell_fields
from followthrough.web.lists import listed_type, rows_of
from followthrough.web.posted import posted
from followthrough.web.showing import list_columns, reader_of
from followthrough.web.wording import capital


@require_POST
def save_cell(request: HttpRequest, plural: str, ref: str, name: str) -> JsonResponse:
    """Change one value. Answers the row anew; 422 what is wrong; 409 what somebody else wrote meanwhile."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    field = cell_fields(kind, [name], actor).get(name)
    if field is None:
        raise Denied(_("This value can't be changed here."))
    typed = typed_values(request, [field]).get(name, "")
    names = _columns(request.POST.get("columns", ""), kind, actor)
    try:
        outcome = run(
            actions_on(kind.model)["edit"],
            actor=actor,
            surface="web",
            target=ref,
            values={name: typed},
            **posted(request),
        )
    except Invalid as problem:
        return JsonResponse({"error": str(problem.fields.get(name, problem.message))}, status=422)
    except Refused as problem:
        return JsonResponse({"error": str(problem.message)}, status=422)
    except Stale as problem:
        return JsonResponse(_clash(kind, record, problem, actor) | _row(kind, ref, names, actor), status=409)
    words = {"what": capital(field.label), "title": record.title}
    said = _("Saved: %(what)s of %(title)s") % words
    undo = f"/history/{outcome.run}/undo"
    return JsonResponse(_row(kind, ref, names, actor) | {"said": said, "undo": undo})


@require_GET
def show_row(request: HttpRequest, plural: str, ref: str) -> JsonResponse:
    """One row of the list as it is now; empty when it is gone or no longer this reader's to see."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    return JsonResponse(_row(kind, ref, _columns(request.GET.get("columns", ""), kind, actor), actor))


def _clash(kind: RecordType, record: Any, problem: Stale, actor: Actor) -> dict[str, Any]:
    conflict = conflict_of(kind, record, problem, actor)
    theirs = conflict.rows[0]
    who = _("%(who)s changed this at %(when)s") % {"who": conflict.who, "when": conflict.when}
    return {"error": who, "theirs": theirs.theirs, "version": problem.version}


def _columns(asked: str, kind: RecordType, actor: Actor) -> list[str]:
    """The columns the page shows, of those this actor may see."""
    known = {*kind.readable(actor), *kind.computed}
    return [name for name in asked.split(",") if name in known] or list_columns(kind, actor)


def _row(kind: RecordType, ref: str, names: list[str], actor: Actor) -> dict[str, Any]:
    links = [n for n in names if n in kind.fields and kind.fields[n].kind is Kind.LINK]
    rows = kind.model.visible_to(actor)
    record = (rows.select_related(*links) if links else rows).filter(ref=ref).first()
    if record is None:
        return {"row": "", "now": 0}
    shown = as_grid(kind, rows_of(kind, [record], names, reader_of(actor)), [record], names, actor)
    return {"row": render_to_string("web/parts/rows.html", {"rows": shown, "pickable": True}), "now": record.version}
