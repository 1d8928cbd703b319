"""The bin: what was deleted, by kind or all of it, with the way back until it is emptied."""

from datetime import datetime
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.history.emptying import KEPT
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.registry import RecordType, record_types, type_named, type_of
from followthrough.web.addresses import with_changes
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.menu import MenuItem, menu_item
from followthrough.web.palette_verbs import RECORD_PAGE
from followthrough.web.shapes import (
    ActionButton,
    BulkAction,
    Cell,
    Column,
    Empty,
    Link,
    ListPage,
    Row,
    RowsPart,
    Segment,
)
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import capital, full_text, moment_text

PAGE = 50

menu_item(MenuItem("setup", gettext_lazy("Bin"), "/bin/", "trash-2", "profile.edit", order=91))


def restorable(actor: Actor) -> list[RecordType]:
    """The kinds of records this actor may bring back."""
    return [
        kind
        for kind in record_types()
        if kind.listed
        and (restore := actions_on(kind.model).get("restore"))
        and actor.may(restore.needs)
        and actor.may(kind.permission("view"))
    ]


@require_safe
def bin_page(request: HttpRequest, plural: str = "") -> HttpResponse:
    """What is in the bin, the last first; of one kind its rows can be picked."""
    actor = actor_of_request(request)
    reader, kinds = reader_of(actor), restorable(actor)
    chosen = listed_type(plural, actor) if plural else None
    before = _moment(request.GET.get("before", ""))
    rows = _newest([chosen] if chosen else kinds, before, actor)
    shown = tuple(_row(one, who, reader) for one, who in _with_who(rows[:PAGE]))
    next_url = with_changes(request, before=rows[PAGE - 1].binned_at.isoformat()) if len(rows) > PAGE else ""
    pickable = chosen is not None and chosen in kinds
    heads = (_("Record"), _("Kind"), _("Number"), _("Deleted"), _("By"), _("Emptied"), "")
    columns = tuple(Column(head) for head in heads)
    if request.headers.get("X-Part") == "rows":
        part = RowsPart(columns, shown, next_url, _("Show earlier"), pickable=pickable)
        return render(request, "web/parts/rows_part.html", {"page": part})
    back = BulkAction(_("Bring back"), f"/{plural}/bulk?do=restore", "undo-2")
    page = ListPage(
        name=_("Bin"),
        columns=columns,
        rows=shown,
        views=_views(kinds, chosen),
        bulk=(back,) if pickable else (),
        pickable=pickable,
        stacks=True,
        searchable=False,
        path=request.path,
        next_url=next_url,
        next_text=_("Show earlier"),
        empty=Empty(_("The bin is empty."), _("What is deleted stays here for 30 days."), "trash-2"),
    )
    return show(request, "web/list.html", page, title=_("Bin"), note=_("emptied after 30 days"))


def in_bin(request: HttpRequest) -> HttpResponse | None:
    """The page that stands in for a record in the bin, so that no link to it breaks; None for every other address."""
    found = RECORD_PAGE.match(request.path)
    kind = type_named(found[1]) if found and hasattr(request, "actor") else None
    if found is None or kind is None or not kind.listed:
        return None
    actor, ref = actor_of_request(request), found[2]
    if not actor.may(kind.permission("view")):
        return None
    record = kind.model.visible_to(actor, binned=True).filter(ref=ref).first()
    if record is None or record.binned_at is None:
        return None
    reader = reader_of(actor)
    restore = actions_on(kind.model).get("restore")
    back = ActionButton(_("Bring back"), f"/{kind.plural}/{ref}/do/restore", "undo-2", how="dialog", primary=True)
    when = moment_text(record.binned_at, now=reader.now, zone=reader.zone)
    empty = Empty(
        _("%(title)s is in the bin.") % {"title": record.title},
        _("Deleted %(when)s. It is emptied after 30 days.") % {"when": when},
        "trash-2",
        (back,) if restore and actor.may(restore.needs) else (),
    )
    page = ListPage(name=record.title, columns=(), rows=(), pickable=False, searchable=False, empty=empty)
    crumbs = (Link(capital(kind.label_plural), f"/{kind.plural}/"),)
    return show(request, "web/list.html", page, title=record.title, crumbs=crumbs, status=404)


def _newest(kinds: list[RecordType], before: datetime | None, actor: Actor) -> list[Any]:
    found: list[Any] = []
    for kind in kinds:
        rows = kind.model.visible_to(actor, binned=True)
        rows = rows.filter(binned_at__lt=before) if before else rows
        found += rows.order_by("-binned_at", "-id")[: PAGE + 1]
    return sorted(found, key=attrgetter("binned_at"), reverse=True)[: PAGE + 1]


def _with_who(rows: list[Any]) -> list[tuple[Any, str]]:
    """Each record with whoever deleted it."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(type_of(row).kind, []).append(row.pk)
    who: dict[tuple[str, int], str] = {}
    for kind, ids in by_kind.items():
        entries = Entry.objects.filter(kind=kind, record_id__in=ids, after__has_key="binned_at").order_by("id")
        who.update({(kind, entry.record_id): entry.actor_name for entry in entries})
    return [(row, who.get((type_of(row).kind, row.pk), "")) for row in rows]


def _row(record: Any, who: str, reader: Reader) -> Row:
    kind = type_of(record)
    url = f"/{kind.plural}/{record.ref}/do/restore"
    left = max(0, (record.binned_at + KEPT - reader.now).days)
    return Row(
        record.ref,
        url,
        record.title,
        (
            Cell(record.title, strong=True),
            Cell(capital(kind.label), quiet=True),
            Cell(record.ref),
            Cell(
                moment_text(record.binned_at, now=reader.now, zone=reader.zone),
                "datetime",
                title=full_text(record.binned_at, zone=reader.zone),
            ),
            Cell(who),
            Cell(ngettext("in %(count)s day", "in %(count)s days", left) % {"count": left}, quiet=True),
            Cell(_("Bring back"), "link", url, tone="info", icon="undo-2"),
        ),
    )


def _views(kinds: list[RecordType], chosen: RecordType | None) -> tuple[Segment, ...]:
    every = Segment(_("All"), "/bin/", current=chosen is None)
    filled = [
        kind for kind in kinds if kind is chosen or kind.model._default_manager.filter(binned_at__isnull=False).exists()
    ]
    named = (Segment(capital(kind.label_plural), f"/bin/{kind.plural}/", current=kind is chosen) for kind in filled)
    return (every, *named)


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
