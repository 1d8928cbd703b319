"""The departments' letters, in their mornings."""

from followthrough.kernel.jobs.declare import job
from followthrough.serving.deliveries.actions.digests import post_digests


@job("deliveries.digests", every="*/10 * * * *", lock="deliveries.digests")
def digests() -> None:
    """Post the daily letter to the departments whose morning it is."""
    post_digests()
