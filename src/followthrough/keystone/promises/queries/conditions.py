"""Ways to narrow the list of promises that are no column of it."""

from django.db.models import Q

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.models import Direction, State
from followthrough.keystone.promises.queries.today import Scope, in_scope


def is_mine(value: bool, actor: Actor) -> Q:
    """Minded or owed by the actor, or by a colleague they cover for."""
    mine = in_scope(Scope.MINE, actor)
    return mine if value else ~mine


def is_late(value: bool, actor: Actor) -> Q:
    """Open, ours, and past its due."""
    late = Q(state=State.OPEN, direction=Direction.OURS, due__lt=clock.now())
    return late if value else ~late


def is_to_push(value: bool, actor: Actor) -> Q:
    """Owed to us, and the day of the next reminder has come."""
    to_push = Q(state=State.OPEN, direction=Direction.THEIRS, push_on__lte=clock.today(actor.zone))
    return to_push if value else ~to_push


def is_snoozed(value: bool, actor: Actor) -> Q:
    """Open and hidden until a moment to come."""
    snoozed = Q(state=State.OPEN, snoozed_until__isnull=False, snoozed_until__gt=clock.now())
    return snoozed if value else ~snoozed
