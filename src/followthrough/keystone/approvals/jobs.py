"""The timetable of approvals."""

from followthrough.kernel.jobs.declare import job
from followthrough.keystone.approvals.actions import settle_everything


@job("approvals.settle", every="*/5 * * * *", lock="approvals.settle")
def settle() -> None:
    """Let fall away what was changed by another road than an action's."""
    settle_everything()
