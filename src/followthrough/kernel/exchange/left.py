"""Uploads that nobody works on any more and that could not say so."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.kernel.exchange.models import Import, ImportState, Progress, Step
from followthrough.kernel.jobs.queries import reasons

JOBS = ("exchange.check", "exchange.apply")
QUIET = timedelta(minutes=10)  # a terminal works without a job: each of its batches takes far less


def left_uploads(now: datetime) -> Iterator[tuple[Import, str]]:
    """Those said to be going in or being checked that have not moved for a while and have no job, with the reason."""
    quiet = Progress.objects.filter(moved_at__lt=now - QUIET, upload__updated_at__lt=now - QUIET)
    under_way = Q(upload__state=ImportState.RUNNING) | Q(upload__state=ImportState.DRAFT, step=Step.CHECKING)
    for progress in quiet.filter(under_way).select_related("upload").order_by("pk"):
        jobs = ProcrastinateJob.objects.filter(task_name__in=JOBS, args__ref=progress.upload.ref)
        if jobs.filter(status__in=("todo", "doing")).exists():
            continue
        last = jobs.order_by("-id").values_list("id", flat=True)[:1]
        said = "".join(reasons(last).values()).rstrip(".")
        words = _("The work on it ended before all was in: %(why)s. Let the rest go in; what is in stays.")
        yield progress.upload, words % {"why": said or _("the reason could not be written down")}
