"""Any list as a board: a lane for each value of a choice or link, cards with chosen fields, moved by drag and keys."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.grouping import Group, Grouping, Groups, groups_of, place_of, rows_in, summable
from followthrough.kernel.records.listing import COUNTED_UP_TO, counted, first_of_each, sizes_of
from followthrough.kernel.views.queries import Mine
from followthrough.web.lists import column_label, empty_of, rows_of
from followthrough.web.looks.groups import address_in, group_label
from followthrough.web.looks.head import filtered, head_of
from followthrough.web.looks.look import Look
from followthrough.web.looks.moving import NONE, Ways, ways_of
from followthrough.web.looks.table import count_text, sums_note, sums_text
from followthrough.web.looks.tools import usual_cards
from followthrough.web.shapes import Cell, Link
from followthrough.web.shapes.boards import BoardPage, Card, Lane, MoveChoice
from followthrough.web.showing import title_column, url_of
from followthrough.web.wording import capital, number_text

CARDS = 20
LANES = 12


def board_of(look: Look, mine: Mine) -> BoardPage:
    """The lanes of these rows."""
    by = look.group
    assert by is not None
    count, is_whole = counted(look.rows)
    is_whole = is_whole or look.asked.get("sums") == "all"
    money = _added_up(look) if is_whole else ""
    summed = [money] if money else []
    found = groups_of(look.kind, look.rows, by, summed, weighed=money) if is_whole else _sized(look, by)
    lanes, left_out = lanes_shown(look, by, found.groups)
    parts = {group.key: look.rows.filter(rows_in(by, group.key)) for group in lanes if group.count}
    names = look.cards or usual_cards(look)
    records = first_of_each(look.kind, parts, sort=look.sort, limit=CARDS, names=names)
    cards = _cards(look, by, lanes, [one for part in records.values() for one in part], names)
    whole = sum(group.count for group in found.groups) if is_whole else count
    shown = tuple(
        _lane(look, by, group, money, tuple(cards[one.pk] for one in records.get(group.key, ()))) for group in lanes
    )
    rest = ngettext(
        "%(count)s more lane has cards. Narrow the list to see it.",
        "%(count)s more lanes have cards. Narrow the list to see them.",
        left_out,
    )
    notes = [rest % {"count": number_text(left_out)}] if left_out else []
    if not is_whole:
        notes.append(sums_note())
    return BoardPage(
        name=capital(look.kind.label_plural),
        lanes=shown,
        count_text=count_text(whole, is_whole and not found.more),
        note=" ".join(notes),
        note_link=None if is_whole else Link(_("Add up all"), look.address(sums="all")),
        empty=None if whole else empty_of(look.kind, look.narrowing, look.request, look.actor),
        filtered=filtered(look),
        **head_of(look, mine),
    )


def _sized(look: Look, by: Grouping) -> Groups:
    """The lanes of rows too many to add up at once, each counted as far as lists are; of a link to many, all groups."""
    lanes = [*lanes_shown(look, by, ())[0], _nothing(None, None)]
    if len(lanes) == 1:
        return groups_of(look.kind, look.rows, by)
    sizes = sizes_of({lane.key: look.rows.filter(rows_in(by, lane.key)) for lane in lanes})
    return Groups(tuple(replace(lane, count=sizes[lane.key]) for lane in lanes if sizes[lane.key]))


def lanes_shown(look: Look, by: Grouping, found: Sequence[Group]) -> tuple[list[Group], int]:
    """A lane for each value there may be, if these are few, else for the largest; and how many are left out."""
    groups = {group.key: group for group in found}
    if by.field.kind is Kind.CHOICE:
        lanes = [groups.pop(value, _nothing(value, None)) for value, _label in by.field.choices]
    else:
        assert by.field.link is not None
        linked: list[Any] = list(by.field.link.visible_to(look.actor)[: LANES + 1])
        linked = [] if len(linked) > LANES else sorted(linked, key=place_of)
        lanes = [groups.pop(one.pk, _nothing(one.pk, one)) for one in linked]
    rest = list(groups.values())
    kept = sorted(rest, key=lambda group: -group.count)[: max(LANES - len(lanes), 1)]
    return [*lanes, *(group for group in rest if group in kept)], len(rest) - len(kept)


def _nothing(key: Any, record: Any) -> Group:
    return Group(key, record, 0, {}, {})


def _added_up(look: Look) -> str:
    """The amount that lanes add up: the first money column, or the first number of the list."""
    names = summable(look.kind, list(look.kind.readable(look.actor)))
    money = [name for name in names if look.kind.fields[name].kind is Kind.MONEY]
    return next(iter(money), "")


def _lane(look: Look, by: Grouping, group: Group, money: str, cards: tuple[Card, ...]) -> Lane:
    sums, weighted = group.sums.get(money) or {}, group.weighted
    weighs = bool(weighted) and bool(sums)
    words = sums_text(weighted, look.kind.fields[money], look.reader) if weighs else ""
    size = count_text(group.count, group.count <= COUNTED_UP_TO or look.asked.get("sums") == "all")
    more = _("Show all %(count)s") % {"count": size}
    return Lane(
        key=lane_key(by, group),
        title=group_label(by, group, look.reader),
        cards=cards,
        count=size,
        sum_text=sums_text(sums, look.kind.fields[money], look.reader) if sums else "",
        weighted_text=_("%(sum)s weighted") % {"sum": words} if words else "",
        more=Link(more, address_in(look, by, group, cards=None)) if group.count > len(cards) else None,
    )


def lane_key(by: Grouping, group: Group) -> str:
    """What a move sends: the choice, or the linked record's number."""
    if group.key is None:
        return NONE
    return group.record.ref if by.field.link and group.record else str(group.key)


def _cards(
    look: Look, by: Grouping, lanes: Sequence[Group], records: list[Any], names: Sequence[str]
) -> dict[int, Card]:
    """Cards by their record; worded in one go, so that computed fields are fetched once."""
    labels = [column_label(look.kind, name) for name in names]
    worded = rows_of(look.kind, records, [title_column(look.kind), *names], look.reader)
    targets = [(lane_key(by, group), group_label(by, group, look.reader)) for group in lanes]
    ways = ways_of(look.kind, by.field, look.actor)
    return {
        record.pk: _card(look, ways, record, _filled(labels, row.cells[1:]), targets, _here(by, lanes, record))
        for record, row in zip(records, worded, strict=True)
    }


def _filled(labels: list[str], cells: Sequence[Cell]) -> tuple[tuple[str, Cell], ...]:
    return tuple((label, cell) for label, cell in zip(labels, cells, strict=True) if cell.text or cell.people)


def _here(by: Grouping, lanes: Sequence[Group], record: Any) -> str:
    held = getattr(record, f"{by.field.name}_id" if by.field.link else by.field.name)
    return next((lane_key(by, group) for group in lanes if (group.key or None) == (held or None)), "")


def _card(
    look: Look,
    ways: Ways,
    record: Any,
    cells: tuple[tuple[str, Cell], ...],
    targets: Sequence[tuple[str, str]],
    here: str,
) -> Card:
    moves = tuple(
        MoveChoice(key, label) for key, label in (targets if ways else ()) if key != here and ways.move(record, key)
    )
    return Card(
        id=str(record.pk),
        ref=record.ref,
        title=record.title,
        url=url_of(record),
        cells=cells,
        move_url=f"{url_of(record)}move?{urlencode(look.parameters())}" if moves else "",
        version=str(record.version),
        moves=moves,
    )
