"""Jobs as workers leave them, without a worker."""

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.kernel import clock
from followthrough.kernel.jobs.models import Failure


def fail_for_good(name: str, why: str) -> None:
    """The newest job of this name has had all its attempts; the last one said why."""
    job = ProcrastinateJob.objects.filter(task_name=name).latest("id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.pk])
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job.pk])
    Failure.objects.create(job_id=job.pk, text=why, at=clock.now())
