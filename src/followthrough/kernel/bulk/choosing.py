"""Choose many records: by their numbers, or all that a list shows; each is remembered with the version seen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, QuerySet
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.bulk.models import Batch
from followthrough.kernel.records.listing import counted_to, narrowed
from followthrough.kernel.records.problems import Denied, Invalid, NotFound
from followthrough.kernel.records.registry import RecordType

MOST = 1_000_000
VERBS = ("edit", "delete", "restore")


def choose(
    kind: RecordType,
    verb: str,
    *,
    refs: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    by: Actor,
    now: datetime,
) -> Batch:
    """Remember the records of these numbers, or all that meet the list's filters `where`, that the actor sees.

    Nothing is changed. Raises `Denied` without the verb's permission, `Invalid` when nothing or too much is chosen.
    """
    check_verb(kind, verb, by)
    rows = kind.model.visible_to(by, binned=verb == "restore")
    rows = narrowed(kind, rows, where, by) if where is not None else rows.filter(ref__in=list(refs))
    chosen = counted_to(rows, MOST + 1)
    if chosen > MOST:
        raise Invalid({"": _("At most %(most)s records at once. Narrow the list first.") % {"most": f"{MOST:,}"}})
    absent = [] if where is not None else sorted(set(refs) - set(rows.values_list("ref", flat=True)))
    if not chosen and not absent:
        raise Invalid({"": _("Nothing is chosen. Pick rows in the list first.")})
    return _remembered(kind, verb, rows, absent[:1000], by, now)


def _remembered(kind: RecordType, verb: str, rows: QuerySet[Any], absent: list[str], by: Actor, now: datetime) -> Batch:
    """The batch; its ids and versions never leave the database, which may hold a million of them."""
    ordered: Any = rows.order_by("pk")
    made = Batch.objects.create(
        actor_id=by.user_id,
        kind=kind.kind,
        verb=verb,
        ids=ArraySubquery(ordered.values("pk")),
        versions=ArraySubquery(ordered.values("version")),
        absent=absent,
        at=now,
    )
    Batch.objects.filter(pk=made.pk).update(chosen=Func(F("ids"), function="cardinality"))
    return Batch.objects.get(pk=made.pk)


def check_verb(kind: RecordType, verb: str, by: Actor) -> None:
    """Refuse what this kind of record does not offer for many, and what the actor may not do."""
    action = actions_on(kind.model).get(verb)
    if verb not in VERBS or action is None:
        raise NotFound(_("There is no such action."))
    if not by.may(action.needs):
        raise Denied(_("Your role may not do this: %(what)s.") % {"what": action.label})


def batch_of(key: UUID | str, kind: RecordType, by: Actor) -> Batch:
    """A batch the actor chose themselves; one of somebody else looks as if it were not there."""
    try:
        found = Batch.objects.filter(key=UUID(str(key)), kind=kind.kind, actor_id=by.user_id).first()
    except ValueError:
        found = None
    if found is None:
        raise NotFound(_("There is no such selection any more. Pick the rows again."))
    return found
