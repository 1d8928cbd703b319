"""Tell people, and count what they have not read."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from followthrough.kernel.notify.models import Notice


def tell(user_ids: Iterable[int], text: str, *, url: str, now: datetime, once: str = "") -> None:
    """Put a notice before each person; with `once`, the same notice is not given twice."""
    Notice.objects.bulk_create(
        [Notice(user_id=user_id, text=text[:400], url=url, at=now, once=once) for user_id in user_ids],
        ignore_conflicts=bool(once),
    )


def unread(user_id: int) -> QuerySet[Notice]:
    """What this person has not opened yet, newest first."""
    return Notice.objects.filter(user_id=user_id, read_at__isnull=True).order_by("-at")
