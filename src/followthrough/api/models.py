"""How much each key may still ask for."""

from django.db import models


class Bucket(models.Model):
    """The tokens left to one key when they were last counted; unlogged, for after a crash everybody starts full."""

    key_id = models.BigIntegerField(primary_key=True)
    tokens = models.FloatField()
    at = models.DateTimeField()
