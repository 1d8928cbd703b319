"""What arose from a promise that was kept or missed falls away when that promise is opened again."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import bin_records
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import void_promises
from followthrough.keystone.promises.models import Promise, State
from followthrough.serving.deliveries.models import MakeGood
from followthrough.serving.deliveries.queries.delivered import FOLLOW_UP, MAKE_GOOD


def follow_promises(
    *, created: Sequence[Promise], changed: Sequence[Promise], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Follow-ups and make-goods of promises that are open again are owed no more."""
    moved = zip(changed, inputs[len(created) :], strict=True)
    opened = [promise for promise, values in moved if values.get("state") == State.OPEN]
    if not opened:
        return
    void_promises(opened, rule=FOLLOW_UP, reason_text=_("The delivery was opened again."), by=by, now=now)
    made = void_promises(
        opened, rule=MAKE_GOOD, reason_text=_("What it makes up for was opened again."), by=by, now=now
    )
    bin_records(
        type_of(MakeGood), list(MakeGood._default_manager.filter(made__in=made, binned_at__isnull=True)), now=now
    )
