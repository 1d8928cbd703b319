"""How commitments stood when they were last worked out: what the list of all of them sorts by."""

from django.db import models
from django.db.models import F

from followthrough.kernel.access.actor import Actor
from followthrough.winning.contracts.models import Commitment, Contract


class KeptStanding(models.Model):
    """A commitment's present period as it was worked out last; `is_stale` once events came in since.

    No record: it is worked out anew from events and terms at any time, and nobody decides anything by it.
    """

    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="kept_standing")
    contract = models.ForeignKey(Contract, models.CASCADE, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    taken = models.DecimalField(max_digits=24, decimal_places=6)
    minimum = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    maximum = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    share = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    elapsed = models.DecimalField(max_digits=6, decimal_places=4)
    projected = models.DecimalField(max_digits=24, decimal_places=3, null=True)
    low = models.DecimalField(max_digits=24, decimal_places=3, null=True)
    high = models.DecimalField(max_digits=24, decimal_places=3, null=True)
    minimum_on = models.DateField(null=True)
    maximum_on = models.DateField(null=True)
    word = models.CharField(max_length=10)
    unit = models.CharField(max_length=40)
    day = models.DateField()
    is_stale = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(F("share").desc(nulls_last=True), "id", name="usage_standings_by_share"),
            models.Index("period_end", "id", name="usage_standings_by_end"),
            models.Index(F("maximum_on").asc(nulls_last=True), "id", name="usage_standings_by_day"),
            models.Index("contract", name="usage_standings_of"),
            models.Index("word", name="usage_standings_by_word"),
        ]

    @classmethod
    def visible_to(cls, actor: Actor) -> models.QuerySet["KeptStanding"]:
        """Those of the commitments the actor sees."""
        rows = cls._default_manager.all()
        if actor.is_system or actor.sees_all:
            return rows.filter(commitment__binned_at__isnull=True)
        return rows.filter(commitment__in=Commitment.visible_to(actor).values("pk"))
