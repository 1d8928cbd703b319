"""Keep a view, change it, begin with it, let it go: each view belongs to somebody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.actions.theirs import only_theirs
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.kernel.records.registry import RecordType, Values, type_named, type_of
from followthrough.kernel.views.models import Beginning, SavedView, Sharing

LONGEST = 4_000
PASSING = ("view", "after", "around", "panel", "open")  # where one was, not how one looks


def clean_view(values: Values, view: SavedView | None) -> Values:
    """The list by its lasting name, the address without what only says where one was."""
    if "kind" in values:
        kind = type_named(values["kind"])
        if kind is None or not kind.listed:
            raise Invalid({"kind": _("There is no such list.")})
        values["kind"] = kind.kind
    if "asks" in values:
        values["asks"] = tidied(values["asks"])
    return values


def fill_views(rows: list[Values], *, by: Actor, now: datetime) -> None:
    """Whoever keeps a view owns it."""
    for row in rows:
        if by.user_id is not None or "owner" not in row:
            row.pop("owner", None)
            row["owner_id"] = _somebody(by)


def saved_views(
    *, created: Sequence[SavedView], changed: Sequence[SavedView], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Refuse what the actor may not do with these views; the whole act is then taken back."""
    for view in (*created, *changed):
        _list_named(view.kind, by)
    for view in changed:
        _own(view, by)


@action(SavedView, needs="views.delete", button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_saved_view(view: SavedView, *, by: Actor, now: datetime) -> Changes:
    """Move the view to the bin, from where it can be brought back. The records it shows stay as they are."""
    _own(view, by)
    bin_records(type_of(SavedView), [view], now=now)
    return Changes(_("The view “%(name)s” is in the bin.") % {"name": view.name}, record=view)


@action(SavedView, needs="views.delete", undone_by="delete")
def restore_saved_view(view: SavedView, *, by: Actor, now: datetime) -> Changes:
    """Bring the view back from the bin."""
    _own(view, by)
    bin_records(type_of(SavedView), [view], now=None)
    return Changes(_("The view “%(name)s” is back.") % {"name": view.name}, record=view)


@action(
    SavedView,
    needs="views.create",
    on_class=True,
    undo_words=gettext_lazy("Choose another view to begin with."),
    labels={"kind": gettext_lazy("List"), "view": gettext_lazy("View")},
)
def begin_with_saved_view(*, kind: str, view: str = "", by: Actor, now: datetime) -> Changes:
    """Begin a list with this view from now on: a saved one's number or a declared one's key; without, as usual."""
    of, user = _list_named(kind, by), _somebody(by)
    known = SavedView.visible_to(by).filter(kind=of.kind, ref=view).exists()
    if view and not known and view not in ("all", *(key for key, _label, _filters in of.views)):
        raise Invalid({"view": _("There is no such view of this list.")})
    if view:
        Beginning._default_manager.update_or_create(user_id=user, kind=of.kind, defaults={"view": view})
    else:
        Beginning._default_manager.filter(user_id=user, kind=of.kind).delete()
    return Changes(_("Your list begins with it from now on.") if view else _("Your list begins as usual again."))


def tidied(asks: str) -> str:
    """An address's parameters without those that only say where one was."""
    if len(asks) > LONGEST:
        raise Invalid({"asks": _("This address is too long to be kept.")})
    return urlencode([(name, value) for name, value in parse_qsl(asks) if name not in PASSING])


def _list_named(word: str, by: Actor) -> RecordType:
    kind = type_named(word)
    if kind is None or not kind.listed or not by.may(kind.permission("view")):
        raise Invalid({"kind": _("There is no such list.")})
    return kind


def _somebody(by: Actor) -> int:
    if by.user_id is None:
        raise Refused(_("Only a person has views."))
    return by.user_id


def _own(view: Any, by: Actor) -> None:
    if words := whose(view, by):
        raise Denied(words)


def whose(view: Any, by: Actor) -> str:
    """A view is its owner's to change; managers may tidy up what is shared, administrators everything."""
    tidies = by.role is Role.ADMIN or (view.sharing != Sharing.PRIVATE and by.role in MANAGERS)
    if by.is_system or view.owner_id == by.user_id or tidies:
        return ""
    return _("This view belongs to %(name)s. Save one of your own.") % {"name": view.owner.name}


only_theirs(SavedView, whose)
