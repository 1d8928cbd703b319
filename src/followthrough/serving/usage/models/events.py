"""Usage as it came in: batches, events that are only ever added, and what each day comes to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import READERS
from followthrough.kernel.access.scope import EVERYTHING, NOTHING
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.serving.usage.models.meters import Meter


class UsageBatch(Record):
    """One sending of events: how many were taken, were there already, were refused, and why."""

    author = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("sent by")
    )
    at = models.DateTimeField(_("received"), editable=False)
    source = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    name = models.CharField(_("file"), max_length=255, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    repeated = models.PositiveIntegerField(_("there already"), default=0, editable=False)
    adjusted = models.PositiveIntegerField(_("of them for closed days"), default=0, editable=False)
    refused = models.PositiveIntegerField(_("refused"), default=0, editable=False)
    made_ids = models.BooleanField(_("ids made from the rows"), default=False, editable=False)
    refusals = models.JSONField(_("why"), default=list, editable=False)
    searched = ("source", "name")

    class Meta:
        verbose_name = _("usage batch")
        verbose_name_plural = _("usage batches")
        indexes = [models.Index("at", "id", name="usage_batches_by_time")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or (actor.sees_all and actor.role in READERS):
            return EVERYTHING
        return Q(author__in=actor.stands_for) if actor.role in READERS else NOTHING


class UsageEvent(models.Model):
    """Something taken at a moment. Never changed and never deleted: it is its own history.

    `counted_on` is the day it counts on: its own in the meter's zone, or the first open one where that was closed
    when it came in. Ready for partitions by hash of the meter, which every key begins with; the links are not checked
    by the database, so that a partition goes and a meter leaves the bin without a look at each event.
    """

    meter = models.ForeignKey(Meter, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="events")
    source = models.CharField(max_length=60)
    event_id = models.CharField(max_length=200)
    at = models.DateTimeField()
    quantity = models.DecimalField(max_digits=20, decimal_places=6)
    subject = models.CharField(max_length=200)
    corrects = models.CharField(max_length=200)
    own_day = models.DateField()
    counted_on = models.DateField()
    received_at = models.DateTimeField()
    batch = models.ForeignKey(UsageBatch, models.DO_NOTHING, db_constraint=False, related_name="events")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meter", "source", "event_id"], name="usage_event_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0) | ~Q(corrects=""), name="usage_event_below_zero"),
        ]
        indexes = [
            models.Index("meter", "counted_on", "id", name="usage_events_of_day"),
            models.Index("meter", "source", "corrects", name="usage_events_corrected", condition=~Q(corrects="")),
        ]


class UsageDay(models.Model):
    """What the events that count on a day come to; kept by the transaction that adds them.

    `adjusted` is the part of the quantity that belongs to earlier, closed days.
    """

    meter = models.ForeignKey(Meter, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="days")
    day = models.DateField()
    events = models.PositiveIntegerField()
    quantity = models.DecimalField(max_digits=24, decimal_places=6)
    adjusted = models.DecimalField(max_digits=24, decimal_places=6)
    peak = models.DecimalField(max_digits=20, decimal_places=6)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meter", "day"], name="usage_day_once")]
