"""A list in groups: each with its count and sums, the first ones open, the others opened where they stand."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.grouping import Group, Grouping, filters_for, groups_of, rows_in, summable, whole_of
from followthrough.kernel.records.listing import first_of_each
from followthrough.kernel.records.problems import NotFound
from followthrough.web.looks.look import Look
from followthrough.web.looks.table import grid_rows, heads_of, sum_cells
from followthrough.web.shapes import Link, Row, RowGroup
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, number_text

OPENED = 8
ROWS = 20


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups with the rows of those that are open; `whole` is all of them together, unless some are left out."""

    groups: tuple[RowGroup, ...]
    note: str
    whole: Group | None


def groups_shown(look: Look) -> Grouped:
    """The groups of a list, and a word when there are too many to show."""
    by = _grouping(look)
    found = groups_of(look.kind, look.rows, by, summable(look.kind, look.columns))
    opened = _opened(look, found.groups)
    rows = _rows_of(look, [group for group in found.groups if key_text(group) in opened])
    shown = tuple(_group(look, group, rows.get(group.key)) for group in found.groups)
    note = ngettext(
        "Only the largest group is shown. Narrow the list to see others.",
        "Only the %(count)s largest groups are shown. Narrow the list to see others.",
        len(shown),
    ) % {"count": number_text(len(shown))}
    return Grouped(shown, note if found.more else "", None if found.more else whole_of(found.groups))


def open_group(request: HttpRequest, look: Look) -> HttpResponse:
    """One group with its rows, put where its closed head stood."""
    by, wanted = _grouping(look), look.asked.get("open", "")
    found = groups_of(look.kind, look.rows, by, summable(look.kind, look.columns)).groups
    group = next((one for one in found if key_text(one) == wanted), None)
    if group is None:
        raise NotFound(_("This group has no rows any more."))
    part = _group(look, group, _rows_of(look, [group])[group.key])
    return render(request, "web/parts/group.html", {"group": part, "columns": heads_of(look), "pickable": True})


def _grouping(look: Look) -> Grouping:
    if look.group is None:
        raise NotFound(_("This list is not grouped."))
    return look.group


def _opened(look: Look, groups: tuple[Group, ...]) -> set[str]:
    if "open" in look.asked:
        return set(look.asked["open"].split(",")[:OPENED])
    return {key_text(group) for group in groups[:OPENED]}


def _rows_of(look: Look, groups: list[Group]) -> dict[Any, tuple[Row, ...]]:
    """The first rows of each group; worded in one go, so that computed columns are fetched once."""
    by = _grouping(look)
    parts = {group.key: look.rows.filter(rows_in(by, group.key)) for group in groups}
    records = first_of_each(look.kind, parts, sort=look.sort, limit=ROWS, names=look.columns)
    worded = iter(grid_rows(look, [one for part in records.values() for one in part]))
    return {key: tuple(islice(worded, len(part))) for key, part in records.items()}


def _group(look: Look, group: Group, rows: tuple[Row, ...] | None) -> RowGroup:
    by = _grouping(look)
    cells = sum_cells(look, group)
    span = next((place for place, cell in enumerate(cells) if cell.text), len(cells)) + 1
    rest = group.count - len(rows or ())
    more = _("Show all %(count)s") % {"count": number_text(group.count)}
    return RowGroup(
        key=key_text(group),
        label=group_label(by, group, look.reader),
        count=number_text(group.count),
        cells=cells[span - 1 :],
        span=span,
        url="" if rows is not None else look.address(open=key_text(group)),
        rows=rows or (),
        more=Link(more, address_in(look, by, group)) if rows is not None and rest > 0 else None,
    )


def address_in(look: Look, by: Grouping, group: Group, **changes: str | None) -> str:
    """The plain list of exactly this group's rows."""
    kept = look.parameters(**{"as": None, "group": None, "open": None, "around": None, "dates": None, **changes})
    return f"/{look.kind.plural}/?{urlencode({**kept, **narrowed_to(by, group, kept)})}"


def narrowed_to(by: Grouping, group: Group, asked: dict[str, str]) -> dict[str, str]:
    """The group's filters; where a range is asked already, the narrower bound stays."""
    found = filters_for(by, group)
    for name, value in found.items():
        if name in asked and name.endswith("__gte"):
            found[name] = max(value, asked[name])
        elif name in asked and name.endswith("__lt"):
            found[name] = min(value, asked[name])
    return found


def key_text(group: Group) -> str:
    """A group's key as it stands in an address."""
    return "none" if group.key is None else str(group.key)


def group_label(by: Grouping, group: Group, reader: Reader) -> str:
    """What a group is called."""
    key = group.key
    if key is None:
        return pgettext("group", "none")
    if by.field.kind is Kind.CHOICE:
        return by.field.choice_label(key)
    if by.field.kind is Kind.YES_NO:
        return _("Yes") if key else _("No")
    if by.span:
        return span_label(by.span, key, reader.today)
    return group.record.title if group.record else str(key)


def span_label(span: str, first: date, today: date) -> str:
    """ "November 2026", "23 to 29 Nov", "Q4 2026", "2026"."""
    locale = (get_language() or "en").split("-")[0]
    if span == "day":
        return day_text(first, today=today)
    if span == "week":
        last = day_text(first + timedelta(days=6), today=today)
        return _("%(first)s to %(last)s") % {"first": day_text(first, today=today), "last": last}
    if span == "quarter":
        return _("Quarter %(quarter)d of %(year)d") % {"quarter": (first.month + 2) // 3, "year": first.year}
    form = pgettext("month of a year", "MMMM y") if span == "month" else "y"
    words = format_date(first, form, locale=locale)
    return words[:1].upper() + words[1:]
