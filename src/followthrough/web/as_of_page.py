"""The page of a record as it was at a time, and what changed until another."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.kernel.history.as_of import as_of, differences, part_kinds, parts_as_of, read_moment
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.records.showing import Links, links_of
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import columns_of, listed_type
from followthrough.web.shapes import (
    AsOfPage,
    Cell,
    Column,
    Empty,
    FieldsPanel,
    Link,
    Panel,
    PanelField,
    Row,
    TablePanel,
)
from followthrough.web.showing import Reader, list_columns, reader_of, title_column, url_of, with_nothing, worded_value
from followthrough.web.timeline import then_address
from followthrough.web.wording import capital, full_text

UNSAID = ("ref", "updated_at")


@require_safe
def as_of_page(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """The record at `at` (else a moment ago), compared with `until` (else now)."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    reader, error = reader_of(actor), ""
    try:
        at, until = (_asked(request, name, reader) for name in ("at", "until"))
    except Invalid as problem:
        at, until, error = reader.now, reader.now, str(next(iter(problem.fields.values())))
    then, later = as_of(record, at), as_of(record, until)
    page = AsOfPage(
        path=f"{url_of(record)}as-of",
        at=_typed(at, reader),
        until=_typed(until, reader) if request.GET.get("until") else "",
        note=_note(then, at, reader),
        main=(details_then(kind, then, reader), *_parts(kind, record, at, reader)) if then is not None else (),
        side=(changed_panel(kind, then, later, reader),) if then is not None and later is not None else (),
        steps=_steps(kind, record, at),
        error=error,
    )
    crumbs = (Link(capital(kind.label_plural), f"/{kind.plural}/"), Link(record.title, url_of(record)))
    return show(request, "web/as_of.html", page, title=_("As it was"), crumbs=crumbs, status=422 if error else 200)


def _asked(request: HttpRequest, name: str, reader: Reader) -> datetime:
    return read_moment(request.GET[name], reader.actor, name) if request.GET.get(name) else reader.now


def _typed(at: datetime, reader: Reader) -> str:
    """For the field: to the second, the next full one, so that what happened within it is in it."""
    full = at if not at.microsecond else at.replace(microsecond=0) + timedelta(seconds=1)
    return full.astimezone(reader.zone).strftime("%Y-%m-%dT%H:%M:%S")


def _note(then: Any, at: datetime, reader: Reader) -> str:
    gaps = {"when": full_text(at, zone=reader.zone)}
    if then is None:
        return _("There was no such record on %(when)s.") % gaps
    return (_("In the bin on %(when)s.") if then.binned_at else _("As it was on %(when)s.")) % gaps


def details_then(kind: RecordType, then: Any, reader: Reader) -> FieldsPanel:
    """Its values at the moment, as far as the reader may see them now."""
    title = title_column(kind)
    readable = kind.readable(reader.actor)
    names = [n for n, f in readable.items() if n not in UNSAID and f.kind is not Kind.STRUCTURE]
    names.sort(key=lambda n: (n != title, n not in kind.form, kind.form.index(n) if n in kind.form else 0))
    links = links_of(kind, [then], readable, reader.actor)
    cells = {n: cell_then(kind, then, readable[n], links, reader) for n in names}
    fields = tuple(PanelField(capital(readable[n].label), cells[n], n, "") for n in names if cells[n].text)
    return FieldsPanel("details", _("Values then"), fields=fields)


def cell_then(kind: RecordType, row: Any, field: Field, links: Links, reader: Reader) -> Cell:
    """One value of a row of then; a link to what the reader may not see, or what is gone, names nothing."""
    if field.kind is Kind.LINK and field.link is not None:
        pk = getattr(row, kind.stored(field.name).attname)
        if pk is not None and (field.link, pk) not in links:
            return Cell(_("something you may not see"), quiet=True)
        return worded_value(field, links[field.link, pk] if pk is not None else None, row, reader)
    return worded_value(field, getattr(row, field.name), row, reader)


def changed_panel(kind: RecordType, then: Any, later: Any, reader: Reader) -> TablePanel:
    """What differs between the two moments, field by field."""
    found = differences(kind, then, later, reader.actor)
    links = links_of(kind, [then, later], {one.field.name: one.field for one in found}, reader.actor)
    rows = []
    for one in found:
        before, after = (cell_then(kind, row, one.field, links, reader) for row in (then, later))
        rows.append(
            Row(
                one.field.name,
                "",
                "",
                (Cell(capital(one.field.label), strong=True), with_nothing(before), with_nothing(after)),
            )
        )
    return TablePanel(
        "changed",
        _("What changed since then"),
        count=str(len(rows) or ""),
        columns=(Column(_("Field")), Column(_("Then")), Column(_("At the later moment"))),
        rows=tuple(rows),
        empty=Empty(_("Nothing differs between the two moments.")),
    )


def _parts(kind: RecordType, record: Any, at: datetime, reader: Reader) -> tuple[Panel, ...]:
    """What belonged to it then: its numbers, lines, options."""
    panels = []
    for part in part_kinds(kind, reader.actor):
        rows = parts_as_of(kind, record, part, at, reader.actor)
        if rows:
            names = [n for n in list_columns(part, reader.actor) if n in part.fields and n not in (part.parent, "ref")][
                :5
            ]
            fields = {n: part.fields[n] for n in names}
            links = links_of(part, rows, fields, reader.actor)
            told = tuple(
                Row(row.ref, "", row.ref, tuple(cell_then(part, row, f, links, reader) for f in fields.values()))
                for row in rows
            )
            columns = columns_of(part, names)
            panels.append(
                TablePanel(part.plural, capital(part.label_plural), str(len(rows)), columns=columns, rows=told)
            )
    return tuple(panels)


def _steps(kind: RecordType, record: Any, at: datetime) -> tuple[Link, ...]:
    """The way to the change before and to the one after."""
    entries = Entry.objects.filter(kind=kind.kind, record_id=record.pk)
    now_shown = entries.filter(at__lte=at).order_by("-at").first()
    before = entries.filter(at__lt=now_shown.at).order_by("-at").first() if now_shown else None
    after = entries.filter(at__gt=at).order_by("at").first()
    found = []
    for entry, words in ((before, _("The change before")), (after, _("The change after"))):
        if entry:
            found.append(Link(words, then_address(record, entry.at)))
    return tuple(found)
