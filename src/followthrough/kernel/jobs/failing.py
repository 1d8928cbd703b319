"""Note why an attempt of a job failed, beside the rolled-back work of the attempt itself."""

from types import TracebackType

from django.db import DatabaseError

from followthrough.kernel import clock
from followthrough.kernel.jobs.models import Failure


class noted:  # noqa: N801 -- read as a verb: with noted(job)
    """Whatever leaves this block as an error is noted as why the job failed; the error goes on its way."""

    def __init__(self, job_id: int | None) -> None:
        self.job_id = job_id

    def __enter__(self) -> None:
        """Nothing is noted before something happens."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self.job_id is not None and isinstance(error, Exception):
            # Of what a database says the first line is for people; its statements are in the log.
            told = str(error).split("\n")[0] if isinstance(error, DatabaseError) else str(error)
            said = " ".join(told.split()) or error.__class__.__name__
            why = {"text": said[:500], "at": clock.now()}
            Failure.objects.update_or_create(job_id=self.job_id, defaults=why)
