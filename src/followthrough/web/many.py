"""Many records at once: pick in a list, say what to set, look at what that comes to, do it, take it back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.bulk.choosing import batch_of, choose
from followthrough.kernel.bulk.deciding import ADD, REMOVE, settable
from followthrough.kernel.bulk.looking import look_later, needs_time
from followthrough.kernel.bulk.models import Batch, State
from followthrough.kernel.bulk.previewing import preview
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid, Problem
from followthrough.kernel.records.registry import RecordType
from followthrough.web import many_shown
from followthrough.web.addresses import asked_of, filters_asked
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import error_links, form_fields
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Choice, FieldSet, FormPage, Link, Toast
from followthrough.web.shapes import Field as Shown
from followthrough.web.wording import capital

OWN = ("all", "do", "ref", "csrfmiddlewaretoken", "idempotency_key")


@require_POST
def choose_many(request: HttpRequest, plural: str) -> HttpResponse:
    """Remember the picked rows (`ref`, several), or with `all=1` whatever the list's filters show; then ask what."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    verb = request.POST.get("do") or request.GET.get("do", "edit")
    where = None
    if request.POST.get("all") or request.GET.get("all"):
        sent = {**asked_of(request.GET), **asked_of(request.POST)}
        narrowing = {name: value for name, value in sent.items() if name not in OWN}
        where = narrowing if verb == "restore" else filters_asked(kind, narrowing)
    refs = [ref for part in request.POST.getlist("ref") for ref in part.split(",")]
    try:
        batch = choose(kind, verb, refs=refs, where=where, by=actor, now=clock.now())
        if verb != "edit":
            (look_later if needs_time(batch) else preview)(kind, batch, {}, by=actor)
    except Invalid as problem:
        keep_toast(request, Toast(str(problem.message), "late"))
        return _go(request, f"/{plural}/")
    return _go(request, f"/{plural}/bulk/{batch.key}/")


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, plural: str, key: UUID) -> HttpResponse:
    """What is to be set, then what that comes to; while it runs its progress, at the end what came of it."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    batch = batch_of(key, kind, actor)
    if batch.state != State.PLANNED:
        page = many_shown.progress(kind, batch)
        if request.headers.get("HX-Request"):
            return render(request, "web/parts/bulk_progress.html", {"page": page})
        return show(request, "web/bulk_progress.html", page, title=page.title, crumbs=_crumbs(kind))
    if request.headers.get("HX-Request") and request.method != "POST":  # it was looked at: the page is asked anew
        return HttpResponse(status=200, headers={"HX-Redirect": f"/{plural}/bulk/{key}/"})
    if batch.verb == "edit" and (request.method == "POST" or not batch.typed or "edit" in request.GET):
        return _fields(request, kind, batch, actor)
    shown = many_shown.previewed(kind, batch, actor, after=_number(request.GET.get("after", "")))
    title = many_shown.title_of(kind, batch)
    actions = many_shown.buttons(kind, batch)
    return show(request, "web/report.html", shown, title=title, crumbs=_crumbs(kind), actions=actions)


@require_POST
def apply_many(request: HttpRequest, plural: str) -> HttpResponse:
    """Do what was looked at: at once, or in the background where there are very many."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    key = request.GET.get("batch") or request.POST.get("batch", "")
    batch = batch_of(key, kind, actor)
    try:
        outcome = run(
            actions_on(kind.model)[f"{batch.verb}-many"],
            actor=actor,
            surface="web",
            values={"batch": key},
            key=request.POST.get("idempotency_key", ""),
        )
    except Problem as problem:
        keep_toast(request, Toast(str(problem.message), "late"))
        return _go(request, f"/{plural}/bulk/{key}/")
    batch.refresh_from_db()
    if batch.state == State.RUNNING:
        return _go(request, f"/{plural}/bulk/{key}/")
    keep_toast(request, toast_of(outcome) if batch.changed else Toast(outcome.message, "info"))
    return _go(request, f"/{plural}/bulk/{key}/" if batch.skipped else f"/{plural}/")


@require_POST
def stop_many(request: HttpRequest, plural: str, key: UUID) -> HttpResponse:
    """Call off what runs in the background; what was done so far stays, and can be undone."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    batch = batch_of(key, kind, actor)
    Batch.objects.filter(pk=batch.pk, state__in=(State.RUNNING, State.LOOKING)).update(state=State.CANCELLED)
    return _go(request, f"/{plural}/bulk/{key}/")


def _fields(request: HttpRequest, kind: RecordType, batch: Batch, actor: Actor) -> HttpResponse:
    """The form of what may be set; an empty field leaves that column as it is."""
    fields = _asked(kind, actor)
    typed: dict[str, Any] = dict(batch.typed)
    errors: Mapping[str, Any] = {}
    if request.method == "POST":
        typed = _typed(request, fields)
        try:
            if not typed:
                raise Invalid({"": _("Fill in at least one field.")})
            look_at = look_later if needs_time(batch) else preview
            look_at(kind, batch, typed, settled_too=bool(request.POST.get("settled_too")), by=actor)
        except Invalid as problem:
            errors = problem.fields
        else:
            return redirect(f"/{kind.plural}/bulk/{batch.key}/")
    title = many_shown.title_of(kind, batch)
    shown = form_fields(fields, typed, actor, errors, blank=_("as it is"))
    page = FormPage(
        sets=(FieldSet((*shown, *_switches(kind, fields, typed))),),
        submit=_("Look at what changes"),
        cancel_url=f"/{kind.plural}/",
        idempotency_key=fresh_key(),
        intro=_("What is left empty stays as it is. Nothing is written before you have seen what changes."),
        all_optional=True,
        errors=error_links(errors) if "" not in errors else (Link(str(errors[""])),),
    )
    return show(request, "web/form.html", page, title=title, crumbs=_crumbs(kind), status=422 if errors else 200)


def _asked(kind: RecordType, actor: Actor) -> list[Field]:
    """The fields of the form: none is required, yes and no are chosen, lists are added to and taken from."""
    found: list[Field] = []
    for name, field in settable(kind, actor).items():
        free = replace(field, required=False, default=None)
        if field.kind is Kind.TAGS:
            label = str(field.label)
            found.append(replace(free, name=f"{name}{ADD}", label=_("%(label)s to add") % {"label": label}))
            found.append(replace(free, name=f"{name}{REMOVE}", label=_("%(label)s to remove") % {"label": label}))
        elif field.kind is Kind.YES_NO:
            found.append(replace(free, kind=Kind.CHOICE, choices=(("yes", _("Yes")), ("no", _("No")))))
        elif field.kind not in (Kind.FILE, Kind.STRUCTURE, Kind.LINKS):
            found.append(free)
    return found


def _switches(kind: RecordType, fields: list[Field], typed: Mapping[str, Any]) -> tuple[Shown, ...]:
    """Which columns to empty, and whether closed records are changed too."""
    may_empty = [f for f in fields if f.name in kind.fields and not kind.fields[f.name].required]
    may_empty = [f for f in may_empty if kind.fields[f.name].kind not in (Kind.YES_NO, Kind.CHOICE)]
    choices = tuple(Choice(f.name, capital(f.label), selected=typed.get(f.name) == "") for f in may_empty)
    empty = Shown("empty", _("Make empty"), "multiselect", choices=choices, wide=True)
    too = Shown("settled_too", _("Change closed ones too"), "checkbox")
    return (empty, *((too,) if kind.settled else ()))


def _typed(request: HttpRequest, fields: list[Field]) -> dict[str, Any]:
    typed: dict[str, Any] = {name: "" for name in request.POST.getlist("empty") if name in {f.name for f in fields}}
    for field in fields:
        value = request.POST.get(field.name, "") or request.POST.get(f"{field.name}_text", "")
        if value.strip():
            typed[field.name] = value
    return typed


def _crumbs(kind: RecordType) -> tuple[Link, ...]:
    return (Link(capital(kind.label_plural), f"/{kind.plural}/"),)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
