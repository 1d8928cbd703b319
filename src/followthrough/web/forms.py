"""Create and edit any record in a page; two people at once see both values."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Stale
from followthrough.kernel.records.reading import record_numbered
from followthrough.kernel.records.registry import RecordType
from followthrough.web.addresses import local_path
from followthrough.web.buttons import fresh_key
from followthrough.web.doubles_hint import with_doubles
from followthrough.web.fields import error_links, form_fields, typed_values
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.posted import posted
from followthrough.web.shapes import Conflict, ConflictRow, FieldSet, FormPage, Link
from followthrough.web.showing import reader_of, url_of, worded_value
from followthrough.web.wording import moment_text


def found_record(kind: RecordType, ref: str, actor: Actor, *, binned: bool = False) -> Any:
    """The record behind an address, if this actor sees it."""
    record = record_numbered(kind.model, ref, actor, binned=binned)
    if record is None:
        raise NotFound(_("There is no %(label)s “%(ref)s”.") % {"label": kind.label, "ref": ref})
    return record


def new_record(request: HttpRequest, plural: str) -> HttpResponse:
    """Make a record. Values in the address fill the form in advance."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    if not kind.form or not actor.may(kind.permission("create")):
        raise Denied(_("Your role may not make %(plural)s.") % {"plural": kind.label_plural})
    fields = [kind.field(name) for name in kind.form if name in kind.writable(actor)]
    errors: Mapping[str, Any] = {}
    values: dict[str, Any] = {f.name: request.GET[f.name] for f in fields if f.name in request.GET}
    key = request.POST.get("idempotency_key", "") or fresh_key()
    if request.method == "POST":
        values = typed_values(request, fields)
        try:
            sent = {name: value for name, value in values.items() if value != "" or kind.field(name).required}
            outcome = run(actions_on(kind.model)["create"], actor=actor, surface="web", values=sent, key=key)
        except Invalid as problem:
            errors = problem.fields
        else:
            keep_toast(request, toast_of(outcome))
            return redirect(local_path(request.POST.get("back", ""), f"/{plural}/{outcome.ref}/"))
    label = _("New %(label)s") % {"label": kind.label}
    page = FormPage(
        sets=(FieldSet(with_doubles(kind, form_fields(fields, values, actor, errors))),),
        submit=_("Create %(label)s") % {"label": kind.label},
        cancel_url=local_path(request.GET.get("back", ""), f"/{plural}/"),
        idempotency_key=key,
        errors=error_links(errors),
        has_files=any(f.kind is Kind.FILE for f in fields),
    )
    return show(request, "web/form.html", page, title=label, crumbs=(_crumb(kind),), status=422 if errors else 200)


def edit_record(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """Change a record. A save over somebody else's change is refused with both values; what was typed stays."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    if not actor.may(kind.permission("edit")):
        raise Denied(_("Your role may not change %(plural)s.") % {"plural": kind.label_plural})
    fields = [kind.fields[n] for n in kind.form if n in kind.fields and n in kind.writable(actor)]
    values: dict[str, Any] = {f.name: getattr(record, f.name) for f in fields}
    if request.method != "POST":  # what was typed for a new one, where this one tells nothing yet
        values |= {f.name: request.GET[f.name] for f in fields if f.name in request.GET and not values[f.name]}
    errors: Mapping[str, Any] = {}
    conflict, version = None, str(record.version)
    if request.method == "POST":
        typed = typed_values(request, fields)
        sent = posted(request)
        try:
            outcome = run(
                actions_on(kind.model)["edit"],
                actor=actor,
                surface="web",
                target=ref,
                values=changed_only(fields, values, typed, actor) if sent["version"] == record.version else typed,
                **sent,
            )
        except Invalid as problem:
            values, errors = values | typed, problem.fields
        except Stale as problem:
            conflict, values = conflict_of(kind, record, problem, actor), values | typed
        else:
            keep_toast(request, toast_of(outcome))
            return redirect(url_of(record))
    page = FormPage(
        sets=(FieldSet(form_fields(fields, values, actor, errors)),),
        submit=_("Save"),
        cancel_url=url_of(record),
        version=version,
        idempotency_key=fresh_key(),
        errors=error_links(errors),
        conflict=conflict,
    )
    return show(
        request,
        "web/form.html",
        page,
        title=_("Edit"),
        crumbs=(_crumb(kind), Link(record.title, url_of(record))),
        status=409 if conflict else 422 if errors else 200,
    )


def changed_only(
    fields: list[Field], stored: Mapping[str, Any], typed: Mapping[str, Any], actor: Actor
) -> dict[str, Any]:
    """Only what differs from what the form showed, so that untouched fields are not saved over another's change."""
    shown = {field.name: field for field in form_fields(fields, stored, actor)}
    return {
        name: value
        for name, value in typed.items()
        if not isinstance(value, str | bool) or _as_typed(value) != shown[name].value
    }


def _as_typed(value: str | bool) -> str:
    return ("on" if value else "") if isinstance(value, bool) else value.replace("\r\n", "\n")


def conflict_of(kind: RecordType, record: Record, problem: Stale, actor: Actor) -> Conflict:
    """Both values of each field two people changed."""
    reader = reader_of(actor)
    rows = []
    for clash in problem.clashes:
        field = kind.field(clash.field)
        (raw,) = form_fields([field], {clash.field: clash.theirs}, actor)
        rows.append(
            ConflictRow(
                clash.field,
                str(clash.label),
                worded_value(field, clash.theirs, record, reader).text or _("empty"),
                str(clash.yours) or _("empty"),
                theirs_raw=raw.value,
            )
        )
    when = moment_text(problem.changed_at or clock.now(), now=reader.now, zone=ZoneInfo(actor.zone))
    return Conflict(problem.changed_by, when, tuple(rows), url_of(record))


def _crumb(kind: RecordType) -> Link:
    label = str(kind.label_plural)
    return Link(label[:1].upper() + label[1:], f"/{kind.plural}/")
