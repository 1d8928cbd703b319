"""What is swept away: failed tries to sign in, and links and sessions that ended."""

from datetime import timedelta

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.people.models import Attempt, OneTimeLink, PersonSession

KEPT = timedelta(days=1)


@job("people.sweep", every="41 3 * * *")
def sweep() -> None:
    """Remove failed tries, ended links and ended sessions of yesterday and before."""
    before = clock.now() - KEPT
    Attempt.objects.filter(at__lt=before).delete()
    OneTimeLink.objects.filter(expires_at__lt=before).delete()
    PersonSession.objects.filter(expire_date__lt=before).delete()
