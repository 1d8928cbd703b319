"""The timetable of escalation."""

from followthrough.kernel.jobs.declare import job
from followthrough.keystone.escalation.actions import escalate


@job("escalation.run", every="*/5 * * * *", lock="escalation.run")
def take_steps() -> None:
    """Take the steps of escalation that have come."""
    escalate()
