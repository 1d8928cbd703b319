"""What is swept away: failed tries to sign in, and one-time links that ended."""

from datetime import timedelta

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.people.models import Attempt, OneTimeLink

KEPT = timedelta(days=1)


@job("people.sweep", every="41 3 * * *")
def sweep() -> None:
    """Remove failed tries and ended links of yesterday and before."""
    before = clock.now() - KEPT
    Attempt.objects.filter(at__lt=before).delete()
    OneTimeLink.objects.filter(expires_at__lt=before).delete()
