"""Amendments: what changes from a day on, in force once both sides have signed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models.contracts import Contract, of_contract


class AmendmentState(models.TextChoices):
    """What somebody decided about an amendment."""

    DRAFT = "draft", pgettext_lazy("amendment", "Draft")
    SIGNATURE = "signature", _("Out for signature")
    SIGNED = "signed", _("Signed")
    VOID = "void", _("Void")


class Amendment(Record):
    """A change of a signed contract from one day on: parts that come or end with it, and terms that change."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="amendments", verbose_name=_("contract"))
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    name = models.CharField(_("what changes"), max_length=240)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    effective_on = models.DateField(_("in force from"))
    state = models.CharField(
        _("state"), max_length=9, choices=AmendmentState, default=AmendmentState.DRAFT, editable=False
    )
    sent_version = models.ForeignKey(
        DocumentVersion,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("out for signature"),
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True, editable=False)
    signed_by = models.CharField(_("signed by"), max_length=300, blank=True, editable=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="contract_amendment_once")]
        indexes = [models.Index("effective_on", "id", name="contract_amendments_by_day")]

    @property
    def account(self) -> Account:
        """With whom: what is filed and signed about it belongs there."""
        return self.contract.account

    @property
    def owner(self) -> User | None:
        """Who looks after the contract: whose limits hold where nobody else sends it."""
        return self.contract.owner

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)


class TermChange(Record):
    """One term that an amendment changes: its name, what it was, what it becomes; values as they are written."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="terms", verbose_name=_("amendment"))
    term = models.CharField(_("term"), max_length=20)
    before = models.CharField(_("was"), max_length=120, blank=True)
    after = models.CharField(_("becomes"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("changed term")
        verbose_name_plural = _("changed terms")
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "term"], name="contract_term_change_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor, "amendment__contract")
