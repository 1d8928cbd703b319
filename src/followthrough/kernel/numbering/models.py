"""The counters behind natural numbers."""

from django.db import models


class Counter(models.Model):
    """The last number given out for one kind of record in one year (0: counted through)."""

    kind = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="numbering_one_per_kind")]
