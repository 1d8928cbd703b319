"""Filters of promises that this area adds."""

from collections.abc import Sequence

from django.db.models import Q

from followthrough.kernel.access.actor import Actor


def is_looked_after_by(people: Sequence[int], actor: Actor) -> Q:
    """Promises to the accounts these people own: a rep's deliveries."""
    return Q(account__owner__in=people)
