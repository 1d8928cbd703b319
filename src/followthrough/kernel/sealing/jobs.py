"""Seal the history by the clock."""

from django.conf import settings

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.sealing.chain import seal_history
from followthrough.kernel.sealing.heads import note_head


@job("history.seal", every="*/5 * * * *", lock="history.seal")
def seal() -> None:
    """Seal what was written since the last time, and write the newest seal down outside the database."""
    now = clock.now()
    seal_history(now)
    note_head(settings.ENVIRONMENT.backups, now)
