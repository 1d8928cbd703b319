"""What is swept away: answers kept for retries that come no more."""

from datetime import timedelta

from followthrough.kernel import clock
from followthrough.kernel.actions.models import Answer
from followthrough.kernel.jobs.declare import job

KEPT = timedelta(days=2)


@job("actions.prune", every="31 3 * * *")
def prune_answers() -> None:
    """Forget the answers of idempotency keys after two days."""
    Answer.objects.filter(at__lt=clock.now() - KEPT).delete()
