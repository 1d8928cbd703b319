"""Change one value where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Stale
from followthrough.kernel.records.registry import RecordType
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import form_field, typed_values
from followthrough.web.forms import conflict_of, found_record
from followthrough.web.frame import actor_of_request, toast_of, with_toast
from followthrough.web.lists import listed_type
from followthrough.web.posted import posted
from followthrough.web.shapes import InlineConflict, InlineField, InlineValue, PanelField
from followthrough.web.showing import Reader, reader_of, with_nothing, worded_value
from followthrough.web.wording import time_text


def field_address(kind: RecordType, record: Any, name: str) -> str:
    """Where one value of a record is changed."""
    return f"/{kind.plural}/{record.ref}/field/{name}"


def panel_field(kind: RecordType, record: Any, field: Field, reader: Reader) -> PanelField:
    """A value with its label, and where to change it if this actor may."""
    may = field.editable and field.name in kind.writable(reader.actor) and reader.actor.may(kind.permission("edit"))
    label = str(field.label)
    cell = with_nothing(worded_value(field, getattr(record, field.name), record, reader))
    url = field_address(kind, record, field.name) if may else ""
    return PanelField(label[:1].upper() + label[1:], cell, field.name, url)


def inline_field(request: HttpRequest, plural: str, ref: str, name: str) -> HttpResponse:
    """The field to GET, the value again with `?value=1`, and the new value to POST."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    field = kind.writable(actor).get(name)
    if field is None or name not in kind.fields:
        raise NotFound(_("There is no such field."))
    if not actor.may(kind.permission("edit")):
        raise Denied(_("Your role may not change %(plural)s.") % {"plural": kind.label_plural})
    if request.method == "POST":
        return _save(request, kind, record, field, actor)
    if "value" in request.GET:
        return _value(request, kind, record, field, actor)
    return _field(request, kind, record, field, actor, getattr(record, name))


def _save(request: HttpRequest, kind: RecordType, record: Any, field: Field, actor: Actor) -> HttpResponse:
    typed = typed_values(request, [field]).get(field.name, "")
    try:
        outcome = run(
            actions_on(kind.model)["edit"],
            actor=actor,
            surface="web",
            target=record.ref,
            values={field.name: typed},
            **posted(request),
        )
    except Invalid as problem:
        error = problem.fields.get(field.name, problem.message)
        return _field(request, kind, record, field, actor, typed, error=error, status=422)
    except Stale as problem:
        url = field_address(kind, record, field.name)
        inline = InlineConflict(
            url,
            f"{url}?value=1",
            form_field(field, typed, actor),
            conflict_of(kind, record, problem, actor),
            str(problem.version),
            fresh_key(),
        )
        return render(request, "web/parts/inline_conflict.html", {"inline": inline}, status=409)
    record.refresh_from_db()
    return with_toast(_value(request, kind, record, field, actor, saved=True), toast_of(outcome))


def _value(
    request: HttpRequest, kind: RecordType, record: Any, field: Field, actor: Actor, *, saved: bool = False
) -> HttpResponse:
    reader = reader_of(actor)
    words = _("Saved %(time)s") % {"time": time_text(reader.now, zone=reader.zone)} if saved else ""
    shown = InlineValue(panel_field(kind, record, field, reader), words)
    return render(request, "web/parts/inline_value.html", {"value": shown.value, "saved": shown.saved})


def _field(
    request: HttpRequest,
    kind: RecordType,
    record: Any,
    field: Field,
    actor: Actor,
    value: Any,
    *,
    error: Any = "",
    status: int = 200,
) -> HttpResponse:
    url = field_address(kind, record, field.name)
    inline = InlineField(
        url,
        f"{url}?value=1",
        form_field(field, value, actor, error=error),
        str(record.version),
        fresh_key(),
    )
    return render(request, "web/parts/inline_field.html", {"inline": inline}, status=status)
