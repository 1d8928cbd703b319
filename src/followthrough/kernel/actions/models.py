"""The answers already given, so that a retry gets the same one."""

from typing import Any

from django.db import models


class Answer(models.Model):
    """What one idempotency key of one caller led to; kept for two days at least."""

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    outcome: Any = models.JSONField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="actions_one_answer_per_key")]
