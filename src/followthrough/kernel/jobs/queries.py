"""What runs, waits and failed, and what comes by the clock."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from followthrough.kernel.jobs.models import Failure

WORDS = {
    "todo": "waiting",
    "doing": "running",
    "failed": "failed",
    "succeeded": "done",
    "cancelled": "cancelled",
    "aborted": "cancelled",
}


def jobs_in(status: str) -> QuerySet[ProcrastinateJob]:
    """Jobs of one status (`todo`, `doing`, `failed`, `succeeded`), newest first."""
    return ProcrastinateJob.objects.filter(status=status).order_by("-id")


def job_counts() -> dict[str, int]:
    """How many jobs there are of each status."""
    rows: Any = ProcrastinateJob.objects.values("status").annotate(n=Count("id")).values_list("status", "n")
    return dict(rows)


def done_since(moment: datetime) -> int:
    """How many jobs ended well since a moment."""
    ended = ProcrastinateEvent.objects.filter(type="succeeded", at__gte=moment)
    return int(ended.count())


def last_events(job_ids: Iterable[int]) -> dict[int, datetime]:
    """When something last happened to each of these jobs."""
    rows: Any = ProcrastinateEvent.objects.filter(job_id__in=list(job_ids)).values("job_id").annotate(last=Max("at"))
    return dict(rows.values_list("job_id", "last"))


def reasons(job_ids: Iterable[int]) -> dict[int, str]:
    """What the last attempt of each of these jobs that failed said."""
    rows: Any = Failure.objects.filter(job_id__in=list(job_ids))
    return dict(rows.values_list("job_id", "text"))


def given_up(names: Iterable[str], argument: str, values: Iterable[str]) -> dict[str, str]:
    """Of the pieces of work that these jobs were given as `argument`: those no job works on any more, since the last
    one failed for good, each with what it said."""
    jobs = ProcrastinateJob.objects.filter(task_name__in=list(names), **{f"args__{argument}__in": list(values)})
    found: Any = jobs.order_by("id").values_list("id", "status", "args")
    last = {str(args[argument]): (job_id, status) for job_id, status, args in found}
    failed = {job_id: value for value, (job_id, status) in last.items() if status == "failed"}
    said = reasons(failed)
    return {
        value: said.get(job_id, "").rstrip(".") or _("the reason could not be written down")
        for job_id, value in failed.items()
    }


def about(name: str) -> str:
    """What a job does: the first line of its function's docstring, or its name."""
    task = app.tasks.get(name)
    words = (task.func.__doc__ or "") if task is not None else ""
    return words.strip().split("\n")[0].rstrip(".") or name


def timetable(now: datetime) -> list[tuple[str, datetime]]:
    """The jobs that run by the clock, each with its next moment, the soonest first."""
    planned = [
        (one.task.name, datetime.fromtimestamp(one.croniter.get_next(ret_type=float, start_time=now.timestamp()), UTC))
        for one in app.periodic_registry.periodic_tasks.values()
    ]
    return sorted(planned, key=lambda pair: pair[1])
