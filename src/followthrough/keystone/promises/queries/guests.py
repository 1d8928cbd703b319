"""What the guest of a link may know of a promise: what a department knows, never its source."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.fields import Words
from followthrough.keystone.promises.models import Promise


def guest_facts(promise: Promise) -> list[tuple[Words, Any]]:
    """For whom it is, by when, who owes it and who asks; names only, no numbers and nothing that leads further."""
    owed_to = promise.account.name if promise.account else promise.owed_to
    owing = promise.department.name if promise.department else promise.owner.name if promise.owner else ""
    asking = promise.minder.name if promise.minder else ""
    found: list[tuple[Words, Any]] = [
        (_("For"), owed_to),
        (_("Due"), promise.due_on or promise.due_at),
        (_("Owed by"), owing),
        (_("Looked after by"), asking),
        (_("Closed"), promise.closed_at),
    ]
    return [(label, value) for label, value in found if value]
