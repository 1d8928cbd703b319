"""Keep a list's view under a name, change it, begin with it, delete it: dialogs over the list."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.kernel.views.models import SavedView
from followthrough.kernel.views.queries import saved_view
from followthrough.web.doing import dialog
from followthrough.web.fields import typed_values
from followthrough.web.frame import actor_of_request, keep_toast
from followthrough.web.lists import listed_type
from followthrough.web.looks.tools import address_of
from followthrough.web.shapes import Toast

ASKED = ("name", "sharing", "team")
LONGEST = 4_000


def save_view(request: HttpRequest, plural: str) -> HttpResponse:
    """Keep what the list shows now as a new view."""
    actor, kind = _who_and_what(request, plural)
    given = {"kind": kind.kind, "asks": request.GET.get("asks", "")[:LONGEST]}
    action = replace(_verb("create", ASKED), label=_("Save view"))
    return _answered(request, kind, action, actor, None, given)


def change_view(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """Rename or share a view; with `asks` in the address it keeps what the list shows now."""
    actor, kind = _who_and_what(request, plural)
    view = saved_view(ref, kind, actor)
    if "asks" in request.GET:
        action = replace(_verb("edit", ()), label=_("Keep what is shown"))
        return _answered(request, kind, action, actor, view, {"asks": request.GET["asks"][:LONGEST]})
    return _answered(request, kind, replace(_verb("edit", ASKED), label=_("Rename or share")), actor, view, {})


def delete_view(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """Move a view to the bin."""
    actor, kind = _who_and_what(request, plural)
    return _answered(request, kind, _verb("delete", ()), actor, saved_view(ref, kind, actor), {})


def begin_with(request: HttpRequest, plural: str) -> HttpResponse:
    """Begin this list with a view from now on, or as usual again."""
    actor, kind = _who_and_what(request, plural)
    view = request.GET.get("view", "")
    given = {"kind": kind.kind} | ({"view": view} if view and view != "all" else {})
    words = _("Begin with this view") if view else _("Begin as usual")
    return _answered(request, kind, replace(_verb("begin-with", ()), label=words), actor, None, given)


def _who_and_what(request: HttpRequest, plural: str) -> tuple[Actor, RecordType]:
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    if not actor.may("views.create"):
        raise Denied(_("Your role may not keep views."))
    return actor, kind


def _verb(name: str, asked: tuple[str, ...]) -> Action:
    kind, action = type_of(SavedView), actions_on(SavedView).get(name)
    if action is None:
        raise NotFound(_("There is no such action."))
    return replace(action, fields=tuple(kind.fields[one] for one in asked))


def _answered(
    request: HttpRequest, kind: RecordType, action: Action, actor: Actor, view: SavedView | None, given: dict[str, Any]
) -> HttpResponse:
    of, url = type_of(SavedView), request.get_full_path()
    if request.method != "POST":
        values = {field.name: getattr(view, field.name) for field in action.fields} if view else {}
        return dialog(request, of, action, view, actor, values, url=url)
    typed = typed_values(request, action.fields)
    done = actions_on(SavedView)[action.verb]
    try:
        outcome = run(
            done,
            actor=actor,
            surface="web",
            target=view.ref if view else None,
            values={**typed, **given},
            key=request.POST.get("idempotency_key", ""),
        )
    except Invalid as problem:
        return dialog(request, of, action, view, actor, typed, problem.fields, url=url)
    except Refused as problem:
        return dialog(request, of, action, view, actor, typed, {"": problem.message}, url=url)
    return _back(request, kind, action, actor, outcome)


def _back(request: HttpRequest, kind: RecordType, action: Action, actor: Actor, outcome: Outcome) -> HttpResponse:
    verb = "delete" if action.verb == "create" else outcome.undone_by
    undo = f"/views/{outcome.ref}/do/{verb}" if verb and outcome.ref else ""
    keep_toast(request, Toast(outcome.message or _("Done."), undo_url=undo))
    path = f"/{kind.plural}/"
    target = f"{path}?view=all"
    if action.verb in ("create", "edit"):
        target = address_of(path, saved_view(outcome.ref, kind, actor))
    elif action.verb == "begin-with":
        target = request.headers.get("HX-Current-URL", "") or path
        target = target if target.startswith(request.build_absolute_uri("/")) else path
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)
