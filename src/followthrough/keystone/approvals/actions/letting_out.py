"""The one gate: nothing that needs approval goes out without it."""

from collections.abc import Sequence
from datetime import datetime

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.models import Approval
from followthrough.keystone.approvals.queries.standing import refuse_unapproved
from followthrough.keystone.approvals.rules import Measured


def let_out(record: Record, *, measured: Sequence[Measured] | None = None, by: Actor, now: datetime) -> list[Approval]:
    """Let a record go out under its approvals, which then stay for ever; the area calls it where the record freezes.

    `measured` are the values exactly as they go out. Raises Refused with the reason and who has to act.
    """
    used = refuse_unapproved(record, by, measured=measured)
    use_approvals(used, by=by, now=now)
    return used


def use_approvals(used: Sequence[Approval], *, by: Actor, now: datetime) -> None:
    """Note that something went out under these approvals: they can't be returned any more."""
    change_records(type_of(Approval), [(one, {"used_at": now}) for one in used if not one.used_at], by=by, now=now)
