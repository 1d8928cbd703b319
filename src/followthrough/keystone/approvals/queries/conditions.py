"""Ways to narrow the list of approvals that are no column of it, and how many wait for somebody."""

from django.db.models import DateTimeField, Q, QuerySet

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import AtAsking
from followthrough.keystone.approvals.models import Approval, ApprovalState


def for_me(value: bool, actor: Actor) -> Q:
    """Asked, and this actor or somebody they cover for is to answer."""
    me = actor.stands_for
    mine = Q(state=ApprovalState.ASKED) & (Q(approver__in=me) | Q(delegate__in=me))
    return mine if value else ~mine


def by_me(value: bool, actor: Actor) -> Q:
    """Asked by this actor or by somebody they cover for."""
    mine = Q(asker__in=actor.stands_for)
    return mine if value else ~mine


def answered(value: bool, actor: Actor) -> Q:
    """Approved or returned by somebody."""
    return Q(answered_at__isnull=not value)


def waiting_for(actor: Actor) -> tuple[QuerySet[Approval], Q]:
    """The number beside Approvals: those that wait for this actor; red when the clock of one is over."""
    return Approval.visible_to(actor).filter(for_me(True, actor)), Q(due_at__lt=AtAsking(clock.now, DateTimeField()))
