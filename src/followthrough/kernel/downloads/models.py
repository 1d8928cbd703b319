"""A file that somebody asked for, a workbook or a ZIP: what of, how far it is, and whether it can still be fetched."""

import uuid
from typing import Any

from django.db import models


class State(models.TextChoices):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"


UNDER_WAY = (State.WAITING, State.RUNNING)


class Download(models.Model):
    """The rows of a list (`kind`, `asked`, `sort`, `columns`) as a file for one person, kept for some days.

    `form` is how the file's name ends; `sight` is what decided which rows and columns that person saw when it was
    made; `size` counts bytes.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    actor_id = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    asked: Any = models.JSONField(default=dict)
    sort = models.CharField(max_length=200, blank=True)
    columns: Any = models.JSONField(default=list)
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=4, default="xlsx")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    is_stopped = models.BooleanField(default=False)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    sight = models.TextField(blank=True)
    said = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in UNDER_WAY
