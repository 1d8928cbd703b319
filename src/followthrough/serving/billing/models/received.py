"""Invoices that others sent us, read from their electronic form and filed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.serving.billing.models.terms import BOOKKEEPERS


class ReceivedInvoice(Record):
    """What an electronic invoice said, as it came: the file is kept, `content` holds all values read from it."""

    name = models.CharField(_("file"), max_length=240, editable=False)
    form = models.CharField(_("form"), max_length=20, editable=False)
    number = models.CharField(_("number"), max_length=120, editable=False)
    is_credit = models.BooleanField(_("credit note"), default=False, editable=False)
    seller = models.CharField(_("from"), max_length=240, editable=False)
    buyer = models.CharField(_("to"), max_length=240, editable=False)
    issued_on = models.DateField(_("invoice date"), null=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    net = MoneyColumn(_("net"), null=True, editable=False)
    tax = MoneyColumn(_("tax"), null=True, editable=False)
    gross = MoneyColumn(_("total"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    broken = models.JSONField(default=list, editable=False)
    content = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    searched = ("number", "seller", "name")

    class Meta:
        verbose_name = _("received invoice")
        verbose_name_plural = _("received invoices")
        indexes = [models.Index("issued_on", "id", name="billing_received_on")]

    @property
    def title(self) -> str:
        return f"{self.seller} {self.number}".strip() or self.ref

    @classmethod
    def scope(cls, actor: Actor) -> models.Q:
        return open_to(actor, BOOKKEEPERS)
