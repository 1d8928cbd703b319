"""What probably shows that a promise was kept, so that it need only be confirmed."""

from datetime import datetime, timedelta
from typing import Any

from followthrough.foundation.accounts.models import Interaction
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.notes.queries import files_on
from followthrough.keystone.promises.models import Promise

LATELY = timedelta(days=3)
MOST = 3


def likely_evidence(promise: Promise, actor: Actor, *, now: datetime) -> list[Interaction | Attachment]:
    """The latest conversations with the customer since the promise was made (within three days), and its files."""
    since = max(promise.created_at, now - LATELY)
    talks: Any = Interaction.visible_to(actor).none()
    if promise.account_id:
        talks = Interaction.visible_to(actor).filter(account=promise.account_id, at__gte=since, at__lte=now)
    return [*talks.order_by("-at")[:MOST], *files_on(promise, actor)[:MOST]]
