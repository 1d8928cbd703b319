"""Do a verb from a page: its dialog asks, its answer shows what came of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.web import shapes
from followthrough.web.buttons import fresh_key
from followthrough.web.dialogs import said_wrong, shown_dialog, tried
from followthrough.web.fields import form_fields, typed_values
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.shapes import ActionDialog, FieldSet, FormPage
from followthrough.web.showing import url_of


def do(request: HttpRequest, plural: str, verb: str, ref: str = "") -> HttpResponse:
    """The dialog of a verb to GET; doing it to POST."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    action = actions_on(kind.model).get(verb)
    if action is None or action.on_class == bool(ref):
        raise NotFound(_("There is no such action."))
    if not actor.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})
    record = found_record(kind, ref, actor, binned=verb == "restore") if ref else None
    if request.method != "POST":
        values = dict(action.prepare(record, actor)) if action.prepare and record is not None else {}
        values |= {f.name: request.GET[f.name] for f in action.fields if f.name in request.GET}
        return dialog(request, kind, action, record, actor, values)
    values = typed_values(request, _asked(action, record))
    sent = {n: v for n, v in values.items() if v != "" or next(f for f in action.fields if f.name == n).required}
    outcome = tried(
        request,
        action,
        actor=actor,
        target=ref or None,
        values=sent,
        again=lambda wrong: dialog(request, kind, action, record, actor, values, wrong),
    )
    if isinstance(outcome, HttpResponse):
        return outcome
    return _done(request, kind, action, record, actor, outcome)


def _done(
    request: HttpRequest, kind: RecordType, action: Action, record: Any, actor: Actor, outcome: Outcome
) -> HttpResponse:
    if outcome.secret:
        return show_secret(request, outcome, _where(request, kind, outcome, record))
    keep_toast(request, toast_of(outcome))
    gone = action.generic and action.verb == "delete"
    target = (
        f"/{kind.plural}/" if gone or (record is None and not outcome.ref) else _where(request, kind, outcome, record)
    )
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def show_secret(request: HttpRequest, outcome: Outcome, done_url: str) -> HttpResponse:
    """Show a one-time secret, with a button that copies it; it is stored nowhere."""
    page = ActionDialog(outcome.message, FormPage((), "", done_url))
    said: dict[str, Any] = {"secret": outcome.secret, "message": outcome.message}
    if request.headers.get("HX-Request"):
        response = render(request, "web/action_secret.html", {"page": page, **said})
    else:
        title = _("Copy this now")
        response = show(request, "web/action_secret_page.html", page, title=title, **said)
    response["Cache-Control"] = "no-store"
    return response


def _where(request: HttpRequest, kind: RecordType, outcome: Outcome, record: Any) -> str:
    """To what the verb made, if that is what one goes on with; else back to the page it was pressed on."""
    made = type_named(outcome.kind) if outcome.ask.get("opens") else None
    if made is not None:
        return f"/{made.plural}/{outcome.ref}/"
    back = request.headers.get("HX-Current-URL", "")
    if back.startswith(request.build_absolute_uri("/")):
        return back
    return url_of(record) if record is not None else f"/{kind.plural}/{outcome.ref}/"


def dialog(
    request: HttpRequest,
    kind: RecordType,
    action: Action,
    record: Any,
    actor: Actor,
    values: Mapping[str, Any],
    errors: Mapping[str, Any] | None = None,
    *,
    url: str = "",
) -> HttpResponse:
    """The form of a verb, filled with what was typed; sent to `url` if the page asked at another address."""
    wrong = errors or {}
    form = FormPage(
        sets=(FieldSet(_fields(kind, action, record, values, actor, wrong)),),
        submit=str(action.label),
        cancel_url=url_of(record) if record is not None else f"/{kind.plural}/",
        url=url or request.path,
        version=str(record.version) if record is not None else "",
        idempotency_key=fresh_key(),
        errors=said_wrong(wrong),
        has_files=any(f.kind is Kind.FILE for f in action.fields),
        danger=action.generic and action.verb == "delete",
    )
    title = f"{action.label}: {record.title}" if record is not None else str(action.label)
    return shown_dialog(request, ActionDialog(title, form, text=_first_line(action)), status=422 if wrong else 200)


def _asked(action: Action, record: Any) -> tuple[Field, ...]:
    """What the dialog asks for of this record."""
    return tuple(one for one in action.fields if one.asked is None or record is None or one.asked(record))


def _fields(
    kind: RecordType, action: Action, record: Any, values: Mapping[str, Any], actor: Actor, wrong: Mapping[str, Any]
) -> tuple[shapes.Field, ...]:
    """The fields of the dialog; links that are narrowed to what belongs to the record are looked for among that."""
    asked = _asked(action, record)
    shown = form_fields(asked, values, actor, wrong)
    if record is None:
        return shown
    at = f"/choose/of/{kind.plural}/{record.ref}/{action.verb}"
    return tuple(
        replace(one, search_url=f"{at}/{field.name}") if field.among else one
        for one, field in zip(shown, asked, strict=True)
    )


def _first_line(action: Action) -> str:
    """What will happen, and, before it does, that it can't be undone."""
    words = _(action.effect) if action.effect else ""
    final = "" if action.is_undoable else _("This can't be undone. %(why)s") % {"why": action.undo_words}
    return f"{words} {final}".strip()
