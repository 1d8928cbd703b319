"""Slots that are sold, and placements that stand in them: where, for which flight, with what, live or not."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.model import Record
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import (
    Contract,
    ContractLine,
    Entitlement,
    PlacementKind,
    of_contract,
)


class Slot(Record):
    """A place that can be sold: in one issue, or on a page for flights; `capacity` may stand there at a time."""

    medium = models.CharField(_("medium"), max_length=120)
    issue = models.CharField(_("issue"), max_length=80, blank=True)
    position = models.CharField(_("position"), max_length=120)
    kind = models.CharField(_("sort"), max_length=10, choices=PlacementKind, default=PlacementKind.BANNER)
    appears_on = models.DateField(_("appears on"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width, pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height, pixels"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("at a time"), default=1)
    searched = ("medium", "issue", "position")

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints = [
            models.UniqueConstraint(
                fields=["medium", "issue", "position"], name="slot_once", condition=Q(binned_at__isnull=True)
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="slot_holds_one"),
        ]
        indexes = [models.Index(F("appears_on").asc(nulls_last=True), "id", name="slots_by_day")]

    @property
    def title(self) -> str:
        return ", ".join(part for part in (self.medium, self.issue, self.position) if part)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return open_to(actor)


class PlacementState(models.TextChoices):
    """What was done with it; waiting, in and overdue follow from what is there and from the day."""

    BOOKED = "booked", _("Booked")
    LIVE = "live", _("Live")
    ENDED = "ended", pgettext_lazy("placement", "Ended")
    CANCELLED = "cancelled", pgettext_lazy("placement", "Cancelled")


class Placement(Record):
    """Something sold that stands somewhere for a time; it goes live once its creative and its address are in."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="placements", verbose_name=_("contract"))
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name=_("entitlement")
    )
    line = models.ForeignKey(
        ContractLine, models.SET_NULL, null=True, blank=True, related_name="placements",
        verbose_name=_("sold with the line"),
    )  # fmt: skip
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="placements", editable=False, verbose_name=_("account")
    )
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("put up by")
    )
    name = models.CharField(_("what"), max_length=300)
    kind = models.CharField(_("sort"), max_length=10, choices=PlacementKind, default=PlacementKind.BANNER)
    slot = models.ForeignKey(
        Slot, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name=_("slot")
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    needs_target = models.BooleanField(_("needs a target address"), default=True)
    target_url = models.CharField(_("target address"), max_length=1000, blank=True, editable=False)
    creative = models.CharField(_("creative"), max_length=255, blank=True, editable=False)
    creative_size = models.CharField(_("size of the creative"), max_length=40, blank=True, editable=False)
    creative_at = models.DateTimeField(_("creative received"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=PlacementState, default=PlacementState.BOOKED, editable=False
    )
    live_at = models.DateTimeField(_("live since"), null=True, editable=False)
    ended_at = models.DateTimeField(_("taken down"), null=True, editable=False)
    promise = models.ForeignKey(
        Promise, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("promise")
    )
    searched = ("name", "place", "target_url")

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        indexes = [
            models.Index("starts_on", "id", name="placements_by_start"),
            models.Index("contract", "starts_on", name="placements_of_contract"),
            models.Index("account", "starts_on", name="placements_of_account"),
            models.Index("line", name="placements_of_line", condition=Q(line__isnull=False)),
            models.Index("slot", name="placements_in_slot", condition=Q(slot__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="placement_ends_after_start"
            )
        ]

    @property
    def is_in(self) -> bool:
        """Whether all that the customer must send is here."""
        return bool(self.creative) and (bool(self.target_url) or not self.needs_target)

    @property
    def stands(self) -> bool:
        """Whether it takes its slot: booked or live."""
        return self.state in (PlacementState.BOOKED, PlacementState.LIVE)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        own = of_contract(actor)
        return own if actor.is_system or actor.sees_all else own | Q(department__in=actor.team_ids)
