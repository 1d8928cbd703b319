"""Everything else a line knows, in a dialog of the editor: how it is charged, its days, option, tax, cost, need."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.registry import type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.dialogs import said_wrong, shown_dialog, tried
from followthrough.web.fields import form_fields, typed_values
from followthrough.web.forms import changed_only, found_record
from followthrough.web.frame import actor_of_request, keep_toast, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.shapes import ActionDialog, FieldSet, FormPage
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote

ON_THE_GRID = ("opportunity", "description", "quantity", "unit_price", "discount", "position", "is_heading")


def more_of_line(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """The dialog to GET; to POST, save what was changed in it and go on in the editor."""
    actor = actor_of_request(request)
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    found: Line = found_record(type_of(Line), line, actor)
    if found.opportunity_id != quote.opportunity_id:
        raise NotFound(_("The line is no longer there. Load the page again."))
    if not actor.may("lines.edit"):
        raise Denied(_("Your role may not change lines."))
    kind, edit = type_of(Line), actions_on(Line)["edit"]
    may = kind.writable(actor)
    fields = [kind.fields[name] for name in kind.form if name in may and name not in ON_THE_GRID]
    values = {field.name: getattr(found, field.name) for field in fields}
    if request.method != "POST":
        return _dialog(request, found, fields, actor, values)
    typed = typed_values(request, fields)
    is_same = request.POST.get("version", "") == str(found.version)
    outcome = tried(
        request,
        edit,
        actor=actor,
        target=found.ref,
        values=changed_only(fields, values, typed, actor) if is_same else typed,
        again=lambda wrong: _dialog(request, found, fields, actor, values | typed, wrong),
    )
    if isinstance(outcome, HttpResponse):
        return outcome
    keep_toast(request, toast_of(outcome))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return redirect(f"/quotes/{quote.ref}/")


def _dialog(
    request: HttpRequest,
    line: Line,
    fields: Sequence[Field],
    actor: Actor,
    values: Mapping[str, Any],
    errors: Mapping[str, Any] | None = None,
) -> HttpResponse:
    wrong = errors or {}
    form = FormPage(
        sets=(FieldSet(form_fields(fields, values, actor, wrong)),),
        submit=_("Save"),
        cancel_url="..",
        url=request.path,
        version=str(line.version),
        idempotency_key=fresh_key(),
        errors=said_wrong(wrong),
    )
    return shown_dialog(request, ActionDialog(line.title, form), status=422 if wrong else 200)
