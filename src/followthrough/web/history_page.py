"""What was done: one's own deeds, or everybody's for those who may see them, each with the way back."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import all_actions
from followthrough.kernel.actions.undo import OTHERS, deed_of, deeds_of
from followthrough.kernel.history.models import Deed, Entry
from followthrough.kernel.history.showing import shown_entries
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import record_types, type_named
from followthrough.values.reference import parse_reference
from followthrough.web.addresses import asked_of, with_changes
from followthrough.web.deeds import Told, told
from followthrough.web.frame import actor_of_request, show
from followthrough.web.menu import MenuItem, menu_item
from followthrough.web.shapes import (
    Cell,
    Chip,
    Choice,
    Column,
    Empty,
    Fact,
    FilterField,
    Link,
    ListPage,
    ReportPage,
    Row,
    RowsPart,
    Segment,
    TimelinePanel,
)
from followthrough.web.showing import Reader, reader_of
from followthrough.web.timeline import by_day, change_entry, learn_links
from followthrough.web.wording import capital, full_text, moment_text, number_text

PAGE = 50
ENTRIES = 100
SURFACES = {
    "web": gettext_lazy("Page"),
    "api": gettext_lazy("API"),
    "cli": gettext_lazy("Command line"),
    "job": gettext_lazy("Background"),
}

menu_item(MenuItem("setup", gettext_lazy("History"), "/history/", "history", "profile.edit", order=90))


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """A page of deeds, newest first; with the header `X-Part: rows` those that follow."""
    actor = actor_of_request(request)
    reader, asked = reader_of(actor), asked_of(request.GET)
    everybody = actor.may(OTHERS)
    deeds = narrowed_deeds(deeds_of(actor), asked, reader)
    before = asked.get("before", "")
    if before.isdecimal() and len(before) < 19:
        deeds = deeds.filter(pk__lt=int(before))
    found = list(deeds.order_by("-id")[: PAGE + 1])
    rows = tuple(_row(one, reader) for one in told(found[:PAGE], actor))
    next_url = with_changes(request, before=str(found[PAGE - 1].pk)) if len(found) > PAGE else ""
    heads = (_("When"), _("Who"), _("What"), _("On"), _("By way of"), "")
    columns = tuple(Column(head) for head in heads)
    if request.headers.get("X-Part") == "rows":
        part = RowsPart(columns, rows, next_url, _("Show earlier"), pickable=False)
        return render(request, "web/parts/rows_part.html", {"page": part})
    page = ListPage(
        name=_("History"),
        columns=columns,
        rows=rows,
        views=_views(asked) if everybody else (),
        chips=_chips(asked, request, actor),
        clear_url="/history/" if _narrowing(asked) else "",
        filters=_filters(actor),
        pickable=False,
        stacks=True,
        searchable=False,
        path="/history/",
        keep=tuple((name, asked[name]) for name in ("who", *NARROWS) if name in asked),
        next_url=next_url,
        next_text=_("Show earlier"),
        empty=Empty(_("Nothing was done yet."), _("What you do stands here, with the way back."), "history"),
    )
    return show(request, "web/list.html", page, title=_("History"))


@require_safe
def deed_page(request: HttpRequest, run: UUID) -> HttpResponse:
    """One deed with every record it changed, before and after."""
    actor = actor_of_request(request)
    reader = reader_of(actor)
    deed = deed_of(run, actor)
    (one,) = told([deed], actor)
    entries = list(Entry.objects.filter(run=deed.run).order_by("id")[: ENTRIES + 1])
    seen = shown_entries(entries[:ENTRIES], actor)
    learn_links([shown.entry for shown in seen], reader)
    lines = [(shown.entry.at, change_entry(shown.entry, reader, shown.record)) for shown in seen]
    more = _("Only the first %(count)s changes are shown.") % {"count": number_text(ENTRIES)}
    page = ReportPage(
        facts=(
            Fact(_("Who"), deed.actor_name),
            Fact(_("When"), full_text(deed.at, zone=reader.zone)),
            Fact(_("Records"), number_text(deed.records)),
        ),
        panels=(),
        wide=(TimelinePanel("changes", _("Changes"), days=by_day(lines, reader)),),
        note=more if len(entries) > ENTRIES else "",
    )
    title = f"{one.verb}: {one.what}"
    actions = (one.undo,) if one.undo else ()
    crumbs = (Link(_("History"), "/history/"),)
    return show(request, "web/report.html", page, title=title, crumbs=crumbs, actions=actions)


NARROWS = ("person", "verb", "kind", "record", "at__gte", "at__lte")


def narrowed_deeds(deeds: QuerySet[Deed], asked: Mapping[str, str], reader: Reader) -> QuerySet[Deed]:
    """The deeds by person, verb, kind of record, record and day; what can't be read narrows to nothing."""
    actor = reader.actor
    if person := asked.get("person", ""):
        deeds = deeds.filter(actor_id__in=User.visible_to(actor).filter(ref=person).values("pk"))
    elif asked.get("who", "") != "all":
        deeds = deeds.filter(actor_id=actor.user_id)
    if verb := asked.get("verb", ""):
        named = [action.name for action in all_actions() if action.verb == verb]
        deeds = deeds.filter(verb__in=named or [verb])
    if kind := asked.get("kind", ""):
        found = type_named(kind)
        deeds = deeds.filter(kind=found.kind if found else "")
    if ref := asked.get("record", ""):
        deeds = deeds.filter(run__in=_runs_on(ref, actor))
    for name, days in (("at__gte", 0), ("at__lte", 1)):
        if name in asked:
            day = _day(asked[name])
            moment = datetime.combine(day, time(), reader.zone) + timedelta(days) if day else None
            deeds = deeds.filter(**{name.replace("lte", "lt"): moment}) if moment else deeds.none()
    return deeds


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _runs_on(ref: str, actor: Actor) -> Any:
    """The runs that wrote the record of this number, or a part of it."""
    for kind in record_types():
        if kind.listed and actor.may(kind.permission("view")) and parse_reference(kind.ref, ref):
            for binned in (False, True):
                record = kind.model.visible_to(actor, binned=binned).filter(ref__iexact=ref).first()
                if record:
                    own = Entry.objects.filter(kind=kind.kind, record_id=record.pk)
                    parts = Entry.objects.filter(parent_kind=kind.kind, parent_id=record.pk)
                    return (own | parts).values("run")
    return Entry.objects.none().values("run")


def _row(one: Told, reader: Reader) -> Row:
    deed = one.deed
    when = moment_text(deed.at, now=reader.now, zone=reader.zone)
    state = Cell(_("Taken back"), quiet=True) if one.is_back else Cell()
    if one.undo:
        state = Cell(one.undo.label, "link", one.undo.url, tone="info", icon="undo-2")
    return Row(
        str(deed.run),
        f"/history/{deed.run}/",
        one.verb,
        (
            Cell(when, "datetime", title=full_text(deed.at, zone=reader.zone)),
            Cell(deed.actor_name),
            Cell(one.verb, "link", f"/history/{deed.run}/", strong=True),
            Cell(one.what, "link", one.url) if one.url else Cell(one.what),
            Cell(str(SURFACES.get(deed.surface, deed.surface)), quiet=True),
            state,
        ),
        tone="struck" if one.is_back else "",
    )


def _views(asked: Mapping[str, str]) -> tuple[Segment, ...]:
    now = asked.get("who", "")
    return (
        Segment(_("What I did"), "/history/", current=now != "all"),
        Segment(_("What everybody did"), "/history/?who=all", current=now == "all"),
    )


def _narrowing(asked: Mapping[str, str]) -> bool:
    return any(name in asked for name in NARROWS)


def _filters(actor: Actor) -> tuple[FilterField, ...]:
    seen = [kind for kind in record_types() if kind.listed and actor.may(kind.permission("view"))]
    verbs = {action.verb: str(action.label) for action in all_actions() if actor.may(action.needs)}
    from_to = (Choice("gte", _("from")), Choice("lte", _("to")))
    person = FilterField(_("Who"), "person", "link", search_url=f"/choose/{User._meta.label_lower}")
    return (
        *((person,) if actor.may(OTHERS) else ()),
        FilterField(_("What"), "verb", "choices", tuple(Choice(verb, label) for verb, label in sorted(verbs.items()))),
        FilterField(
            _("Kind of record"), "kind", "choices", tuple(Choice(k.plural, capital(k.label_plural)) for k in seen)
        ),
        FilterField(_("Number of a record"), "record", "text"),
        FilterField(_("When"), "at", "date", operators=from_to),
    )


def _chips(asked: Mapping[str, str], request: HttpRequest, actor: Actor) -> tuple[Chip, ...]:
    labels = {
        "person": _("Who"),
        "verb": _("What"),
        "kind": _("Kind of record"),
        "record": _("Number of a record"),
        "at__gte": _("When, from"),
        "at__lte": _("When, to"),
    }
    return tuple(
        Chip(labels[name], _chip_value(name, asked[name], actor), with_changes(request, **{name: None, "before": None}))
        for name in NARROWS
        if name in asked
    )


def _chip_value(name: str, value: str, actor: Actor) -> str:
    if name == "person":
        found = User.visible_to(actor).filter(ref=value).first()
        return found.name if found else value
    if name == "verb":
        return next((str(action.label) for action in all_actions() if action.verb == value), value)
    kind = type_named(value) if name == "kind" else None
    return capital(kind.label_plural) if kind else value
