"""The timetable of usage."""

from followthrough.kernel.jobs.declare import job
from followthrough.serving.usage.actions.alerting import keep_and_warn


@job("usage.keep_and_warn", every="*/5 * * * *", lock="usage.keep_and_warn")
def keep() -> None:
    """Work out how commitments stand where something changed, and warn in time."""
    keep_and_warn()
