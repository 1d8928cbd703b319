"""What is to be done with many records, from choosing them to the last one done."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class State(models.TextChoices):
    """How far a batch is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class Batch(models.Model):
    """The records chosen, each with the version that was seen, and what is to be done with them.

    `typed` are the values as they were typed, by field; `seen` is what the preview counted; `skips` name what was left
    out, with the reason. All of it is done under one `run`, in however many transactions.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    actor_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=80)
    verb = models.CharField(max_length=20)
    typed: Any = models.JSONField(default=dict)
    settled_too = models.BooleanField(default=False)
    ids = ArrayField(models.BigIntegerField(), default=list)
    versions = ArrayField(models.IntegerField(), default=list)
    absent = ArrayField(models.CharField(max_length=40), default=list)
    seen: Any = models.JSONField(default=dict)
    skips: Any = models.JSONField(default=list)
    skipped = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    run = models.UUIDField(default=uuid.uuid4)
    at = models.DateTimeField(db_index=True)
