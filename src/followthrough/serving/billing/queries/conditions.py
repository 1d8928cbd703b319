"""Filters of invoices that are no columns: open, overdue."""

from django.db.models import Q

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.serving.billing.models.invoices import OWED


def is_open(value: bool, actor: Actor) -> Q:
    """Something of it is owed."""
    found = Q(state__in=OWED) & ~Q(open_amount=0)
    return found if value else ~found


def is_overdue(value: bool, actor: Actor) -> Q:
    """Owed, and its last day is over."""
    found = Q(state__in=OWED, open_amount__gt=0, due_on__lt=clock.today(company().zone))
    return found if value else ~found
