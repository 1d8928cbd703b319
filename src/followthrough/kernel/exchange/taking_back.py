"""Whether what an upload wrote was taken back since, and for how long it can be."""

from datetime import datetime, timedelta
from uuid import UUID

from followthrough.kernel.exchange.models import Import, ImportState, Progress, StagedRow, Step
from followthrough.kernel.history.models import Deed

KEPT = timedelta(days=30)


def is_taken_back(run: UUID) -> bool:
    """Whether the last deed about this run took it back."""
    last = Deed.objects.filter(root=run).order_by("-pk").values_list("takes_back", flat=True).first()
    return bool(last)


def can_be_taken_back(run: UUID, *, now: datetime) -> bool:
    """Whether this run wrote something and its thirty days are not over."""
    return Deed.objects.filter(run=run, at__gte=now - KEPT).exists()


def forget_rows(now: datetime) -> int:
    """Remove planned rows nobody needs any more: thirty days after their upload went in, or was last touched.

    An upload that never went in is checked anew when it is opened again. How many rows went; repeatable.
    """
    settled = Import._default_manager.exclude(state=ImportState.RUNNING).filter(updated_at__lt=now - KEPT)
    old = list(settled.filter(progress__moved_at__lt=now - KEPT).values_list("pk", flat=True))
    count = 0
    for upload in old:
        count += StagedRow.objects.filter(upload=upload).delete()[0]
        Progress.objects.filter(upload=upload, written=0).update(step=Step.NONE)
    return count
