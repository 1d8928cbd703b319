"""One row per record and change: who, when, by which verb, from where, before and after."""

from typing import Any

from django.db import models


class Operation(models.TextChoices):
    """What happened to the row."""

    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"


class Entry(models.Model):
    """Written by triggers only. `before` and `after` hold the changed columns; `run` groups what one action did."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    parent_kind = models.CharField(max_length=80, null=True)
    parent_id = models.BigIntegerField(null=True)
    operation = models.CharField(max_length=8, choices=Operation.choices)
    version = models.IntegerField(default=1)
    before: Any = models.JSONField(null=True)
    after: Any = models.JSONField(null=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    surface = models.CharField(max_length=20)
    correlation = models.CharField(max_length=64)
    run = models.UUIDField()

    class Meta:
        db_table = "history_entry"
        indexes = [
            models.Index(fields=["kind", "record_id", "-id"], name="history_of_record"),
            models.Index(
                fields=["parent_kind", "parent_id", "-id"],
                name="history_of_parent",
                condition=models.Q(parent_id__isnull=False),
            ),
            models.Index(fields=["run"], name="history_of_run"),
        ]


class Deed(models.Model):
    """One run as a whole, written when it ends: who did what, and to what first.

    `root` is the deed this one takes back (or does again, when `takes_back` is false); `cause` the deed whose facts
    made the house do this one. `records` counts the records of the first one's kind.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.UUIDField(unique=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    surface = models.CharField(max_length=20)
    kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    records = models.IntegerField()
    root = models.UUIDField(null=True)
    takes_back = models.BooleanField(default=False)
    cause = models.UUIDField(null=True)

    class Meta:
        db_table = "history_deed"
        indexes = [
            models.Index(fields=["actor_id", "-id"], name="history_deeds_of"),
            models.Index(fields=["kind", "-id"], name="history_deeds_on"),
            models.Index(fields=["root", "-id"], name="history_takes_back", condition=models.Q(root__isnull=False)),
            models.Index(fields=["cause"], name="history_caused", condition=models.Q(cause__isnull=False)),
        ]
