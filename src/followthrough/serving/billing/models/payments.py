"""Payments, and which invoices they and credit notes settle."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import EVERYTHING
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.serving.billing.models.invoices import Invoice
from followthrough.serving.billing.models.terms import of_billed


class Payment(Record):
    """Money that came: `left` of it settles no invoice yet and stands on account. `bank_ref` is given once."""

    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="payments", verbose_name=_("account")
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for invoice")
    )
    paid_on = models.DateField(_("paid on"))
    amount = MoneyColumn(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    bank_ref = models.CharField(_("number at the bank"), max_length=80, blank=True)
    left = MoneyColumn(_("on account"), default=Decimal(0), editable=False)
    is_doubtful = models.BooleanField(_("to be matched"), default=False, editable=False)
    searched = ("reference", "bank_ref")

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(
                fields=["bank_ref"], name="billing_paid_once", condition=~Q(bank_ref="") & Q(binned_at__isnull=True)
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="billing_paid_something"),
        ]
        indexes = [
            models.Index("account", "paid_on", name="billing_paid_by"),
            models.Index("paid_on", "id", name="billing_paid_on"),
        ]

    @property
    def title(self) -> str:
        return self.reference or self.ref

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        seen = of_billed(actor)
        return seen if seen == EVERYTHING or not actor.sees_all else seen | Q(account__isnull=True)


class Allocation(Record):
    """So much of an invoice settled: by a payment, by a credit note, or written off for a reason."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="settled_by", verbose_name=_("invoice"))
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="allocations", verbose_name=_("payment")
    )
    credit_note = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="settles", verbose_name=_("credit note")
    )
    reason = models.CharField(_("written off because"), max_length=200, blank=True)
    amount = MoneyColumn(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    settled_on = models.DateField(_("on"))
    searched = ("reason",)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__isnull=False, credit_note__isnull=True)
                | Q(payment__isnull=True, credit_note__isnull=False)
                | Q(payment__isnull=True, credit_note__isnull=True) & ~Q(reason=""),
                name="billing_settled_by_one",
            )
        ]
        indexes = [
            models.Index("invoice", "id", name="billing_settlement_of"),
            models.Index("payment", "id", name="billing_settled_with", condition=Q(payment__isnull=False)),
        ]

    @property
    def title(self) -> str:
        return self.ref

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_billed(actor, "invoice__account")
