"""The list of any record: filters as chips, one sort, pages that follow each other."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.listing import COUNTED_UP_TO, counted, narrowed, page_of, sort_of
from followthrough.kernel.records.problems import Denied, Invalid, NotFound
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.web.addresses import asked_of, filters_asked, with_changes
from followthrough.web.buttons import class_buttons
from followthrough.web.frame import actor_of_request, show
from followthrough.web.grid import as_grid, bulk_of, editors, marked
from followthrough.web.shapes import Chip, Choice, Column, Empty, FilterField, Link, ListPage, Row, RowsPart, Segment
from followthrough.web.shapes.parts import ActionButton
from followthrough.web.showing import RIGHT, Reader, cell_of, computed_cell, list_columns, reader_of, url_of
from followthrough.web.wording import number_text

PAGE = 100


def listed_type(plural: str, actor: Actor) -> RecordType:
    """The type behind an address, if this actor may see such records at all."""
    kind = type_named(plural)
    if kind is None or not kind.listed or kind.plural != plural:
        raise NotFound(_("There is no such page."))
    if not actor.may(kind.permission("view")):
        raise Denied(_("Your role does not show %(plural)s.") % {"plural": str(kind.label_plural)})
    return kind


def record_list(request: HttpRequest, plural: str) -> HttpResponse:
    """A page of records, or with the header `X-Part: rows` the rows that follow."""
    actor = actor_of_request(request)
    kind, reader = listed_type(plural, actor), reader_of(actor)
    asked = asked_of(request.GET)
    narrowing = filters_asked(kind, asked)
    problem = ""
    try:
        rows = narrowed(kind, kind.model.visible_to(actor), narrowing, actor)
        page = page_of(kind, rows, sort=asked.get("sort", ""), after=asked.get("after", ""), limit=PAGE)
    except Invalid as invalid:
        problem, narrowing = str(invalid.message), {}
        rows = kind.model.visible_to(actor)
        page = page_of(kind, rows, limit=PAGE)
    names = list_columns(kind, actor)
    shown = tuple(as_grid(kind, rows_of(kind, page.rows, names, reader), page.rows, names, actor))
    next_url = with_changes(request, after=page.after) if page.after else ""
    fields = editors(kind, names, actor)
    columns = marked(kind, _columns(kind, names, request, asked), fields)
    if request.headers.get("X-Part") == "rows":
        part = RowsPart(columns, shown, next_url, _("Show more"))
        return render(request, "web/parts/rows_part.html", {"page": part})
    count, exact = counted(rows)
    listed = ListPage(
        name=_capital(kind.label_plural),
        columns=columns,
        rows=shown,
        count_text=_count_text(count, exact),
        views=_views(kind, asked),
        chips=chips_of(kind, narrowing, request, actor),
        clear_url=f"{request.path}?view=all" if narrowing else "",
        filters=filters_of(kind, actor, asked),
        bulk=bulk_of(kind, actor),
        filtered=urlencode(sorted(narrowing.items())) or "view=all",
        total=_count_text(count, exact),
        grid_url=f"/{plural}/",
        editors=fields,
        search_text=asked.get("q", ""),
        path=request.path,
        keep=tuple(sorted((k, v) for k, v in narrowing.items() if k != "q")),
        next_url=next_url,
        next_text=_("Show more"),
        empty=_empty(kind, narrowing, request, actor, problem),
        exports=_exports(kind, request, actor),
    )
    actions = class_buttons(kind, actor)
    may_make = actor.may(kind.permission("create")) and bool(kind.form) and not any(a.key == "N" for a in actions)
    new = ActionButton(_("New %(label)s") % {"label": kind.label}, f"/{plural}/new", "plus", key="N", primary=True)
    imports = ActionButton(_("Upload"), f"/imports/new?into={plural}", "file-up")
    if kind.importable and actor.may(kind.permission("import")):
        actions = (imports, *actions)
    return show(
        request,
        "web/list.html",
        listed,
        title=_capital(kind.label_plural),
        note=listed.count_text,
        actions=(*actions, new) if may_make else actions,
        new_url=f"/{plural}/new" if may_make else "",
        new_label=new.label,
    )


def rows_of(kind: RecordType, records: list[Any], names: list[str], reader: Reader) -> tuple[Row, ...]:
    """Records as rows; computed columns are fetched for all of them at once."""
    fetched = {n: kind.computed[n].fetch(records, reader.actor) for n in names if n in kind.computed}
    rows = []
    for record in records:
        cells = [
            computed_cell(fetched[name].get(record.pk), kind.computed[name].kind, reader)
            if name in fetched
            else cell_of(kind, record, name, reader, lead=place == 0)
            for place, name in enumerate(names)
        ]
        rows.append(Row(record.ref, url_of(record), record.title, tuple(cells)))
    return tuple(rows)


def columns_of(kind: RecordType, names: list[str]) -> tuple[Column, ...]:
    """The heads of a table that does not sort."""
    return tuple(Column(_label(kind, name), name, numeric=_is_numeric(kind, name)) for name in names)


def _label(kind: RecordType, name: str) -> str:
    return _capital(kind.computed[name].label if name in kind.computed else kind.fields[name].label)


def _is_numeric(kind: RecordType, name: str) -> bool:
    return kind.computed[name].kind == "number" if name in kind.computed else kind.fields[name].kind in RIGHT


def _columns(kind: RecordType, names: list[str], request: HttpRequest, asked: Mapping[str, str]) -> tuple[Column, ...]:
    try:
        now, descending = sort_of(kind, asked.get("sort", ""))
    except Invalid:
        now, descending = sort_of(kind, "")
    heads = []
    for name in names:
        sorts = name in kind.sorts
        turned = f"-{name}" if name == now and not descending else name
        heads.append(
            Column(
                _label(kind, name),
                name,
                numeric=_is_numeric(kind, name),
                sort_url=with_changes(request, sort=turned) if sorts else "",
                sorted=("descending" if descending else "ascending") if sorts and name == now else "",
            )
        )
    return tuple(heads)


def _views(kind: RecordType, asked: Mapping[str, str]) -> tuple[Segment, ...]:
    if not kind.views:
        return ()
    now = asked.get("view", "")
    path = f"/{kind.plural}/"
    every = Segment(_("All"), f"{path}?view=all", current=now in ("", "all") and not kind.default_filters)
    named = [
        Segment(
            str(label), f"{path}?view={key}&" + "&".join(f"{n}={v}" for n, v in filters.items()), current=now == key
        )
        for key, label, filters in kind.views
    ]
    return (every, *named)


def chips_of(kind: RecordType, narrowing: Mapping[str, str], request: HttpRequest, actor: Actor) -> tuple[Chip, ...]:
    """The filters asked, in words, each with the way without it."""
    chips = []
    for key, value in narrowing.items():
        if key == "q":
            continue
        name, _sep, operator = key.partition("__")
        field = kind.fields.get(name) or kind.filterable(actor).get(name)
        if field is None:
            continue
        words = operator_words().get(operator, "")
        left = {k: v for k, v in narrowing.items() if k != key}
        url = with_changes(request, **{key: None}, view=None if left else "all")
        label = f"{_capital(field.label)} {words}".strip()
        chips.append(Chip(label, "" if operator == "empty" else _value_words(field, value, actor), url))
    return tuple(chips)


def operator_words() -> dict[str, str]:
    """How a filter's operator reads between the column's name and the value."""
    return {
        "gte": _("from"),
        "lte": _("to"),
        "gt": _("above"),
        "lt": _("below"),
        "contains": _("contains"),
        "not": _("is not"),
        "empty": _("is empty"),
        "": _("is"),
    }


def _value_words(field: Field, value: str, actor: Actor) -> str:
    parts = value.split(",")
    if field.kind is Kind.CHOICE:
        return ", ".join(field.choice_label(part) for part in parts)
    if field.kind is Kind.LINK and field.link is not None:
        found = [find_linked(field.link, part, actor) for part in parts]
        return ", ".join(record.title if record else part for record, part in zip(found, parts, strict=True))
    if field.kind is Kind.YES_NO:
        return _("yes") if value.lower() in ("1", "true", "yes", "on") else _("no")
    return value


def filters_of(kind: RecordType, actor: Actor, asked: Mapping[str, str]) -> tuple[FilterField, ...]:
    """The filters that may be added."""
    return tuple(_filter(field, asked) for field in kind.filterable(actor).values())


def _filter(field: Field, asked: Mapping[str, str]) -> FilterField:
    label, chosen = _capital(field.label), asked.get(field.name, "").split(",")
    words = operator_words()
    if field.kind is Kind.CHOICE:
        choices = tuple(Choice(value, str(text), selected=value in chosen) for value, text in field.choices)
        return FilterField(label, field.name, "choices", choices)
    if field.kind is Kind.YES_NO:
        return FilterField(label, field.name, "choices", (Choice("yes", _("Yes")), Choice("no", _("No"))))
    if field.kind is Kind.LINK and field.link is not None:
        return FilterField(label, field.name, "link", search_url=f"/choose/{field.link._meta.label_lower}")
    ranges = tuple(Choice(op, words[op]) for op in ("gte", "lte"))
    if field.kind in (Kind.DATE, Kind.INSTANT):
        return FilterField(label, field.name, "date", operators=ranges)
    if field.kind in RIGHT:
        return FilterField(label, field.name, "number", operators=ranges)
    if field.kind is Kind.TAGS:
        return FilterField(label, field.name, "text")
    return FilterField(
        label, field.name, "text", operators=(Choice("contains", words["contains"]), Choice("", words[""]))
    )


def _empty(kind: RecordType, narrowing: Mapping[str, str], request: HttpRequest, actor: Actor, problem: str) -> Empty:
    if problem:
        return Empty(problem, icon="circle-alert", actions=(ActionButton(_("Show all"), f"{request.path}?view=all"),))
    plural = str(kind.label_plural)
    if narrowing:
        show_all = ActionButton(_("Show all"), f"{request.path}?view=all", "x")
        return Empty(_("No %(plural)s fit these filters.") % {"plural": plural}, icon=kind.icon, actions=(show_all,))
    actions: tuple[ActionButton, ...] = ()
    if actor.may(kind.permission("create")) and kind.form:
        actions = (
            ActionButton(_("New %(label)s") % {"label": kind.label}, f"/{kind.plural}/new", "plus", primary=True),
        )
        if kind.importable:
            actions += (ActionButton(_("Upload a file"), f"/imports/new?into={kind.plural}", "file-up"),)
    return Empty(
        _("No %(plural)s yet.") % {"plural": plural},
        _("They appear here as soon as one is made or uploaded."),
        icon=kind.icon,
        actions=actions,
    )


def _exports(kind: RecordType, request: HttpRequest, actor: Actor) -> tuple[Link, ...]:
    if not actor.may(kind.permission("export")):
        return ()
    query = with_changes(request).partition("?")[2]
    tail = f"?{query}" if query else ""
    return (
        Link(_("Excel"), f"/{kind.plural}/export.xlsx{tail}"),
        Link(_("CSV"), f"/{kind.plural}/export.csv{tail}"),
    )


def _count_text(count: int, exact: bool) -> str:
    if not exact:
        return _("more than %(count)s") % {"count": number_text(COUNTED_UP_TO)}
    return number_text(count)


def _capital(text: Any) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]
