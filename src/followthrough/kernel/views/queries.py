"""Which views somebody has of a list, and which one it begins with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import Given, prepared
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.views.models import Beginning, SavedView

MOST = 60
BEGINS = "begins"


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as it stands over a list."""

    ref: str
    name: str
    asks: str
    sharing: str
    owner_id: int
    owner: str


@dataclass(frozen=True, slots=True)
class Mine:
    """The views of a list, one's own first, and the key or number of the one it begins with ("" for the usual)."""

    saved: tuple[View, ...] = ()
    begins_with: str = ""


def views_of(kind: RecordType, actor: Actor) -> Mine:
    """The saved views of a list that this actor sees, and where their list begins: one query for both."""
    found = [View(*row) for row in _offered(actor).rows(kind=kind.kind)]
    views = sorted(
        (view for view in found if view.sharing != BEGINS),
        key=lambda view: (view.owner_id != actor.user_id, view.name.casefold(), view.ref),
    )
    return Mine(tuple(views), next((view.ref for view in found if view.sharing == BEGINS), ""))


@prepared
def _offered(actor: Actor) -> QuerySet[Any, Any]:
    kind = Given("kind", CharField())
    offered = SavedView.visible_to(actor).filter(SavedView.offered_to(actor), kind=kind).order_by("-pk")
    saved = offered.values_list("ref", "name", "asks", "sharing", "owner_id", "owner__name")[:MOST]
    beginning = Beginning._default_manager.filter(user=actor.user_id, kind=kind).values_list(
        F("view"), Value(""), Value(""), Value(BEGINS), Value(0, output_field=BigIntegerField()), Value("")
    )
    both: QuerySet[Any, Any] = saved.union(beginning, all=True)
    return both


def saved_view(ref: str, kind: RecordType, actor: Actor) -> SavedView:
    """A view of this list by its number; raises NotFound."""
    found = SavedView.visible_to(actor).filter(kind=kind.kind, ref=ref).first()
    if found is None:
        raise NotFound(_("There is no view “%(ref)s” of this list, or it is not shared with you.") % {"ref": ref})
    return found
