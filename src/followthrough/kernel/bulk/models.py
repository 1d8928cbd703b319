"""What is to be done with many records, from choosing them to the last one done."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


class State(models.TextChoices):
    """How far a batch is."""

    PLANNED = "planned"
    LOOKING = "looking"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class Batches(models.Manager["Batch"]):
    """Batches without what is long in them."""

    def get_queryset(self) -> models.QuerySet["Batch"]:
        """Every batch."""
        return super().get_queryset().defer("ids", "versions")


class Batch(models.Model):
    """The records chosen, each with the version that was seen, and what is to be done with them.

    Of very many, `ids` and `versions` are long: they are read a part at a time (`part_of`), and left out elsewhere.
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
    chosen = models.IntegerField(default=0)
    absent = ArrayField(models.CharField(max_length=40), default=list)
    seen: Any = models.JSONField(default=dict)
    skips: Any = models.JSONField(default=list)
    skipped = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    run = models.UUIDField(default=uuid.uuid4)
    at = models.DateTimeField(db_index=True)

    objects = Batches()

    def keep(self) -> None:
        """Save all but the records chosen, which never change."""
        own = (field.name for field in self._meta.concrete_fields if field.name not in ("key", "ids", "versions"))
        self.save(update_fields=list(own))


PART = "SELECT ids[%(first)s:%(last)s], versions[%(first)s:%(last)s] FROM bulk_batch WHERE key = %(key)s"


def part_of(batch: Batch, after: int, limit: int) -> dict[int, int]:
    """The records from the place `after` on, in the order chosen: by id the version that was seen."""
    with connection.cursor() as cursor:
        cursor.execute(PART, {"first": after + 1, "last": after + limit, "key": batch.pk})
        ids, versions = cursor.fetchone()
    return dict(zip(ids, versions, strict=True))
