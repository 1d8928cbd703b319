"""Hand a promise to somebody else, or ask whoever minds it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.notes.actions import add_note
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.closing import OWING
from followthrough.keystone.promises.actions.outside import answered
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.kinds import is_by_hand


@action(
    Promise,
    needs="promises.hand_over",
    roles=DESK,
    button=gettext_lazy("Hand over"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="corner-up-right",
    key="h",
    applies=is_by_hand,
    labels={
        "to": gettext_lazy("To"),
        "department": gettext_lazy("To a department"),
        "note": gettext_lazy("Note"),
    },
    options={"note": {"kind": "long"}},
)
def hand_over_promise(
    promise: Promise,
    *,
    to: User | None = None,
    department: Team | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Let another person or a department owe the promise from now on; they get a notice, with the note.

    Handed to a person it leaves your Today for theirs. Handed to a department you go on minding it.
    """
    if (to is None) == (department is None):
        raise Invalid({"to": _("Choose a person or a department.")})
    values = _to_person(promise, to, by) if to else _to_department(promise, department, by)
    change_records(type_of(Promise), [(promise, {**values, "is_touched": True, "snoozed_until": None})], by=by, now=now)
    if note.strip():
        add_note(promise, text=note, by=by, now=now)
    receivers = [to.pk] if to else _people_of(department)
    said = _("%(who)s handed you: %(what)s") if to else _("%(who)s handed your department: %(what)s")
    words = said % {"who": by.name, "what": promise.what}
    told = [pk for pk in receivers if pk != by.user_id]
    tell(told, f"{words} – {note.strip()}" if note.strip() else words, url=f"/promises/{promise.ref}/", now=now)
    return Changes(_("Handed to %(name)s.") % {"name": (to or department)}, record=promise)


def _to_person(promise: Promise, to: User, by: Actor) -> Values:
    if not to.is_active:
        raise Invalid({"to": _("%(name)s is not active any more. Choose somebody else.") % {"name": to.name}})
    if to.pk == promise.owner_id:
        raise Invalid({"to": _("%(name)s owes it already.") % {"name": to.name}})
    department_stays = to.team_id is not None and to.team_id == promise.department_id
    minder_moves = (
        promise.minder_id is None or promise.minder_id == promise.owner_id or promise.minder_id in by.stands_for
    )
    values: Values = {"owner": to, "department": promise.department if department_stays else None}
    return {**values, "minder": to} if minder_moves and not department_stays else values


def _to_department(promise: Promise, department: Team | None, by: Actor) -> Values:
    assert department is not None
    if not department.is_department:
        raise Invalid({"department": _("%(name)s is a team, not a department.") % {"name": department.name}})
    if department.pk == promise.department_id and promise.owner_id is None:
        raise Invalid({"department": _("%(name)s owes it already.") % {"name": department.name}})
    return {"owner": None, "department": department, "minder_id": promise.minder_id or by.user_id}


def _people_of(department: Team | None) -> list[int]:
    """Whom a department hears through: its manager, or else its people."""
    assert department is not None
    if department.manager_id:
        return [department.manager_id]
    return list(User._default_manager.filter(team=department, is_active=True).values_list("pk", flat=True))


@action(
    Promise,
    needs="promises.ask",
    roles=OWING,
    button=gettext_lazy("Ask"),
    icon="message-circle",
    undo_words=gettext_lazy("A question asked stays asked; write another."),
    labels={"question": gettext_lazy("Question")},
    options={"question": {"kind": "long"}},
    guests=ForGuests(gettext_lazy("Ask a question"), {"question": {}}),
)
def ask_promise(promise: Promise, *, question: str, by: Actor, now: datetime) -> Changes:
    """Ask whoever minds the promise (or owes it, if you mind it) a question; it stays on the promise as a note."""
    others = {promise.minder_id, promise.owner_id} - {None, by.user_id}
    asked = [promise.minder_id] if promise.minder_id in others else [pk for pk in others if pk]
    if not asked and by.opens and by.opens.host_id:
        asked = [by.opens.host_id]
    if not asked:
        raise Refused(_("Nobody else minds this promise or owes it. Hand it over instead."))
    add_note(promise, text=question, by=by, now=now)
    said = _("%(who)s asks about “%(what)s”: %(question)s")
    words = said % {"who": by.name, "what": promise.what, "question": question.strip()}
    tell([pk for pk in asked if pk], words, url=f"/promises/{promise.ref}/", now=now)
    return Changes(answered(promise, by) or _("Asked."), record=promise)
