"""What an address asks to see of a list, read once for all shapes; wrong names are refused, never ignored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.grouping import Grouping, dated, groupable, grouping_of
from followthrough.kernel.records.listing import check_sort, narrowed_and_some
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType
from followthrough.web.addresses import LOOK, asked_of, filters_asked
from followthrough.web.showing import STATES, Reader, list_columns, title_column

SHAPES = ("list", "board", "calendar", "timeline")
KEPT = ("sort", "columns", *(name for name in LOOK if name != "open"))
NOT_SHOWN = (Kind.STRUCTURE, Kind.FILE, Kind.LINKS)


@dataclass(frozen=True, slots=True)
class Look:
    """A list as it is asked for: the rows that are left (`some` of them counted sooner), and how they are shown."""

    kind: RecordType
    reader: Reader
    request: HttpRequest
    asked: Mapping[str, str]
    narrowing: Mapping[str, str]
    shape: str
    columns: tuple[str, ...]
    cards: tuple[str, ...]
    group: Grouping | None
    dates: tuple[str, ...]
    rows: QuerySet[Any]
    some: QuerySet[Any] | None = None

    @property
    def actor(self) -> Actor:
        return self.reader.actor

    @property
    def sort(self) -> str:
        """The order asked for, or ""."""
        return self.asked.get("sort", "")

    def address(self, **changes: str | None) -> str:
        """This page's address with some of it changed, or left out where None; its filters stand in it in full."""
        return f"{self.path}?{urlencode(self.parameters(**changes))}"

    @property
    def path(self) -> str:
        """The list's address without what it asks."""
        return f"/{self.kind.plural}/"

    def parameters(self, **changes: str | None) -> dict[str, str]:
        """The parameters that give this page again: view, filters and look."""
        kept = {name: self.asked[name] for name in ("view", *KEPT) if name in self.asked}
        kept = {"view": "all", **kept} if not self.narrowing and self.kind.default_filters else kept
        merged: dict[str, str | None] = {**kept, **self.narrowing, **changes}
        return {name: value for name, value in merged.items() if value}


def look_of(request: HttpRequest, kind: RecordType, reader: Reader) -> Look:
    """What this request asks for. Raises Invalid, naming what can't be asked."""
    asked, actor = asked_of(request.GET), reader.actor
    narrowing, shape = filters_asked(kind, asked), asked.get("as", "list")
    if shape not in SHAPES:
        raise Invalid({"as": _("There is no such way to look at a list.")})
    check_sort(kind, asked.get("sort", ""), actor)
    shown = showable(kind, actor)
    columns = _named(kind, asked.get("columns", ""), shown) or list_columns(kind, actor)
    first = title_column(kind)
    found = narrowed_and_some(kind, kind.model.visible_to(actor), narrowing, actor)
    return Look(
        kind=kind,
        reader=reader,
        request=request,
        asked=asked,
        narrowing=narrowing,
        shape=shape,
        columns=(first, *(name for name in columns if name != first)),
        cards=tuple(_named(kind, asked.get("cards", ""), shown)),
        group=_group(kind, asked.get("group", ""), shape, actor),
        dates=_dates(kind, asked.get("dates", ""), shape, actor),
        rows=found.rows,
        some=found.some,
    )


def plain_look(request: HttpRequest, kind: RecordType, reader: Reader) -> Look:
    """The list as it is without anything asked: what stands around a page that can't be shown."""
    first, *rest = list_columns(kind, reader.actor)
    return Look(kind, reader, request, {}, {}, "list", (first, *rest), (), None, (), kind.model._default_manager.none())


def showable(kind: RecordType, actor: Actor) -> dict[str, str]:
    """Every column a list may show, by name, in the order of the chooser: the usual ones first."""
    readable = {n: f for n, f in kind.readable(actor).items() if f.kind not in NOT_SHOWN}
    names = [title_column(kind), *kind.columns, *kind.computed, *kind.form, *kind.filters, "created_at", "updated_at"]
    found: dict[str, str] = {}
    for name in names:
        if name in kind.computed:
            found.setdefault(name, str(kind.computed[name].label))
        elif name in readable:
            found.setdefault(name, str(readable[name].label))
    return found


def lanes_of(kind: RecordType, actor: Actor) -> list[str]:
    """The columns a board may have its lanes by: choices and links; the record's state comes first."""
    found = [n for n, f in groupable(kind, actor).items() if f.kind in (Kind.CHOICE, Kind.LINK)]
    usual = kind.lanes or next((n for n in STATES if n in found), next(iter(found), ""))
    return sorted(found, key=lambda name: name != usual)


def _named(kind: RecordType, asked: str, shown: Mapping[str, str]) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in asked.split(",") if name.strip()))
    for name in names:
        if name not in shown:
            raise Invalid(
                {"columns": _("%(plural)s have no column “%(name)s”.") % {"plural": kind.label_plural, "name": name}}
            )
    return names


def _group(kind: RecordType, asked: str, shape: str, actor: Actor) -> Grouping | None:
    if asked:
        by = grouping_of(kind, asked, actor)
        if shape != "board" or by.field.kind in (Kind.CHOICE, Kind.LINK):
            return by
    if shape != "board":
        return None
    lanes = lanes_of(kind, actor)
    if not lanes:
        raise Invalid({"as": _("%(plural)s have no state a board could show.") % {"plural": kind.label_plural}})
    return grouping_of(kind, lanes[0], actor)


def _dates(kind: RecordType, asked: str, shape: str, actor: Actor) -> tuple[str, ...]:
    if shape not in ("calendar", "timeline"):
        return ()
    known = dated(kind, actor)
    names = tuple(dict.fromkeys(name for name in asked.split(",") if name))
    if any(name not in known for name in names) or len(names) > 2:
        raise Invalid({"dates": _("%(plural)s have no such date.") % {"plural": kind.label_plural}})
    return names or (usual_dates(kind, actor, shape))


def usual_dates(kind: RecordType, actor: Actor, shape: str) -> tuple[str, ...]:
    """The date a calendar shows where none is asked for, and for a timeline the one its bars end at."""
    known = list(dated(kind, actor))
    declared = [n for n in (*kind.columns, *kind.sorts, *kind.filters) if n in known]
    first = next(iter(declared), next((n for n in known if n not in ("created_at", "updated_at")), "created_at"))
    if shape == "calendar" or "starts_on" not in known or "ends_on" not in known:
        return (first,)
    return ("starts_on", "ends_on")
