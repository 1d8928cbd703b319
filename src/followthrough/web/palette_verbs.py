"""What the palette offers to do: places to go, records to make, verbs of a list or of the record on the page."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.web.buttons import class_buttons, record_buttons
from followthrough.web.finding import searched_types
from followthrough.web.menu import menu_items
from followthrough.web.settings_items import has_settings, settings_for
from followthrough.web.shapes.parts import ActionButton
from followthrough.web.wording import capital

RECORD_PAGE = re.compile(r"^/([\w-]+)/(?:([\w-]+)/)?$")


@dataclass(frozen=True, slots=True)
class Doing:
    """One line that leads somewhere or does something."""

    label: str
    url: str
    icon: str = ""
    key: str = ""
    hint: str = ""
    how: str = ""  # "dialog": it opens over the page one is on


def places_to_go(actor: Actor) -> list[Doing]:
    """The pages of the sidebar, and those every person has."""
    own = [
        Doing(capital(item.label), item.url, item.icon, f"G {item.letter}" if item.letter else "")
        for item in menu_items(actor)
    ]
    return [
        *own,
        *_settings(actor),
        Doing(_("Your profile"), "/profile", "circle-user"),
        Doing(_("Notices"), "/notices", "bell"),
    ]


def _settings(actor: Actor) -> list[Doing]:
    """The settings page and each of its lines that has no place in the sidebar."""
    if not has_settings(actor):
        return []
    lines = [
        (one, type_named(one.plural) if one.plural else None) for _t, group in settings_for(actor) for one in group
    ]
    found = [
        Doing(capital(kind.label_plural), f"/{kind.plural}/", kind.icon, hint=str(one.text))
        if kind
        else Doing(str(one.label), one.url, one.icon, hint=str(one.text))
        for one, kind in lines
        if kind is None or kind.group == "settings"
    ]
    return [Doing(_("Settings"), "/settings/", "settings"), *found]


def things_to_do(actor: Actor) -> list[Doing]:
    """Records to make and verbs that need no record yet, those of the daily work first."""
    found = []
    for kind in searched_types(actor):
        if kind.form and actor.may(kind.permission("create")):
            found.append(Doing(_("New %(label)s") % {"label": kind.label}, f"/{kind.plural}/new", "plus"))
        plural = capital(kind.label_plural)
        found += [_doing(button, plural, button.icon or kind.icon) for button in class_buttons(kind, actor)]
    return list({one.label: one for one in found}.values())


def verbs_of(record: Any, actor: Actor) -> list[Doing]:
    """What may be done with one record."""
    first, rest = record_buttons(record, actor)
    return [_doing(button, record.title, button.icon or "arrow-right") for button in (*reversed(first), *rest)]


def _doing(button: ActionButton, of: str, icon: str) -> Doing:
    """A button as a line, which says at once what can't be undone."""
    hint = _("%(of)s · can’t be undone") % {"of": of} if button.final else of
    return Doing(button.label, button.url, icon, button.key, hint, button.how)


def record_at_hand(request: HttpRequest, actor: Actor) -> Any:
    """The one record picked in the list the palette was opened on, or the record whose page it is, if one sees it."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    found = RECORD_PAGE.match(came_from.path) if came_from.netloc == request.get_host() else None
    kind: RecordType | None = type_named(found[1]) if found else None
    if not found or kind is None or not kind.listed or not actor.may(kind.permission("view")):
        return None
    ref = request.GET.get("picked", "").replace("\x00", "") or found[2]
    return kind.model.visible_to(actor).filter(ref=ref).first() if ref else None
