"""The counters behind natural numbers, and the numbers that lead to another record since theirs was merged into it."""

from django.db import models


class Counter(models.Model):
    """The last number given out for one kind of record in one year (0: counted through)."""

    kind = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="numbering_one_per_kind")]


class FormerNumber(models.Model):
    """A number whose record (`former_id`) was merged into another (`record_id`): it keeps leading there."""

    kind = models.CharField(max_length=80)
    ref = models.CharField(max_length=40)
    former_id = models.BigIntegerField()
    record_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="numbering_one_way")]
        indexes = [models.Index(fields=["kind", "record_id"], name="numbering_led_here")]
