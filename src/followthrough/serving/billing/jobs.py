"""The timetable of billing."""

from followthrough.kernel.jobs.declare import job
from followthrough.serving.billing.actions.drafting import draft_due


@job("billing.draft_due", every="35 * * * *", lock="billing.draft_due")
def draft() -> None:
    """Draft what falls due."""
    draft_due()
