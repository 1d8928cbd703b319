"""What runs, waits and failed."""

from typing import Any

from django.db.models import Count, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

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
