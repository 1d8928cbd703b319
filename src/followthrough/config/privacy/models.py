"""Who was erased, without a word of who they were: so that a restored backup can erase them again."""

from typing import Any

from django.db import models


class Erasure(models.Model):
    """One person's record, by kind and number; `changed` counts rows per table, `kept` says what stays and why."""

    kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    ref = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    changed: Any = models.JSONField(default=dict)
    kept: Any = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="privacy_erased_once")]
