"""One row that says that this house is the real one. A backup leaves it out, so a restored copy lacks it."""

from django.db import models


class Arming(models.Model):
    """Since when the house may act outside, and who said so."""

    armed_at = models.DateTimeField()
    by = models.CharField(max_length=200, blank=True)
