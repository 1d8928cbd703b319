"""The page of any record: the figures that decide, its values, what hangs on it, what happened."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.notes.queries import newest_files
from followthrough.kernel.people.models import Visit
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.figures import Behind
from followthrough.kernel.records.listing import linking
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.panels import rows_on
from followthrough.kernel.records.registry import Panel, RecordType, type_of
from followthrough.web import shapes
from followthrough.web.buttons import button_on_file, fresh_key, record_buttons, verb_buttons
from followthrough.web.checklists import checklist_panel
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, person_of_request, show, shown_person
from followthrough.web.inline import panel_field
from followthrough.web.lists import columns_of, listed_type, rows_of
from followthrough.web.shapes import Badge, Cell, Empty, Fact, Link, RecordPage
from followthrough.web.showing import STATES, Reader, computed_cell, reader_of, title_column, url_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.tones import tone_of
from followthrough.web.wording import day_text, initials_of

HIDDEN = ("ref", "created_at", "updated_at")
NOTHING: tuple[object, ...] = (None, "", [])


def record_page(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """One record."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    if record.ref != ref:
        return redirect(url_of(record))  # the number of one that was merged into it
    reader = reader_of(actor)
    panels = panels_of(kind, record, actor, side=False)
    owed = [panel for panel in panels if isinstance(panel, shapes.PromisePanel)]
    page = RecordPage(
        title=record.title,
        initials=initials_of(record.title),
        ref=record.ref,
        kind=str(kind.label),
        subtitle=_subtitle(kind, record),
        badges=badges_of(kind, record, reader.now.astimezone(reader.zone)),
        facts=facts_of(kind, record, reader),
        main=(*owed, details_panel(kind, record, actor), *(panel for panel in panels if panel not in owed)),
        side=(
            *panels_of(kind, record, actor, side=True),
            files_panel(kind, record, actor),
            timeline_panel(record, kind, reader_of(actor)),
        ),
    )
    return show_record(request, kind, record, page)


def show_record(request: HttpRequest, kind: RecordType, record: Any, page: RecordPage) -> HttpResponse:
    """A record page in its frame, with the verbs this actor may use."""
    actions, more = record_buttons(record, actor_of_request(request))
    label = str(kind.label_plural)
    return show(
        request,
        "web/record.html",
        replace(page, visit_url=f"/{kind.plural}/{record.ref}/visited", next=page.next or _ball(page)),
        title=record.title,
        crumbs=(Link(label[:1].upper() + label[1:], f"/{kind.plural}/"),),
        actions=actions,
        more_actions=more,
    )


def _ball(page: RecordPage) -> Cell | None:
    """Who has the ball, where promises stand on the page."""
    return next((p.next for p in (*page.main, *page.side) if isinstance(p, shapes.PromisePanel) and p.next), None)


@require_POST
def remember_visit(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """Keep a record among the person's last places, for the palette; asked by the page once it is shown."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    Visit.objects.update_or_create(
        user=person_of_request(request),
        kind=kind.kind,
        ref=record.ref,
        defaults={"title": record.title[:300], "at": clock.now()},
    )
    return HttpResponse(status=204)


def _subtitle(kind: RecordType, record: Any) -> tuple[Cell, ...]:
    said = kind.subtitle(record) if kind.subtitle else capfirst(str(kind.label))
    return (Cell(said),) if isinstance(said, str) else tuple(Cell(one.title, "link", url_of(one)) for one in said)


def facts_of(kind: RecordType, record: Any, reader: Reader) -> tuple[Fact, ...]:
    """The figures that decide, in words; one that is counted leads to what it counts, a record to its page."""
    found = kind.facts(record, reader.actor) if kind.facts else ()
    return tuple(_fact(str(label), value, reader, kind.exact) for label, value in found)


def _fact(label: str, value: Any, reader: Reader, exact: bool) -> Fact:
    if isinstance(value, Behind):
        url = f"/{value.plural}/?{urlencode({**value.asks, 'view': 'all'})}" if value.value else ""
        return replace(_fact(label, value.value, reader, exact), url=url)
    if isinstance(value, Record):
        return Fact(label, value.ref, url=url_of(value))
    return Fact(label, computed_cell(value, "number", reader, exact=exact).text or _("none yet"))


def badges_of(kind: RecordType, record: Any, now: datetime | None = None) -> tuple[Badge, ...]:
    """The record's status words; that it is late, where `now` is told in the reader's zone."""
    found = []
    for name in STATES:
        if name in kind.fields and kind.fields[name].choices:
            value = getattr(record, name)
            tone: Any = tone_of(value) or "plain"
            found.append(Badge(kind.fields[name].choice_label(value), tone))
    if now is not None and any(field.late and field.late(record, now) for field in kind.fields.values()):
        found.append(Badge(pgettext("promises", "Late"), "late"))
    return tuple(found)


def details_panel(kind: RecordType, record: Any, actor: Actor) -> shapes.FieldsPanel:
    """The record's own values, each changed where it stands."""
    reader = reader_of(actor)
    title = title_column(kind)
    names = [
        n
        for n, f in kind.readable(actor).items()
        if n not in HIDDEN and f.detailed and f.kind is not Kind.STRUCTURE and not f.ticks and not _is_none(f, record)
    ]
    ordered = sorted(names, key=lambda n: (n != title, n not in kind.form, kind.form.index(n) if n in kind.form else 0))
    filled = [
        n for n in ordered if getattr(record, f"{n}_id" if kind.fields[n].kind is Kind.LINK else n) not in NOTHING
    ]
    return shapes.FieldsPanel(
        "details",
        _("Details"),
        fields=tuple(panel_field(kind, record, kind.fields[n], reader) for n in filled),
        blank=tuple(
            panel_field(kind, record, kind.fields[n], reader)
            for n in ordered
            if n not in filled and kind.fields[n].editable
        ),
    )


def _is_none(field: Field, record: Any) -> bool:
    """Whether it is a count kept by the house that has nothing to count."""
    return field.kind in (Kind.INTEGER, Kind.DECIMAL) and not field.editable and getattr(record, field.name) == 0


def panels_of(
    kind: RecordType, record: Any, actor: Actor, *, side: bool, but: Collection[str] = ()
) -> tuple[shapes.Panel, ...]:
    """The panels declared for this type and those upper areas added, `but` those that the page shows in its own way."""
    declared = [one for one in (*kind.contributed, *kind.panels) if one.side == side and one.key not in but]
    made = (_panel(panel, record, actor) for panel in declared)
    found = (checklist_panel(kind, record, reader_of(actor)), *made) if side else made
    return tuple(panel for panel in found if panel is not None)


def _panel(panel: Panel, record: Any, actor: Actor) -> shapes.Panel | None:
    if panel.context is not None:
        content = panel.context(record, actor)
        if content is None or isinstance(content, shapes.Panel):
            return content
        return shapes.TemplatePanel(panel.key, str(panel.label), body=panel.template, content=content)
    assert panel.of is not None
    of = type_of(panel.of)
    if not actor.may(of.permission("view")):
        return None
    return table_panel(panel, of, record, actor, reader_of(actor))


def table_panel(panel: Panel, of: RecordType, record: Any, actor: Actor, reader: Reader) -> shapes.TablePanel:
    """Related records, the first few, with the way to all of them and to a new one."""
    asked = {**of.fields, **{name: condition.field for name, condition in of.conditions.items()}}
    back = next((n for n, f in asked.items() if f.link is type(record)), "")
    names = list(panel.columns) or [n for n in of.columns if n not in (back, "ref")][: 3 if panel.side else 6]
    found = rows_on(panel, record, actor, linking(of, names), panel.limit + 1)
    links: tuple[Link, ...] = ()
    if of.listed and back in (*of.filters, *of.conditions) and (len(found) > panel.limit or back in of.conditions):
        links += (Link(_("All"), f"/{of.plural}/?{back}={record.ref}&view=all"),)
    if of.form and back in of.form and actor.may(of.permission("create")):
        links += (Link(_("Add"), f"/{of.plural}/new?{back}={record.ref}&back={url_of(record)}"),)
    return shapes.TablePanel(
        panel.key,
        str(panel.label),
        count=str(len(found)) if len(found) <= panel.limit else f"{panel.limit}+",
        links=links,
        actions=verb_buttons(record, panel.verbs if found else panel.verbs[:1], actor),
        columns=columns_of(of, names),
        rows=rows_of(of, found[: panel.limit], names, reader),
        empty=Empty(_("None yet."), str(panel.begins or of.begins)),
    )


def files_panel(kind: RecordType, record: Any, actor: Actor) -> shapes.FilesPanel:
    """The record's files, and the field to add one."""
    reader = reader_of(actor)
    entries = tuple(
        shapes.FileEntry(
            found.name,
            f"/files/{found.ref}",
            filesizeformat(found.size),
            day_text(found.created_at.astimezone(reader.zone).date(), today=reader.today),
            shown_person(found.author, actor),
            button_on_file(kind, record, found, actor),
        )
        for found in newest_files(record, actor)
    )
    may = actor.may(kind.permission("edit"))
    return shapes.FilesPanel(
        "files",
        _("Files"),
        count=str(len(entries) or ""),
        files=entries,
        upload_url=f"/{kind.plural}/{record.ref}/do/attach" if may else "",
        idempotency_key=fresh_key(),
        limit_text=_("up to 25 MB"),
        empty=Empty(_("No files yet.")),
    )


def record_timeline(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """The older part of what happened."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    before = request.GET.get("before", "")
    panel = timeline_panel(record, kind, reader_of(actor), before=int(before) if before.isdecimal() else None)
    return render(request, "web/parts/timeline_days.html", {"days": panel.days, "next_url": panel.next_url})
