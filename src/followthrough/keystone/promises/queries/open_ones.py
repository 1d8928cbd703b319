"""The open promises about a record: on its page, in a column of its list, the next one on its card."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db.models import Case, Count, DateTimeField, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.figures import Behind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import ID, IDS, AtAsking, Given, among, prepared
from followthrough.kernel.records.registry import Panel, type_of
from followthrough.keystone.promises.models import Direction, Promise, State


def promises_of(record: Record, actor: Actor) -> QuerySet[Promise]:
    """All promises for an account or a contact, whatever they arise from; of any other record those from it."""
    rows = Promise.visible_to(actor)
    if isinstance(record, Account):
        return rows.filter(account=record)
    return rows.filter(contact=record) if isinstance(record, Contact) else promises_from(record, actor)


def promises_from(source: Record, actor: Actor) -> QuerySet[Promise]:
    """All promises that arise from a record, closed ones too."""
    return Promise.visible_to(actor).filter(source_kind=type_of(source).kind, source_id=source.pk)


def open_promises(label: Words) -> Panel:
    """The panel that shows a record's open promises as on Today; for `panels` in an area's `records.py`."""
    return Panel("promises", label, context=lambda record, actor: _draw[0](record, actor))


OPEN_FIRST = (Case(When(state=State.OPEN, then=0), default=1), "due", "id")


def promises_panel(*, owed_by: str = "owner") -> Panel:
    """The panel of all promises that arise from a record: what is open first, each by its due."""
    return Panel(
        "promises",
        _("Promises"),
        link="source",
        of=Promise,
        columns=("what", owed_by, "due", "state"),
        order=OPEN_FIRST,
    )


def draw_open_promises_with(maker: Callable[[Any, Actor], Any]) -> None:
    """Say which page part draws the panel; pages lie above this room."""
    _draw[:] = [maker]


_draw: list[Callable[[Any, Actor], Any]] = []


def open_counts(accounts: Sequence[Any], actor: Actor) -> Mapping[int, int]:
    """How many promises each of the accounts has open, in one query; none is 0."""
    ids = [account.pk for account in accounts]
    found = dict(_counted_open(actor).rows(ids=ids))
    return {pk: found.get(pk, 0) for pk in ids}


@prepared
def _counted_open(actor: Actor) -> QuerySet[Any, Any]:
    rows = Promise.visible_to(actor).filter(among("account", Given("ids", IDS)), state=State.OPEN).order_by()
    return rows.values_list("account").annotate(n=Count("pk"))


def next_promises(kind: str, ids: Collection[int], actor: Actor | None = None) -> dict[int, Promise]:
    """The open promise due next of each source of a kind (`pipeline.opportunity`), in one query, with its owner
    and what blocks it.

    Seen by the actor, or by the house if none is given; a source without an open promise is left out. A snoozed or
    waiting one counts too.
    """
    rows = Promise.visible_to(actor) if actor else Promise._default_manager.filter(binned_at__isnull=True)
    mine = rows.filter(state=State.OPEN, source_kind=kind, source_id__in=list(ids))
    first = mine.order_by("source_id", "due", "pk").distinct("source_id")
    found = first.select_related("owner", "blocked_by")
    return {promise.source_id: promise for promise in found if promise.source_id is not None}


def account_figures(account: Account, actor: Actor) -> list[tuple[Words, object]]:
    """The figure in the head of an account's page: how many promises are open, and how many of them late."""
    counts = _open_and_late(actor).rows(account=account.pk)
    n_open, n_late = counts[0] if counts else (0, 0)
    asks = {"account": account.ref, "state": State.OPEN.value}
    figures: list[tuple[Words, object]] = [(_("Open promises"), Behind(n_open, "promises", asks))]
    late = Behind(n_late, "promises", {"account": account.ref, "late": "yes"})
    return [*figures, (_("Late"), late)] if n_late else figures


@prepared
def _open_and_late(actor: Actor) -> QuerySet[Any, Any]:
    rows = Promise.visible_to(actor).filter(account=Given("account", ID), state=State.OPEN).order_by().values("account")
    is_late = Q(due__lt=AtAsking(clock.now, DateTimeField()), direction=Direction.OURS)
    return rows.annotate(all=Count("pk"), late=Count("pk", filter=is_late)).values_list("all", "late")
