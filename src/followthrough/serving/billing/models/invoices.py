"""Invoices and credit notes, and the lines that say where each amount comes from."""

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.serving.billing.models.terms import Seller, of_billed
from followthrough.serving.orders.models import Order
from followthrough.winning.contracts.models import Contract, ContractDiscount, ContractLine


class InvoiceKind(models.TextChoices):
    """Which way the money goes."""

    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


class InvoiceState(models.TextChoices):
    """How far it is."""

    DRAFT = "draft", pgettext_lazy("invoice", "Draft")
    HANDED_OFF = "handed_off", _("Handed off")
    RETURNED = "returned", pgettext_lazy("invoice", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("invoice", "Accepted")
    PART_PAID = "part_paid", _("Partly paid")
    PAID = "paid", _("Paid")
    CREDITED = "credited", _("Credited")


WRITABLE = (InvoiceState.DRAFT, InvoiceState.RETURNED)
OWED = (InvoiceState.HANDED_OFF, InvoiceState.ACCEPTED, InvoiceState.PART_PAID)


class Invoice(Record):
    """An invoice, or a credit note: its amounts are below zero then. It gets its number when it is handed off.

    `open_amount` is what nobody paid or credited yet; the database's triggers keep no sums, the area's actions do.
    `content` is all that the paper says, kept from the day it was handed off.
    """

    kind = models.CharField(_("kind"), max_length=11, choices=InvoiceKind, default=InvoiceKind.INVOICE, editable=False)
    number = models.CharField(_("number"), max_length=40, blank=True, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="invoices", verbose_name=_("account"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name=_("contract")
    )
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="invoices",
        verbose_name=pgettext_lazy("sale", "order"),
    )
    credits = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="credit_notes", verbose_name=_("credits")
    )
    seller = models.ForeignKey(
        Seller, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name=_("invoiced by")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=InvoiceState, default=InvoiceState.DRAFT, editable=False
    )
    bill_on = models.DateField(_("to be billed on"))
    issued_on = models.DateField(_("invoice date"), null=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    payment_days = models.PositiveSmallIntegerField(_("payable within days"), default=30)
    starts_on = models.DateField(_("for the days from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    buyer_reference = models.CharField(_("buyer reference"), max_length=80, blank=True)
    po_number = models.CharField(_("PO number"), max_length=80, blank=True)
    note = models.CharField(_("note on the invoice"), max_length=300, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    discount = MoneyColumn(_("discount on all of it"), default=Decimal(0))
    discount_reason = models.CharField(_("why the discount"), max_length=120, blank=True)
    tax_rate_used = models.DecimalField(
        _("rate to the tax currency"), max_digits=18, decimal_places=8, null=True, blank=True
    )
    net = MoneyColumn(_("net"), default=Decimal(0), editable=False)
    tax = MoneyColumn(_("tax"), default=Decimal(0), editable=False)
    gross = MoneyColumn(_("total"), default=Decimal(0), editable=False)
    open_amount = MoneyColumn(pgettext_lazy("amount", "open"), default=Decimal(0), editable=False)
    handed_off_at = models.DateTimeField(_("handed off"), null=True, editable=False)
    handed_off_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    times = models.PositiveSmallIntegerField(_("handed off, times"), default=0, editable=False)
    return_reason = models.CharField(_("why returned"), max_length=300, blank=True, editable=False)
    booked_as = models.CharField(_("booked as"), max_length=60, blank=True, editable=False)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    content = models.JSONField(default=dict, editable=False)
    searched = ("number", "po_number", "buyer_reference", "former_id")

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["seller", "number"], name="billing_number_once", condition=~Q(number="")),
            models.CheckConstraint(condition=~Q(number="") | Q(state="draft"), name="billing_numbered"),
        ]
        indexes = [
            models.Index("account", F("due_on").asc(nulls_last=True), name="billing_of_account"),
            models.Index("contract", "id", name="billing_of_contract"),
            models.Index("order", "id", name="billing_of_order", condition=Q(order__isnull=False)),
            models.Index("state", "bill_on", name="billing_in_state"),
            models.Index("due_on", "id", name="billing_open_by_due", condition=~Q(open_amount=0)),
            models.Index("number", name="billing_by_number", condition=~Q(number="")),
            models.Index("former_id", name="billing_by_former", condition=~Q(former_id="")),
        ]

    @property
    def title(self) -> str:
        return self.number or self.ref

    @property
    def is_credit(self) -> bool:
        """Whether it gives money back."""
        return self.kind == InvoiceKind.CREDIT_NOTE

    def is_overdue(self, at: datetime) -> bool:
        """Whether something of it is owed and its last day is over, where the moment is told in the reader's zone."""
        is_owed = self.state in OWED and self.open_amount > 0
        return is_owed and self.due_on is not None and self.due_on < at.date()

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_billed(actor)


class InvoiceLine(Record):
    """One amount on an invoice, and the one thing it bills: `origin` and its first day, of which no second line holds.

    `part` tells corrections of the same days apart. A line lets go of its origin (`holds`) when it was credited whole.
    """

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", verbose_name=_("invoice"))
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    description = models.CharField(_("description"), max_length=300)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    unit = models.CharField(_("unit"), max_length=3, default="C62")
    unit_price = MoneyColumn(_("price each"))
    discount = MoneyColumn(_("discount"), default=Decimal(0))
    discount_reason = models.CharField(_("why the discount"), max_length=120, blank=True)
    honours = models.ForeignKey(
        ContractDiscount, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("honours")
    )
    tax_rate = models.ForeignKey(
        TaxRate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tax")
    )
    amount = MoneyColumn(_("amount"), default=Decimal(0), editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    starts_on = models.DateField(_("for the days from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    contract_line = models.ForeignKey(
        ContractLine, models.PROTECT, null=True, editable=False, related_name="invoiced", verbose_name=_("bills")
    )
    origin_kind = models.CharField(max_length=80, blank=True, editable=False)
    origin_id = models.BigIntegerField(null=True, editable=False)
    origin_ref = models.CharField(_("from"), max_length=60, blank=True, editable=False)
    origin_on = models.DateField(null=True, editable=False)
    part = models.PositiveSmallIntegerField(default=1, editable=False)
    holds = models.BooleanField(default=True, editable=False)
    searched = ("description",)

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        constraints = [
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id", "origin_on", "part"],
                name="billing_nothing_twice",
                condition=Q(origin_id__isnull=False, holds=True, binned_at__isnull=True),
            )
        ]
        indexes = [
            models.Index("invoice", "position", name="billing_lines_of"),
            models.Index("contract_line", "id", name="billing_lines_for", condition=Q(contract_line__isnull=False)),
        ]

    @property
    def title(self) -> str:
        return self.description

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_billed(actor, "invoice__account")
