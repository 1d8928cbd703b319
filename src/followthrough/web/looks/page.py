"""The page of any list: reads the look once, and shows it as table, board, calendar or timeline."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.grouping import summable
from followthrough.kernel.records.listing import counted
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.views.queries import Mine, saved_view, views_of
from followthrough.web.buttons import class_buttons
from followthrough.web.frame import actor_of_request, show
from followthrough.web.grid import bulk_of, editors
from followthrough.web.lists import empty_of, listed_type
from followthrough.web.looks.board import board_of
from followthrough.web.looks.calendar import calendar_of
from followthrough.web.looks.groups import Grouped, groups_shown, open_group
from followthrough.web.looks.head import filtered, head_of
from followthrough.web.looks.look import Look, look_of, plain_look
from followthrough.web.looks.table import count_text, first_page, foot_of, heads_of, next_rows
from followthrough.web.looks.timeline import timeline_of
from followthrough.web.looks.tools import address_of, shapes_of, tabs_of
from followthrough.web.shapes import ListPage, RowsPart
from followthrough.web.shapes.parts import ActionButton
from followthrough.web.showing import reader_of
from followthrough.web.wording import capital


def record_list(request: HttpRequest, plural: str) -> HttpResponse:
    """A list as its address asks for it; with the header `X-Part` only rows that follow, or one group."""
    actor = actor_of_request(request)
    kind, reader = listed_type(plural, actor), reader_of(actor)
    try:
        look = look_of(request, kind, reader)
        part = request.headers.get("X-Part", "")
        if part:
            return open_group(request, look) if part == "group" else next_rows(request, look)
        mine = views_of(kind, actor)
        if elsewhere := _elsewhere(request, kind, actor, mine):
            return redirect(elsewhere)
        return _SHAPES[look.shape](request, look, mine)
    except Invalid as invalid:
        return _refused(request, plain_look(request, kind, reader), str(invalid.message))


def _elsewhere(request: HttpRequest, kind: RecordType, actor: Actor, mine: Mine) -> str:
    """Where a bare address, or one that only names a saved view, leads: to the address that holds all of it."""
    asked = request.GET.dict()
    if not asked and mine.begins_with not in ("", "all"):
        declared = {key: filters for key, _label, filters in kind.views}
        view = next((one for one in mine.saved if one.ref == mine.begins_with), None)
        if view is not None:
            return address_of(request.path, view)
        if mine.begins_with in declared:
            return _with(request.path, {"view": mine.begins_with, **declared[mine.begins_with]})
    ref = asked.get("view", "")
    if len(asked) == 1 and "-" in ref and ref not in {key for key, _label, _filters in kind.views}:
        named = saved_view(ref, kind, actor)
        return address_of(request.path, named) if named.asks else ""
    return ""


def _shown(request: HttpRequest, look: Look, mine: Mine) -> HttpResponse:
    grouped = groups_shown(look) if look.group else None
    rows = RowsPart(heads_of(look), ()) if grouped else first_page(look, after=look.asked.get("after", ""))
    count, exact = _count(look, grouped, rows)
    page = ListPage(
        name=capital(look.kind.label_plural),
        columns=rows.columns,
        rows=rows.rows,
        next_url=rows.next_url,
        next_text=rows.next_text,
        count_text=count_text(count, exact),
        empty=empty_of(look.kind, look.narrowing, request, look.actor),
        groups=grouped.groups if grouped else (),
        groups_note=grouped.note if grouped else "",
        foot=foot_of(look, count, exact, grouped.whole if grouped else None),
        bulk=bulk_of(look.kind, look.actor),
        filtered=filtered(look),
        total=count_text(count, exact),
        grid_url=f"/{look.kind.plural}/",
        editors=editors(look.kind, look.columns, look.actor),
        **head_of(look, mine),
    )
    return framed(request, look, "web/list.html", page, page.count_text)


def _count(look: Look, grouped: Grouped | None, rows: RowsPart) -> tuple[int, bool]:
    """How many rows there are; asked of the database only where the page itself does not tell."""
    if grouped and grouped.whole:
        return grouped.whole.count, True
    if not grouped and not rows.next_url and "after" not in look.asked:
        return len(rows.rows), True
    adds_up = summable(look.kind, look.columns)  # up to as many rows as are counted
    return counted(look.rows, None if adds_up else look.some)


def framed(request: HttpRequest, look: Look, template: str, page: Any, note: str, status: int = 200) -> HttpResponse:
    """A list in its frame: the shapes it may be looked at in, and what may be made."""
    kind, actor = look.kind, look.actor
    actions = class_buttons(kind, actor)
    may_make = actor.may(kind.permission("create")) and bool(kind.form) and not any(a.key == "N" for a in actions)
    new = ActionButton(_("New %(label)s") % {"label": kind.label}, f"/{kind.plural}/new", "plus", key="N", primary=True)
    if kind.importable and actor.may(kind.permission("import")):
        actions = (ActionButton(_("Upload"), f"/imports/new?into={kind.plural}", "file-up"), *actions)
    return show(
        request,
        template,
        page,
        title=capital(kind.label_plural),
        status=status,
        note=note,
        actions=(*actions, new) if may_make else actions,
        segments=shapes_of(look),
        segments_label=_("Look at it as"),
        new_url=f"/{kind.plural}/new" if may_make else "",
        new_label=new.label,
    )


def _board(request: HttpRequest, look: Look, mine: Mine) -> HttpResponse:
    page = board_of(look, mine)
    return framed(request, look, "web/board.html", page, page.count_text)


def _calendar(request: HttpRequest, look: Look, mine: Mine) -> HttpResponse:
    page = calendar_of(look, mine)
    return framed(request, look, "web/calendar.html", page, page.count_text)


def _timeline(request: HttpRequest, look: Look, mine: Mine) -> HttpResponse:
    page = timeline_of(look, mine)
    return framed(request, look, "web/timeline.html", page, page.count_text)


_SHAPES = {"list": _shown, "board": _board, "calendar": _calendar, "timeline": _timeline}


def _refused(request: HttpRequest, look: Look, problem: str) -> HttpResponse:
    """What was asked can't be shown: nothing is shown instead of something else."""
    page = ListPage(
        name=capital(look.kind.label_plural),
        columns=heads_of(look),
        rows=(),
        views=tabs_of(look, Mine()),
        path=request.path,
        pickable=False,
        empty=empty_of(look.kind, {}, request, look.actor, problem),
    )
    return framed(request, look, "web/list.html", page, "", status=400)


def _with(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}"
