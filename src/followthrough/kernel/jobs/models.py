"""Why a job failed last, since the queue itself keeps only how often."""

from django.db import models


class Failure(models.Model):
    """What the last unsuccessful attempt of a job said."""

    job_id = models.BigIntegerField(primary_key=True)
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
