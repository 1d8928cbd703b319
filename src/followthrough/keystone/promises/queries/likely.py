"""What probably shows that a promise was kept, so that it need only be confirmed."""

from datetime import datetime, timedelta

from followthrough.foundation.accounts.models import Interaction
from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.models import Promise

LATELY = timedelta(days=3)
MOST = 3


def likely_evidence(promise: Promise, actor: Actor, *, now: datetime) -> list[Interaction]:
    """The latest conversations with the customer since the promise was made, of the last three days, newest first."""
    if promise.account_id is None:
        return []
    since = max(promise.created_at, now - LATELY)
    talks = Interaction.visible_to(actor).filter(account=promise.account_id, at__gte=since, at__lte=now)
    return list(talks.select_related("contact").order_by("-at")[:MOST])
