"""The chain of seals, and the mark up to which entries may be sealed next."""

from django.db import models


class Seal(models.Model):
    """What the entries `after` < id <= `last` were when they were sealed; only ever added to.

    `content` is the hash of these entries, `chained` that of this row and the one before it. A row with a `why` says
    anew what a part holds, since it was lawfully changed: a person was erased.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    after = models.BigIntegerField()
    last = models.BigIntegerField()
    entries = models.IntegerField()
    content = models.CharField(max_length=64)
    why = models.CharField(max_length=200, blank=True, default="")
    chained = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["last"], name="sealing_by_last")]


class Mark(models.Model):
    """Entries up to `last` are complete once no transaction older than `horizon` is under way."""

    last = models.BigIntegerField()
    horizon = models.BigIntegerField()
