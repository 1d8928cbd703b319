"""A deed too large to be taken back while somebody waits: how far that is, and what came of it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """How far the taking back is; `ASKS` if something was changed since and somebody must say whether to go on."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    ASKS = "asks"
    REFUSED = "refused"
    STOPPED = "stopped"


UNDER_WAY = (State.WAITING, State.RUNNING)


class Undoing(models.Model):
    """That `run` is to be taken back (or done again) for somebody, under the run `made`.

    `done` of `total` records are put back in a transaction that is not over yet; until it is, nothing is changed.
    `hurdles` names what was changed since, each as number, title and sentence; `in_the_way` counts them, `rest` what
    could still be put back. A deed is taken back once at a time.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run = models.UUIDField()
    made = models.UUIDField(default=uuid.uuid4)
    actor_id = models.BigIntegerField()
    surface = models.CharField(max_length=20)
    anyway = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    is_stopped = models.BooleanField(default=False)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    said = models.TextField(blank=True)
    hurdles: Any = models.JSONField(default=list)
    in_the_way = models.IntegerField(default=0)
    rest = models.IntegerField(default=0)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run"], condition=Q(state__in=UNDER_WAY), name="undoing_once_at_a_time")
        ]

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNDER_WAY
