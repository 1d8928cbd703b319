"""What is swept away: addresses that have not asked since yesterday, codes that ended before it."""

from datetime import timedelta

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.links.models import Knock, LinkCode

KEPT = timedelta(days=1)


@job("links.sweep", every="47 3 * * *")
def sweep() -> None:
    """Remove the counts of addresses that are quiet for a day, and the codes of yesterday and before."""
    LinkCode.objects.filter(expires_at__lt=clock.now() - KEPT).delete()
    Knock.objects.filter(at__lt=clock.now() - KEPT).delete()
