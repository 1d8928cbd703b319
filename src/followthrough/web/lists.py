"""The parts of any list: rows as cells, filters as chips, downloads, and what stands where nothing is."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import NUMBERS, Field, Kind
from followthrough.kernel.records.problems import Denied, NotFound
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.web.addresses import with_changes
from followthrough.web.shapes import Cell, Chip, Choice, Column, Empty, FilterField, Link, Row
from followthrough.web.shapes.parts import ActionButton
from followthrough.web.showing import Reader, cell_of, computed_cell, look_behind, url_of, worded_value

REPEATED = (Kind.CHOICE, Kind.LINK, Kind.DATE)  # a page holds few different ones, and each is worded once


def listed_type(plural: str, actor: Actor) -> RecordType:
    """The type behind an address, if this actor may see such records at all."""
    kind = type_named(plural)
    if kind is None or not kind.listed or kind.plural != plural:
        raise NotFound(_("There is no such page."))
    if not actor.may(kind.permission("view")):
        raise Denied(_("Your role does not show %(plural)s.") % {"plural": str(kind.label_plural)})
    return kind


def rows_of(kind: RecordType, records: list[Any], names: list[str], reader: Reader) -> tuple[Row, ...]:
    """Records as rows; computed columns are fetched for all of them at once."""
    look_behind(kind, records, names, reader)
    columns = [_column(kind, records, name, reader, lead=place == 0) for place, name in enumerate(names)]
    cells = zip(*columns, strict=True) if columns else [()] * len(records)
    return tuple(Row(one.ref, url_of(one), one.title, of_one) for one, of_one in zip(records, cells, strict=True))


def _column(kind: RecordType, records: list[Any], name: str, reader: Reader, *, lead: bool) -> list[Cell]:
    """One column's cells, from the first record to the last."""
    if name in kind.computed:
        computed = kind.computed[name]
        fetched = computed.fetch(records, reader.actor)
        return [computed_cell(fetched.get(one.pk), computed.kind, reader, exact=kind.exact) for one in records]
    field = kind.fields[name]
    if lead or field.kind not in REPEATED:
        return [cell_of(kind, one, name, reader, lead=lead) for one in records]
    worded: dict[Any, Cell] = {}
    for one in records:
        value = getattr(one, name)
        if value not in worded:
            worded[value] = worded_value(field, value, one, reader)
    return [worded[getattr(one, name)] for one in records]


def columns_of(kind: RecordType, names: list[str]) -> tuple[Column, ...]:
    """The heads of a table that does not sort; the first column leads to the record and stands left, even a number."""
    return tuple(
        Column(column_label(kind, name), name, numeric=place > 0 and is_numeric(kind, name))
        for place, name in enumerate(names)
    )


def column_label(kind: RecordType, name: str) -> str:
    """What a column is called over a table."""
    return _capital(kind.computed[name].label if name in kind.computed else kind.fields[name].label)


def is_numeric(kind: RecordType, name: str) -> bool:
    """Whether a column stands right."""
    return kind.computed[name].kind == "number" if name in kind.computed else kind.fields[name].kind in NUMBERS


def chips_of(
    kind: RecordType,
    narrowing: Mapping[str, str],
    request: HttpRequest,
    actor: Actor,
    without: Callable[[str], str] | None = None,
) -> tuple[Chip, ...]:
    """The filters asked, in words, each with the way without it: `without` tells the address when one is left out."""
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
        url = without(key) if without else with_changes(request, **{key: None}, view=None if left else "all")
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
    if field.is_worded:
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
    if field.kind in NUMBERS:
        return FilterField(label, field.name, "number", operators=ranges)
    if field.kind is Kind.TAGS:
        return FilterField(label, field.name, "text")
    return FilterField(
        label, field.name, "text", operators=(Choice("contains", words["contains"]), Choice("", words[""]))
    )


def empty_of(
    kind: RecordType, narrowing: Mapping[str, str], request: HttpRequest, actor: Actor, problem: str = ""
) -> Empty:
    """What stands where there are no rows: what is true, then the next useful thing."""
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
        str(kind.begins) or _("They appear here as soon as one is made or uploaded."),
        icon=kind.icon,
        actions=actions,
    )


def exports_of(kind: RecordType, address: str, actor: Actor) -> tuple[Link, ...]:
    """Where the rows at this address are downloaded, if the actor may."""
    if not actor.may(kind.permission("export")):
        return ()
    query = address.partition("?")[2]
    tail = f"?{query}" if query else ""
    return (
        Link(_("Excel"), f"/{kind.plural}/export.xlsx{tail}"),
        Link(_("CSV"), f"/{kind.plural}/export.csv{tail}"),
    )


def _capital(text: Any) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]
