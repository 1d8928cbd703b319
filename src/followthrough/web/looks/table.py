"""A list as a table: sortable heads, pages that follow each other, groups, and a foot with sums."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.grouping import Group, summable, totals_of
from followthrough.kernel.records.listing import COUNTED_UP_TO, page_of, sort_of
from followthrough.kernel.records.registry import RecordType
from followthrough.web.grid import as_grid, editors, marked
from followthrough.web.lists import column_label, is_numeric, rows_of
from followthrough.web.looks.look import Look
from followthrough.web.shapes import Cell, Column, Foot, Link, Row, RowsPart
from followthrough.web.showing import Reader
from followthrough.web.wording import money_text, number_text

PAGE = 100


def heads_of(look: Look) -> tuple[Column, ...]:
    """The heads of the columns, each with the way to sort by it."""
    kind, (now, descending) = look.kind, sort_of(look.kind, look.sort)
    heads = []
    for name in look.columns:
        sorts = name in kind.sorts
        turned = f"-{name}" if name == now and not descending else name
        heads.append(
            Column(
                column_label(kind, name),
                name,
                numeric=is_numeric(kind, name),
                sort_url=look.address(sort=turned) if sorts else "",
                sorted=("descending" if descending else "ascending") if sorts and name == now else "",
            )
        )
    return marked(kind, heads, editors(kind, look.columns, look.actor))


def first_page(look: Look, *, after: str = "") -> RowsPart:
    """A page of rows with the way to the next one."""
    page = page_of(look.kind, look.rows, sort=look.sort, after=after, limit=PAGE, names=look.columns)
    url = look.address(after=page.after) if page.after else ""
    return RowsPart(heads_of(look), grid_rows(look, page.rows), url, _("Show more"))


def grid_rows(look: Look, records: list[Any]) -> tuple[Row, ...]:
    """Records as the rows of a grid: worded, with what an edit in the cell needs."""
    names = list(look.columns)
    return tuple(as_grid(look.kind, rows_of(look.kind, records, names, look.reader), records, names, look.actor))


def next_rows(request: HttpRequest, look: Look) -> HttpResponse:
    """The rows that follow, for "show more"."""
    part = first_page(look, after=look.asked.get("after", ""))
    return render(request, "web/parts/rows_part.html", {"page": part})


def foot_of(look: Look, count: int, exact: bool, whole: Group | None = None) -> Foot | None:
    """What all rows of the list come to, if not known already; above ten thousand only where it is asked for."""
    names = summable(look.kind, look.columns)
    if not names or not count:
        return None
    words = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count_text(count, exact)}
    if whole is None and not exact and look.asked.get("sums") != "all":
        return Foot(words, blank_cells(look), sums_note(), Link(_("Add up all"), look.address(sums="all")))
    whole = whole or totals_of(look.kind, look.rows, names)
    words = ngettext("%(count)s row", "%(count)s rows", whole.count) % {"count": number_text(whole.count)}
    return Foot(words, sum_cells(look, whole))


def blank_cells(look: Look) -> tuple[Cell, ...]:
    """An empty cell under each column but the first."""
    return tuple(Cell() for _name in look.columns[1:])


def sum_cells(look: Look, group: Group) -> tuple[Cell, ...]:
    """A group's sums under their columns, the first column left out."""
    return tuple(_sum_cell(look.kind, name, group, look.reader) for name in look.columns[1:])


def _sum_cell(kind: RecordType, name: str, group: Group, reader: Reader) -> Cell:
    sums = group.sums.get(name)
    if not sums:
        return Cell()
    return Cell(sums_text(sums, kind.fields[name], reader), "number")


def sums_text(sums: Mapping[str, Any], field: Field, reader: Reader) -> str:
    """Sums of a field side by side, each in its own currency, never added up."""
    if field.kind is not Kind.MONEY:
        return " · ".join(number_text(amount) for amount in sums.values())
    return " · ".join(
        money_text(Decimal(amount), currency or reader.currency, home=reader.currency, exact=field.exact)
        for currency, amount in sorted(sums.items(), key=lambda pair: (pair[0] != reader.currency, pair[0]))
    )


def sums_note() -> str:
    """Why there are no sums."""
    return _("Sums are added up at once for up to %(most)s rows.") % {"most": number_text(COUNTED_UP_TO)}


def count_text(count: int, exact: bool) -> str:
    """A count in words; where it was not counted further it says so."""
    if not exact:
        return _("more than %(count)s") % {"count": number_text(min(count, COUNTED_UP_TO))}
    return number_text(count)
