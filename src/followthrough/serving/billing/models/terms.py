"""Who invoices, to what address and tax an account is invoiced, and how far a contract is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account, of_account
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.access.scope import EVERYTHING
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models import Contract, of_contract

BOOKKEEPERS = MANAGERS | {Role.FINANCE}
BILLERS = BOOKKEEPERS | {Role.COORDINATOR}


def of_billed(actor: Actor, column: str = "account") -> Q:
    """Rows of accounts the actor sees; finance sees the money of all of them."""
    return EVERYTHING if actor.role is Role.FINANCE else of_account(actor, column)


class Seller(Record):
    """A company of ours that invoices, with numbers of its own. What it leaves empty is the house's."""

    name = models.CharField(_("legal name"), max_length=160)
    vat_id = models.CharField(_("VAT number"), max_length=40, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    registration = models.CharField(_("register number"), max_length=80, blank=True)
    street = models.CharField(_("street"), max_length=240, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("state or province"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, such as US."))
    email = models.EmailField(_("e-mail for invoices"), max_length=254, blank=True)
    bank = models.CharField(_("bank"), max_length=120, blank=True)
    iban = models.CharField(_("IBAN or account number"), max_length=40, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    tax_currency = models.CharField(_("tax is accounted in"), max_length=3, blank=True)
    invoice_pattern = models.CharField(_("pattern of invoice numbers"), max_length=40, default="INV-{year}-{n:05}")
    credit_pattern = models.CharField(_("pattern of credit note numbers"), max_length=40, default="CN-{year}-{n:05}")
    biller = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("hands invoices off")
    )
    accountant = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("takes them for accounting")
    )
    is_usual = models.BooleanField(_("usual"), default=False)
    searched = ("name", "vat_id")

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        constraints = [
            models.UniqueConstraint(
                "is_usual", name="billing_one_usual_seller", condition=Q(is_usual=True, binned_at__isnull=True)
            )
        ]


class BillingDetails(Record):
    """How an account is invoiced: name and address on the invoice, its VAT number, its tax."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="billing_details", verbose_name=_("account"))
    name = models.CharField(_("name on invoices"), max_length=240, blank=True)
    street = models.CharField(_("street"), max_length=240, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("state or province"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, such as US."))
    vat_id = models.CharField(_("VAT number"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail for invoices"), max_length=254, blank=True)
    buyer_reference = models.CharField(_("buyer reference"), max_length=80, blank=True)
    tax = models.ForeignKey(
        TaxRate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tax on its invoices")
    )
    seller = models.ForeignKey(
        Seller, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("invoiced by")
    )
    searched = ("name", "vat_id", "buyer_reference")

    class Meta:
        verbose_name = _("billing details")
        verbose_name_plural = _("billing details")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], name="billing_details_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return self.name or self.account.name

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_billed(actor)


class ContractBilling(Record):
    """How far a contract is billed: the version that was looked at last, and the next day on which something is due."""

    contract = models.OneToOneField(Contract, models.CASCADE, related_name="billed", verbose_name=_("contract"))
    next_on = models.DateField(_("next invoice"), null=True)
    seen_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("billing of a contract")
        verbose_name_plural = _("billing of contracts")
        indexes = [models.Index("next_on", "id", name="billing_next_on")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return EVERYTHING if actor.role is Role.FINANCE else of_contract(actor)
