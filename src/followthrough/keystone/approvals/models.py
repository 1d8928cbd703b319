"""Approval rules, and each approval that was asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, of_account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY, READERS
from followthrough.kernel.access.scope import EVERYTHING, NOTHING, open_to
from followthrough.kernel.people.models import RoleChoice, User
from followthrough.kernel.records.model import Record
from followthrough.keystone.approvals.rules import ABOVE, BELOW, PRESENT, Limit
from followthrough.keystone.promises.models import Promise


class Comparison(models.TextChoices):
    """How a value is held against the limit."""

    ABOVE = ABOVE, _("Above the limit")
    BELOW = BELOW, _("Below the limit")
    PRESENT = PRESENT, _("Whenever it is on it")


class ApproverRole(models.TextChoices):
    """Who approves, where no person is named."""

    TEAM_MANAGER = "team_manager", _("Manager of the owner’s team")
    MANAGER = RoleChoice.MANAGER.value, _("A sales manager")
    FINANCE = RoleChoice.FINANCE.value, _("Finance")
    ADMIN = RoleChoice.ADMIN.value, _("An administrator")


class ApprovalRule(Record):
    """What somebody may not decide alone, and who decides it; it does nothing while it is off."""

    name = models.CharField(_("name"), max_length=160)
    is_on = models.BooleanField(_("on"), default=False, editable=False)
    subject = models.CharField(_("holds for"), max_length=60)
    measure = models.CharField(_("what is measured"), max_length=60)
    comparison = models.CharField(_("needs approval"), max_length=7, choices=Comparison, default=Comparison.ABOVE)
    limit = models.DecimalField(_("limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("For amounts. One in another currency needs approval.")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only this product")
    )
    family = models.CharField(_("only this family"), max_length=120, blank=True)
    for_role = models.CharField(
        _("limit of"), max_length=12, choices=RoleChoice, blank=True, help_text=_("Left empty, everybody’s.")
    )
    for_person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("limit of this person")
    )
    approver_role = models.CharField(
        _("approver"), max_length=12, choices=ApproverRole, default=ApproverRole.TEAM_MANAGER
    )
    approver = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approver by name")
    )
    delegate = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delegate")
    )
    own_allowed = models.BooleanField(
        _("may answer their own"),
        default=False,
        help_text=_("The approver may approve what they asked for themselves."),
    )
    hours = models.PositiveSmallIntegerField(_("working hours to answer"), default=4)
    order = models.PositiveSmallIntegerField(
        _("order"), default=1, help_text=_("Those of order 2 are asked once all of order 1 approved.")
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("approval rule")
        verbose_name_plural = _("approval rules")
        constraints = [models.UniqueConstraint("name", name="approval_rule_once", condition=Q(binned_at__isnull=True))]

    @property
    def authority(self) -> str:
        """Who may allow more: a person, or whoever has the role."""
        return f"person:{self.approver_id}" if self.approver_id else self.approver_role

    @property
    def as_limit(self) -> Limit:
        """The rule on plain values."""
        return Limit(
            key=self.pk,
            measure=self.measure,
            comparison=self.comparison,
            limit=self.limit,
            authority=self.authority,
            unit=self.currency,
            product=self.product_id,
            family=self.family,
            role="" if self.for_person_id else self.for_role,
            person=self.for_person_id,
            order=self.order,
        )


class ApprovalState(models.TextChoices):
    """How an approval stands; that its time is over is its promise's matter."""

    ASKED = "asked", pgettext_lazy("approval", "Asked")
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    RETURNED = "returned", pgettext_lazy("approval", "Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("approval", "Withdrawn")
    VOID = "void", pgettext_lazy("approval", "Fell away")


LIVE = (ApprovalState.ASKED, ApprovalState.APPROVED)


class Approval(Record):
    """That somebody was asked to allow something beyond a limit, and what they answered.

    `parts` holds what was asked about, each with its mark: an approval covers these values and no others. `reasons` is
    said to everybody, `inside` only to those who see margins.
    """

    subject_kind = models.CharField(max_length=80, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    subject_ref = models.CharField(_("about"), max_length=40, editable=False)
    subject_title = models.CharField(_("title"), max_length=300, blank=True, editable=False)
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("account")
    )
    rule = models.ForeignKey(
        ApprovalRule, models.PROTECT, null=True, editable=False, related_name="approvals", verbose_name=_("rule")
    )
    authority = models.CharField(max_length=40, editable=False)
    reasons = models.TextField(_("reasons"), editable=False)
    inside = models.TextField(_("figures"), blank=True, editable=False)
    parts = models.JSONField(_("asked about"), default=list, editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=ApprovalState, default=ApprovalState.ASKED, editable=False
    )
    asker = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), editable=False)
    note = models.TextField(_("note"), blank=True, editable=False)
    approver = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("approver")
    )
    delegate = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("delegate")
    )
    due_at = models.DateTimeField(_("due"), editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answer_minutes = models.PositiveIntegerField(_("working minutes to the answer"), null=True, editable=False)
    comment = models.TextField(_("comment"), blank=True, editable=False)
    used_at = models.DateTimeField(_("went out"), null=True, editable=False)
    promise = models.ForeignKey(
        Promise, models.PROTECT, null=True, editable=False, related_name="approvals", verbose_name=_("promise")
    )
    wait = models.ForeignKey(
        Promise, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("wait")
    )
    searched = ("subject_ref", "subject_title")

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes = [
            models.Index("subject_kind", "subject_id", "state", name="approvals_of_subject"),
            models.Index("approver", "state", "due_at", name="approvals_of_approver"),
            models.Index("asker", "state", name="approvals_of_asker"),
        ]

    @property
    def title(self) -> str:
        return f"{self.subject_ref}: {self.reasons}".split("\n", maxsplit=1)[0][:200]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Whoever asked or may answer, and whoever sees the account."""
        if actor.is_system:
            return EVERYTHING
        if actor.role not in EVERYBODY:
            return NOTHING
        me = actor.stands_for
        own = Q(asker__in=me) | Q(approver__in=me) | Q(delegate__in=me)
        if actor.role not in READERS:
            return own
        return open_to(actor) if actor.sees_all else own | (Q(account__isnull=False) & of_account(actor))
