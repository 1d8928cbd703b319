"""What a person should hear of."""

from django.conf import settings
from django.db import models
from django.db.models import F


class Notice(models.Model):
    """One line for one person, with where it leads; read once opened."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=400)
    url = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(F("user"), F("at").desc(), name="notify_latest")]
        constraints = [
            models.UniqueConstraint(fields=["user", "once"], name="notify_once", condition=~models.Q(once=""))
        ]
