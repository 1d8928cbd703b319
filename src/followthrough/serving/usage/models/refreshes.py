"""Data that is delivered anew again and again: when, to whom, and each delivery with its rows and hash."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account, Contact, of_account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import folded_index
from followthrough.kernel.records.model import Record
from followthrough.serving.usage.models.events import UsageBatch
from followthrough.serving.usage.models.meters import Meter
from followthrough.winning.contracts.models import Contract, Entitlement


class RefreshSchedule(Record):
    """A dataset a customer gets anew by a recurrence. With an entitlement of the contract, that one's promises are
    its own.

    The planned day after the last delivery is kept for lists.
    """

    name = models.CharField(_("dataset"), max_length=200)
    account = models.ForeignKey(Account, models.PROTECT, related_name="refresh_schedules", verbose_name=_("account"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="refresh_schedules", verbose_name=_("contract")
    )
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, blank=True, related_name="refresh_schedules",
        verbose_name=_("owed under"),
    )  # fmt: skip
    recurrence = models.CharField(_("repeats"), max_length=200, blank=True)
    first_on = models.DateField(_("first on"))
    ends_on = models.DateField(_("last on"), null=True, blank=True)
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    receiver = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("receiver")
    )
    format = models.CharField(_("format"), max_length=120, blank=True)
    meter = models.ForeignKey(
        Meter, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rows count for")
    )
    last_on = models.DateField(_("last delivered"), null=True, blank=True, editable=False)
    next_on = models.DateField(_("next planned"), null=True, blank=True, editable=False)
    searched = ("name", "format")

    class Meta:
        verbose_name = _("refresh schedule")
        verbose_name_plural = _("refresh schedules")
        indexes = [
            folded_index("name", "refresh_schedules_by_name"),
            models.Index(F("next_on").asc(nulls_last=True), "id", name="refresh_schedules_by_next"),
            models.Index("account", "id", name="refresh_schedules_of"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_account(actor)


class RefreshDelivery(Record):
    """That a dataset was delivered: for which planned day, how many rows, and the hash of the file."""

    schedule = models.ForeignKey(
        RefreshSchedule, models.CASCADE, related_name="deliveries", verbose_name=_("refresh schedule")
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered"))
    rows = models.PositiveBigIntegerField(_("rows"))
    name = models.CharField(_("file"), max_length=255, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    batch = models.ForeignKey(
        UsageBatch, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("usage batch")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    searched = ("name", "sha256")

    class Meta:
        verbose_name = _("refresh delivery")
        verbose_name_plural = _("refresh deliveries")
        indexes = [models.Index("schedule", "id", name="refresh_deliveries_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_account(actor, "schedule__account")
