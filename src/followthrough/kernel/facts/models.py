"""The outbox."""

from typing import Any

from django.db import models


class Announcement(models.Model):
    """One fact, written in the same transaction as what it tells of. `run` is the run that wrote both."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    body: Any = models.JSONField()
    at = models.DateTimeField()
    correlation = models.CharField(max_length=64, blank=True)
    run = models.UUIDField(null=True)


class Delivery(models.Model):
    """That one listener has taken one fact; the constraint makes a second delivery have no effect."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE)
    listener = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "listener"], name="facts_once_per_listener")]
