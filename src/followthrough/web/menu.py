"""The areas in the sidebar: records by their group, and the pages areas add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.notify.tell import unread
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.prepared import prepared
from followthrough.kernel.records.registry import record_types
from followthrough.web.shapes import NavGroup, NavItem

GROUPS: tuple[tuple[str, Words], ...] = (
    ("desk", _("Desk")),
    ("sell", _("Sell")),
    ("serve", _("Serve")),
    ("promote", _("Promote")),
    ("measure", _("Measure")),
    ("setup", _("Set up")),
)

NOTICES = -1  # their place among what is counted
Waiting = tuple[QuerySet[Any], Q]  # rows, and which of them are late


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page in the sidebar. `count` gives the things that wait for this person, and which of them are late.

    It is called once for each person, so what follows from the time stands in it as `AtAsking`. What stands `under` the
    page of an address is shown there, while one is in that area.
    """

    group: str
    label: Words
    url: str
    icon: str
    needs: str
    order: int = 50
    key: str = ""
    letter: str = ""
    under: str = ""
    count: Callable[[Actor], Waiting] | None = None


_pages: list[MenuItem] = []


def menu_item(item: MenuItem) -> None:
    """Add a page; called from an area's `pages.py`."""
    _pages.append(item)


@lru_cache(maxsize=512)
def menu_items(actor: Actor) -> tuple[MenuItem, ...]:
    """What this actor may open, in order."""
    records = [
        MenuItem(
            kind.group,
            kind.label_plural,
            f"/{kind.plural}/",
            kind.icon,
            kind.permission("view"),
            order=60 + place,
            under=kind.under,
        )
        for place, kind in enumerate(record_types())
        if kind.in_menu and kind.group in dict(GROUPS)
    ]
    return tuple(sorted((item for item in _pages + records if actor.may(item.needs)), key=lambda item: item.order))


def nav_groups(items: Sequence[MenuItem], actor: Actor, path: str) -> tuple[tuple[NavGroup, ...], int]:
    """The sidebar of these items, and how many notices the actor has not opened, all in one query.

    The item whose address the path begins with is the current one.
    """
    found = {nth: (every, late) for nth, every, late in _waiting(actor).rows()}
    waiting = {item.url: found.get(nth, (0, 0)) for nth, item in enumerate(_asking(actor))}
    here = max((item for item in items if path.startswith(item.url)), key=lambda item: len(item.url), default=None)
    current, top = here.url if here else "", _top_level(items)

    def shown(item: MenuItem) -> NavItem:
        inside = [one for one in items if one.under == item.url]
        is_open = here is not None and (here is item or here in inside)
        return _nav_item(item, waiting, current, tuple(_nav_item(one, waiting, current) for one in inside if is_open))

    groups = tuple(
        NavGroup(str(label), tuple(shown(item) for item in top if item.group == key))
        for key, label in GROUPS
        if any(item.group == key for item in top)
    )
    return groups, found.get(NOTICES, (0, 0))[0]


def _top_level(items: Sequence[MenuItem]) -> list[MenuItem]:
    """What stands under no other page, or under one that this person may not open."""
    urls = {item.url for item in items}
    return [item for item in items if item.under not in urls]


def _asking(actor: Actor) -> list[MenuItem]:
    return [item for item in menu_items(actor) if item.count]


@prepared
def _waiting(actor: Actor) -> QuerySet[Any, Any]:
    """Of each how many rows there are, and how many of them are late."""
    counted = {nth: item.count(actor) for nth, item in enumerate(_asking(actor)) if item.count}
    if actor.user_id is not None:
        counted[NOTICES] = unread(actor.user_id), Q(pk__in=[])
    each = [
        rows.order_by()
        .annotate(nth_counted=Value(nth))
        .values("nth_counted")
        .annotate(all_counted=Count("pk"), late_counted=Count("pk", filter=late))
        .values_list("nth_counted", "all_counted", "late_counted")
        for nth, (rows, late) in counted.items()
    ]
    counts: QuerySet[Any, Any] = each[0].union(*each[1:], all=True)
    return counts


def _nav_item(
    item: MenuItem, waiting: Mapping[str, tuple[int, int]], current: str, inside: tuple[NavItem, ...] = ()
) -> NavItem:
    label = str(item.label)
    number, late = waiting.get(item.url, (0, 0))
    return NavItem(
        label[:1].upper() + label[1:],
        item.url,
        item.icon,
        current=item.url == current,
        count=str(number or ""),
        hot=late > 0,
        key=item.key,
        inside=inside,
    )
