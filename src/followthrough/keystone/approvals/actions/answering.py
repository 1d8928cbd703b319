"""Approve or return, by whoever may, on every surface once; and take a question back."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_named, type_of
from followthrough.keystone.approvals.actions.asking import ask_next
from followthrough.keystone.approvals.actions.falling import close_promises, fell_away, holds_now
from followthrough.keystone.approvals.actions.telling import tell_answered
from followthrough.keystone.approvals.models import Approval, ApprovalState
from followthrough.keystone.approvals.queries.approvers import calendar_of_person, may_answer
from followthrough.keystone.promises.models import State
from followthrough.keystone.promises.queries.colleagues import person_behind

ANSWERING = DESK | {Role.FINANCE, Role.DEPARTMENT}
MAY_ANSWER = "approvals.answer"
STAYS = gettext_lazy("An answer stays. Return it instead, as long as nothing went out under it.")


def is_asked(approval: Approval) -> bool:
    """Whether it waits for its answer."""
    return approval.state == ApprovalState.ASKED


def can_return(approval: Approval) -> bool:
    """Whether it can be said no to: asked, or approved and nothing went out under it yet."""
    return is_asked(approval) or (approval.state == ApprovalState.APPROVED and approval.used_at is None)


def is_for(approval: Approval, actor: Actor) -> bool:
    """Whether this is one of the people who may answer it."""
    person = person_behind(actor)
    return person is not None and may_answer(approval, person, clock.today(person.zone))


def may_withdraw(approval: Approval, actor: Actor) -> bool:
    """Whoever asked, and administrators."""
    return approval.asker_id in actor.stands_for or actor.role in (Role.ADMIN, Role.SYSTEM)


@action(
    Approval,
    needs=MAY_ANSWER,
    roles=ANSWERING,
    button=gettext_lazy("Approve"),
    icon="check",
    primary=True,
    applies=is_asked,
    offered=is_for,
    undone_by="return",
    undo_words=STAYS,
    labels={"comment": gettext_lazy("Comment")},
    options={"comment": {"kind": "long"}},
    guests=ForGuests(gettext_lazy("Approve"), {"comment": {}}, identity=True),
)
def approve_approval(approval: Approval, *, comment: str = "", by: Actor, now: datetime) -> Changes:
    """Allow what is asked, as it is now. A later change of it needs a new question."""
    person = who_answers(approval, by, now)
    record = _locked_subject(approval)
    if record is None or not holds_now(approval, record):
        raise Refused(_("It was changed since it was asked. It has to be asked again."))
    _answer(approval, ApprovalState.APPROVED, person, comment, by=by, now=now)
    ask_next(record, approval.asker, approval.note, by=by, now=now)
    return Changes(_("Approved: %(what)s.") % {"what": approval.subject_ref}, record=approval)


@action(
    Approval,
    needs=MAY_ANSWER,
    button=gettext_lazy("Return"),
    icon="undo-2",
    applies=can_return,
    offered=is_for,
    undo_words=gettext_lazy("An answer stays. It can be asked again."),
    labels={"comment": gettext_lazy("Reason")},
    options={"comment": {"kind": "long"}},
    guests=ForGuests(gettext_lazy("Return"), {"comment": {}}, identity=True),
)
def return_approval(approval: Approval, *, comment: str, by: Actor, now: datetime) -> Changes:
    """Say no, and why. What was approved can be returned as long as nothing went out under it."""
    person = who_answers(approval, by, now)
    if not comment.strip():
        raise Invalid({"comment": _("Say why, so that it can be mended.")})
    _locked_subject(approval)
    _answer(approval, ApprovalState.RETURNED, person, comment, by=by, now=now)
    return Changes(_("Returned: %(what)s.") % {"what": approval.subject_ref}, record=approval)


@action(
    Approval,
    needs="approvals.ask",
    button=gettext_lazy("Withdraw"),
    icon="x",
    applies=is_asked,
    offered=may_withdraw,
    undo_words=gettext_lazy("A question taken back stays so. Ask again."),
)
def withdraw_approval(approval: Approval, *, by: Actor, now: datetime) -> Changes:
    """Take the question back: nobody need answer it any more. Whoever asked may, and administrators."""
    if not may_withdraw(approval, by):
        raise Refused(_("Only whoever asked may take the question back."))
    fell_away(approval, ApprovalState.WITHDRAWN, _("%(who)s took it back.") % {"who": by.name}, by=by, now=now)
    return Changes(_("Withdrawn."), record=approval)


def who_answers(approval: Approval, by: Actor, now: datetime) -> User:
    """The person who answers, if they may; a guest is whoever reads the mailbox of the link. Raises Refused."""
    person = _mailbox_owner(by) if by.role is Role.GUEST else person_behind(by)
    if person is not None and may_answer(approval, person, now.date()):
        return person
    if person is not None and person.pk == approval.asker_id:
        raise Refused(_("You asked for it yourself. Somebody else has to answer."))
    named = approval.approver.name if approval.approver else _("somebody else")
    raise Refused(_("%(who)s answers this, or who covers for them.") % {"who": named})


def _mailbox_owner(by: Actor) -> User | None:
    """Whose address the link was sent to; that they read it was shown by the code mailed there."""
    link = GuestLink._default_manager.filter(ref=by.opens.ref).first() if by.opens else None
    return User._default_manager.filter(email__iexact=link.email, email__gt="").first() if link else None


def _locked_subject(approval: Approval) -> Record | None:
    """What it is about, held so that two answers about it come one after the other."""
    kind = type_named(approval.subject_kind)
    if kind is None:
        return None
    rows = kind.model._default_manager.filter(pk=approval.subject_id, binned_at__isnull=True)
    found: Record | None = rows.select_for_update(of=("self",)).first()
    return found


def _answer(approval: Approval, state: ApprovalState, person: User, comment: str, *, by: Actor, now: datetime) -> None:
    took = calendar_of_person(person).working_time_between(approval.asked_at, now)
    values: Values = {
        "state": state,
        "answered_by": person,
        "answered_at": now,
        "answer_minutes": round(took.total_seconds() / 60),
        "comment": comment.strip(),
    }
    change_records(type_of(Approval), [(approval, values)], by=by, now=now)
    close_promises(approval, State.KEPT, comment or str(state.label), person, by=by, now=now)
    with translation.override(approval.asker.language if approval.asker else None):
        words = _("%(who)s approved: %(what)s") if state == ApprovalState.APPROVED else _("%(who)s returned: %(what)s")
        said = words % {"who": person.name, "what": approval.title}
    tell_answered(approval, f"{said} {comment}".strip(), now=now)
