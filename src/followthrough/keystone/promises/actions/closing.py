"""Keep a promise with evidence, say that it is missed, let it go, or open it again."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.actions.declare import ForGuests, Upload, action
from followthrough.kernel.actions.generic import bin_records, change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.evidence import Shown, add_evidence, evidence_given
from followthrough.keystone.promises.actions.next_step import make_next, what_next
from followthrough.keystone.promises.actions.outside import answered, tell_minder
from followthrough.keystone.promises.models import Direction, Evidence, Promise, Reason, State
from followthrough.keystone.promises.queries.kinds import is_by_hand
from followthrough.keystone.promises.queries.when import NextDue

OWING = DESK | {Role.DEPARTMENT}
CLOSED = (State.KEPT.value, State.MISSED.value, State.WAIVED.value, State.VOID.value)
MISSED_FOR = (Reason.WE_LATE, Reason.CUSTOMER_LATE, Reason.SUPPLIER, Reason.CAPACITY, Reason.ABSENCE, Reason.OTHER)
LET_GO_FOR = (Reason.NOT_NEEDED, Reason.CUSTOMER_ASKED, Reason.MISTAKE, Reason.OTHER)


def choices_of(reasons: tuple[Reason, ...]) -> dict[str, Any]:
    """The reasons a person may choose from, as an action's field takes them."""
    return {"choices": tuple((reason.value, reason.label) for reason in reasons)}


@action(
    Promise,
    needs="promises.keep",
    roles=OWING,
    button=gettext_lazy("Keep"),
    moves=(State.OPEN.value, State.KEPT.value),
    icon="circle-check-big",
    applies=is_by_hand,
    key="k",
    primary=True,
    undone_by="reopen",
    labels={
        "note": gettext_lazy("What was done"),
        "link": gettext_lazy("Link"),
        "file": gettext_lazy("File"),
        "record": gettext_lazy("Number of a record that shows it"),
        "next_what": gettext_lazy("Next promise"),
        "next_due": gettext_lazy("Due"),
        "next_on": gettext_lazy("Due on"),
        "nothing_next": gettext_lazy("Nothing more to do"),
    },
    options={"note": {"kind": "long"}, "link": {"kind": "url"}, "next_what": {"max_length": 300}},
    guests=ForGuests(gettext_lazy("Done"), {"note": {}, "link": {}, "file": {}}),
)
def keep_promise(
    promise: Promise,
    *,
    note: str = "",
    link: str = "",
    file: Upload | None = None,
    record: str = "",
    next_what: str = "",
    next_due: NextDue | None = None,
    next_on: date | None = None,
    nothing_next: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Keep the promise, with what shows it: a note, a file, a link, or a record such as the call that was made.

    Without evidence nothing is kept. The next promise of the same source can be made in the same go; if this was the
    last open one, the answer asks what is next, unless you say that there is nothing more to do.
    """
    shown = evidence_given(Shown(note, link, file, record), by)
    _close(promise, State.KEPT, {}, by=by, now=now)
    add_evidence(promise, shown, by=by, now=now)
    tell_minder(promise, _("%(who)s kept: %(what)s"), by=by, now=now)
    made = make_next(promise, next_what, next_due or "", next_on, by=by, now=now)
    ask = {} if made or nothing_next else what_next(promise)
    if made:
        return Changes(_("Kept. Next: %(what)s.") % {"what": made.what}, record=promise)
    said = _("It is here.") if promise.direction == Direction.THEIRS else _("Kept.")
    return Changes(answered(promise, by) or said, record=promise, ask=ask)


@action(
    Promise,
    needs="promises.decide",
    roles=DESK,
    button=gettext_lazy("Missed"),
    moves=(State.OPEN.value, State.MISSED.value),
    icon="x",
    applies=is_by_hand,
    undone_by="reopen",
    labels={"reason": gettext_lazy("Why"), "text": gettext_lazy("In words")},
    options={"reason": choices_of(MISSED_FOR), "text": {"max_length": 300}},
)
def miss_promise(promise: Promise, *, reason: Reason, text: str = "", by: Actor, now: datetime) -> Changes:
    """Say that the promise can no longer be kept, and why. It counts as not on time."""
    _close(promise, State.MISSED, {"reason": reason, "reason_text": text}, by=by, now=now)
    return Changes(_("Missed, and on record with its reason."), record=promise)


@action(
    Promise,
    needs="promises.decide",
    button=pgettext_lazy("verb", "Let go"),
    moves=(State.OPEN.value, State.WAIVED.value),
    icon="circle-x",
    applies=is_by_hand,
    undone_by="reopen",
    labels={
        "reason": gettext_lazy("Why"),
        "agreed_with": gettext_lazy("Agreed with"),
        "text": gettext_lazy("In words"),
    },
    options={
        "reason": choices_of(LET_GO_FOR),
        "agreed_with": {"max_length": 200},
        "text": {"max_length": 300},
    },
)
def let_go_promise(
    promise: Promise, *, reason: Reason, agreed_with: str = "", text: str = "", by: Actor, now: datetime
) -> Changes:
    """Release the promise because the customer agreed, or because it is not needed: who agreed, and why.

    It stays on record and counts neither for nor against. Where the customer asked for it, name who did.
    """
    if reason == Reason.CUSTOMER_ASKED and not agreed_with:
        raise Invalid({"agreed_with": _("Write who of the customer agreed.")})
    if reason == Reason.OTHER and not text:
        raise Invalid({"text": _("Say in words why it is let go.")})
    values = {"reason": reason, "agreed_with": agreed_with, "reason_text": text}
    _close(promise, State.WAIVED, values, by=by, now=now)
    return Changes(_("Let go."), record=promise, ask=what_next(promise))


@action(
    Promise,
    needs="promises.keep",
    button=gettext_lazy("Open again"),
    moves=(CLOSED, State.OPEN.value),
    icon="undo-2",
    applies=is_by_hand,
)
def reopen_promise(promise: Promise, *, by: Actor, now: datetime) -> Changes:
    """Take back that the promise was kept, missed, let go or fell away.

    Its evidence goes to the bin, and a next promise made with it falls away if nobody has touched that one.
    """
    evidence = list(Evidence._default_manager.filter(promise=promise, binned_at__isnull=True))
    bin_records(type_of(Evidence), evidence, now=now)
    followers = Promise._default_manager.select_for_update().filter(
        occurrence__startswith=f"next/promise:{promise.pk}/", state=State.OPEN, is_touched=False
    )
    fell = {"state": State.VOID, "closed_at": now, "reason_text": _("%(ref)s was opened again.") % {"ref": promise.ref}}
    opened = {
        "state": State.OPEN,
        "closed_at": None,
        "closed_by_id": None,
        "reason": "",
        "reason_text": "",
        "agreed_with": "",
        "is_touched": True,
    }
    changes: list[tuple[Any, Values]] = [(follower, fell) for follower in followers]
    change_records(type_of(Promise), changes, by=by, now=now)
    change_records(type_of(Promise), [(promise, opened)], by=by, now=now)
    return Changes(_("Open again."), record=promise)


def _close(promise: Promise, state: State, values: Values, *, by: Actor, now: datetime) -> None:
    full = {"state": state.value, "closed_at": now, "closed_by_id": by.user_id, "is_touched": True, **values}
    change_records(type_of(Promise), [(promise, {**full, "snoozed_until": None, "raised_to": None})], by=by, now=now)
