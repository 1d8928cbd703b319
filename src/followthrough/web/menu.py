"""The areas in the sidebar: records by their group, and the pages areas add."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
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


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page in the sidebar. `count` gives how many things wait for this person and whether one is late."""

    group: str
    label: Words
    url: str
    icon: str
    needs: str
    order: int = 50
    key: str = ""
    letter: str = ""
    count: Callable[[Actor], tuple[int, bool]] | None = None


_pages: list[MenuItem] = []


def menu_item(item: MenuItem) -> None:
    """Add a page; called from an area's `pages.py`."""
    _pages.append(item)


def menu_items(actor: Actor) -> list[MenuItem]:
    """What this actor may open, in order."""
    records = [
        MenuItem(
            kind.group, kind.label_plural, f"/{kind.plural}/", kind.icon, kind.permission("view"), order=60 + place
        )
        for place, kind in enumerate(record_types())
        if kind.in_menu and kind.group in dict(GROUPS)
    ]
    return sorted((item for item in _pages + records if actor.may(item.needs)), key=lambda item: item.order)


def nav_groups(actor: Actor, path: str) -> tuple[NavGroup, ...]:
    """The sidebar of a page; the item whose address the path begins with is the current one."""
    items = menu_items(actor)
    current = max((i.url for i in items if path.startswith(i.url)), key=len, default="")
    return tuple(
        NavGroup(str(label), tuple(_nav_item(item, actor, item.url == current) for item in items if item.group == key))
        for key, label in GROUPS
        if any(item.group == key for item in items)
    )


def _nav_item(item: MenuItem, actor: Actor, current: bool) -> NavItem:
    number, hot = item.count(actor) if item.count else (0, False)
    label = str(item.label)
    return NavItem(
        label[:1].upper() + label[1:],
        item.url,
        item.icon,
        current=current,
        count=str(number or ""),
        hot=hot,
        key=item.key,
    )
