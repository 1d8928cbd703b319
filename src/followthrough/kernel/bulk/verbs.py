"""Edit, delete and restore for many: verbs that every record type offers, on every surface."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on, register
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.bulk.applying import AT_ONCE, apply_now, name_of, said_of, start
from followthrough.kernel.bulk.choosing import VERBS, batch_of, choose
from followthrough.kernel.bulk.looking import look_later, needs_time
from followthrough.kernel.bulk.models import Batch, State
from followthrough.kernel.bulk.previewing import preview
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.reading import texts_of
from followthrough.kernel.records.registry import RecordType, record_types

LABELS = {
    "edit": gettext_lazy("Edit many"),
    "delete": gettext_lazy("Delete many"),
    "restore": gettext_lazy("Bring many back"),
}
CHOOSING = (
    Field("refs", Kind.TAGS, gettext_lazy("Numbers")),
    Field("where", Kind.STRUCTURE, gettext_lazy("Filters, as in the list's address"), default=None),
    Field("preview", Kind.YES_NO, gettext_lazy("Only look"), default=False),
    Field("batch", Kind.TEXT, gettext_lazy("A selection looked at before")),
)
VALUES = Field("values", Kind.STRUCTURE, gettext_lazy("What to set, by field"), default=None)
SETTLED = Field("settled_too", Kind.YES_NO, gettext_lazy("Closed ones too"), default=False)


def declare_many() -> None:
    """Give every listed record that is written by the standard verbs those for many."""
    for kind in record_types():
        for verb in VERBS:
            if kind.listed and verb in actions_on(kind.model) and f"{verb}-many" not in actions_on(kind.model):
                register(_for_many(kind, verb, actions_on(kind.model)[verb]))


def _for_many(kind: RecordType, verb: str, one: Action) -> Action:
    call = _doer(kind, verb)
    return Action(
        name=name_of(kind, verb),
        model=kind.model,
        call=call,
        needs=one.needs,
        label=LABELS[verb],
        about=call.__doc__ or "",
        fields=(*CHOOSING, VALUES, SETTLED) if verb == "edit" else CHOOSING,
        from_states=(),
        to_state="",
        state="",
        button=False,
        icon=one.icon,
        key="",
        primary=False,
        undone_by="",
        undo_words="",
        on_class=True,
        applies=None,
        guests=None,
        by_field=verb == "edit",
    )


def _doer(kind: RecordType, verb: str) -> Callable[..., Changes]:
    def many(
        *,
        refs: list[str] | None = None,
        where: Any = None,
        preview: bool = False,
        batch: str = "",
        values: Any = None,
        settled_too: bool = False,
        by: Actor,
        now: datetime,
    ) -> Changes:
        """Do it with the records of these numbers, or with all that a list with these filters shows.

        `where` holds the filters of the list's address, such as `{"kind": "client", "q": "pump"}`. With `preview`
        nothing is written and the answer tells what would be: how many change, from what, and which are left out and
        why. Records that were changed since they were looked at, and those the caller may not change, are left out by
        name. More than 2,000 are done in the background; more than 20,000 are looked at there too, and until that is
        over the state is "looking".
        """
        chosen = _chosen(kind, verb, refs, where, batch, by, now)
        if not batch:
            if not isinstance(values or {}, dict) or (verb == "edit" and not values):
                raise Invalid({"values": _("Say what to set, by field.")})
            chosen = _looked_at(kind, chosen, values or {}, settled_too=settled_too, by=by, waits=not preview)
        if preview:
            return Changes(_("Nothing was changed yet."), ask=told(chosen))
        if chosen.chosen > AT_ONCE:
            start(kind, chosen, by)
            defer("bulk.apply", batch=str(chosen.key))
            words = _("%(count)s %(plural)s are being worked on in the background.")
            return Changes(words % {"count": f"{chosen.chosen:,}", "plural": kind.label_plural}, ask=told(chosen))
        return Changes(said_of(kind, apply_now(kind, chosen, by=by, now=now)), ask=told(chosen))

    return many


def _looked_at(
    kind: RecordType, batch: Batch, values: Mapping[str, Any], *, settled_too: bool, by: Actor, waits: bool
) -> Batch:
    """The batch with its preview; of very many it is made in the background, or not at all if nobody waits for it."""
    if not needs_time(batch):
        return preview(kind, batch, dict(values), settled_too=settled_too, by=by)
    return look_later(kind, batch, dict(values), settled_too=settled_too, by=by, only_keep=waits)


def _chosen(
    kind: RecordType, verb: str, refs: list[str] | None, where: Any, key: str, by: Actor, now: datetime
) -> Batch:
    if not key:
        filters = texts_of("where", where) if where is not None else None
        return choose(kind, verb, refs=refs or (), where=filters, by=by, now=now)
    found = batch_of(key, kind, by)
    if found.state == State.LOOKING:
        raise Refused(_("It is still being looked at. Wait until you have seen what changes."))
    if found.state != State.PLANNED or found.verb != verb:
        raise Refused(_("This was done already. Pick the rows again."))
    return found


def told(batch: Batch) -> dict[str, Any]:
    """A batch as programs read it."""
    return {
        "batch": str(batch.key),
        "state": batch.state,
        "chosen": batch.chosen + len(batch.absent),
        "changes": batch.seen.get("change", 0) if batch.state == State.PLANNED else batch.changed,
        "same": batch.seen.get("same", 0),
        "from": batch.seen.get("olds", {}),
        "skipped": batch.skipped,
        "skips": batch.skips,
        "absent": batch.absent,
        "run": str(batch.run),
    }
