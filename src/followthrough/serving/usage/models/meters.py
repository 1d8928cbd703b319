"""Meters: what is counted of what a customer takes, how it adds up, and which commitment and price it counts for."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account, of_account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.columns import folded_index
from followthrough.kernel.records.model import Record
from followthrough.serving.usage.rules.events import How
from followthrough.winning.contracts.models import Commitment, ContractLine


class AddsUp(models.TextChoices):
    """How the events of a stretch of days become one figure."""

    SUM = How.SUM.value, _("All of them together")
    PEAK = How.PEAK.value, _("The highest")
    LAST = How.LAST.value, _("The last, as for seats")
    DISTINCT = How.DISTINCT.value, _("How many different ones")


class Charges(models.TextChoices):
    """What of the usage the price of the line is for."""

    ALL = "all", _("Everything taken")
    OVER = "over", _("What goes over the most agreed")


class Meter(Record):
    """What is counted for a customer. Programs name it by its code, or by its number.

    Days up to `closed_until` are closed: what comes in for them later counts on the first day after.
    """

    name = models.CharField(_("name"), max_length=160)
    account = models.ForeignKey(Account, models.PROTECT, related_name="meters", verbose_name=_("account"))
    unit = models.CharField(_("unit"), max_length=40)
    how = models.CharField(_("adds up as"), max_length=8, choices=AddsUp, default=AddsUp.SUM)
    zone = models.CharField(_("time zone of its days"), max_length=40, default="UTC")
    code = models.CharField(_("code in events"), max_length=80, blank=True)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="meters", verbose_name=_("counts for")
    )
    line = models.ForeignKey(
        ContractLine, models.PROTECT, null=True, blank=True, related_name="meters", verbose_name=_("priced by")
    )
    charges = models.CharField(_("the price is for"), max_length=4, choices=Charges, default=Charges.ALL)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    closed_until = models.DateField(_("closed until"), null=True, blank=True, editable=False)
    searched = ("name", "code")

    class Meta:
        verbose_name = _("meter")
        verbose_name_plural = _("meters")
        constraints = [
            models.UniqueConstraint(
                Lower("code"), name="usage_meter_code_once", condition=~Q(code="") & Q(binned_at__isnull=True)
            )
        ]
        indexes = [folded_index("name", "meters_by_name"), models.Index("account", "id", name="meters_of_account")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_account(actor)
