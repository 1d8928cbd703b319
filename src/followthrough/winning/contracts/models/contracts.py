"""The contract: with whom, its terms, what people decided about it, and who has it now."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Contact, seen_accounts
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to, owned_by
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import folded_index
from followthrough.kernel.records.model import Record
from followthrough.kernel.speaking import SPOKEN
from followthrough.winning.contracts.models.clauses import ContractTemplate
from followthrough.winning.contracts.rules.standing import State
from followthrough.winning.contracts.rules.terms import NoticeUnit
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.models import QuoteVersion


class ContractState(models.TextChoices):
    """What somebody decided; running, ended and notice are worked out from the dates."""

    DRAFT = State.DRAFT.value, pgettext_lazy("contract", "Draft")
    NEGOTIATION = State.NEGOTIATION.value, _("In negotiation")
    SIGNATURE = State.SIGNATURE.value, _("Out for signature")
    SIGNED = State.SIGNED.value, _("Signed")
    TERMINATED = State.TERMINATED.value, _("Terminated")
    VOID = State.VOID.value, _("Void")


class Party(models.TextChoices):
    """On whose side it lies."""

    US = "us", _("us")
    THEM = "them", _("them")
    LEGAL = "legal", _("legal")
    APPROVER = "approver", _("approver")
    SIGNER = "signer", _("signers")


class NoticeUnits(models.TextChoices):
    """What a notice period is counted in."""

    DAYS = NoticeUnit.DAYS.value, _("days")
    WORKING_DAYS = NoticeUnit.WORKING_DAYS.value, _("working days")
    MONTHS = NoticeUnit.MONTHS.value, _("months")


class NoticeFrom(models.TextChoices):
    """Who gave notice."""

    US = "us", _("We did")
    THEM = "them", _("They did")


class Billing(models.TextChoices):
    """How often, and when, what recurs is invoiced."""

    MONTH_BEFORE = "month_before", _("Monthly, in advance")
    MONTH_AFTER = "month_after", _("Monthly, afterwards")
    QUARTER_BEFORE = "quarter_before", _("Quarterly, in advance")
    QUARTER_AFTER = "quarter_after", _("Quarterly, afterwards")
    HALF_YEAR_BEFORE = "half_year_before", _("Half-yearly, in advance")
    YEAR_BEFORE = "year_before", _("Yearly, in advance")
    ON_SIGNATURE = "on_signature", _("All of it when signed")
    ON_DELIVERY = "on_delivery", _("As it is delivered")


class Contract(Record):
    """What both sides agree. Its terms are those with every signed amendment in them; `terms_on` gives any day's.

    The last day of its present term and the last day to give notice are kept for lists; pages work them out.
    """

    name = models.CharField(_("name"), max_length=240)
    account = models.ForeignKey(Account, models.PROTECT, related_name="contracts", verbose_name=_("account"))
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("opportunity")
    )
    quote_version = models.ForeignKey(
        QuoteVersion, models.PROTECT, null=True, editable=False, related_name="contracts", verbose_name=_("quote")
    )
    template = models.ForeignKey(
        ContractTemplate, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("template")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("owner")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("team")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signs for them")
    )
    our_signer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signs for us")
    )
    language = models.CharField(_("language"), max_length=2, blank=True, choices=SPOKEN)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    state = models.CharField(
        _("state"), max_length=11, choices=ContractState, default=ContractState.DRAFT, editable=False
    )
    state_since = models.DateTimeField(_("in this state since"), editable=False)
    starts_on = models.DateField(_("runs from"), null=True, blank=True)
    ends_on = models.DateField(_("first term ends"), null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(_("term, months"), null=True, blank=True)
    renews = models.BooleanField(_("renews by itself"), default=False)
    renewal_months = models.PositiveSmallIntegerField(_("renews for, months"), default=12)
    renewal_limit = models.PositiveSmallIntegerField(_("renews at most, times"), null=True, blank=True)
    notice = models.PositiveSmallIntegerField(_("notice"), default=0)
    notice_unit = models.CharField(_("notice in"), max_length=12, choices=NoticeUnits, default=NoticeUnits.DAYS)
    payment_days = models.PositiveSmallIntegerField(_("payable within days"), default=30)
    billing = models.CharField(_("invoiced"), max_length=16, choices=Billing, default=Billing.YEAR_BEFORE)
    needs_po = models.BooleanField(_("needs their PO number"), default=False)
    po_number = models.CharField(_("PO number"), max_length=80, blank=True)
    terms_number = models.PositiveIntegerField(_("terms changed, times"), default=0, editable=False)
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
    notice_given_on = models.DateField(_("notice given on"), null=True, blank=True, editable=False)
    notice_from = models.CharField(_("notice from"), max_length=4, choices=NoticeFrom, blank=True, editable=False)
    terminated_on = models.DateField(_("terminated on"), null=True, blank=True, editable=False)
    superseded_from = models.DateField(
        _("another contract takes its place from"), null=True, blank=True, editable=False
    )
    end_reason = models.CharField(_("why it ends"), max_length=300, blank=True, editable=False)
    term_ends_on = models.DateField(_("term ends"), null=True, blank=True, editable=False)
    notice_by = models.DateField(_("notice by"), null=True, blank=True, editable=False)
    last_day = models.DateField(_("ends for good"), null=True, blank=True, editable=False)
    promised_until = models.DateField(_("promised until"), null=True, editable=False)
    with_party = models.CharField(_("is with"), max_length=8, choices=Party, blank=True, editable=False)
    held_since = models.DateTimeField(_("in these hands since"), null=True, editable=False)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("name", "po_number", "former_id")

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        indexes = [
            folded_index("name", "contracts_by_name"),
            models.Index("account", "id", name="contracts_of_account"),
            models.Index("owner", "state", name="contracts_of_owner"),
            models.Index("team", "state", name="contracts_of_team"),
            models.Index("state", "id", name="contracts_in_state"),
            models.Index(F("notice_by").asc(nulls_last=True), "id", name="contracts_by_notice"),
            models.Index(F("term_ends_on").asc(nulls_last=True), "id", name="contracts_by_end"),
            models.Index(F("starts_on").asc(nulls_last=True), "id", name="contracts_by_start"),
            models.Index("promised_until", "id", name="contracts_by_promised", condition=Q(state="signed")),
            models.Index("former_id", name="contracts_by_former", condition=~Q(former_id="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="contract_ends_after_start"
            )
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return owned_by(actor, shared=Q(account__in=seen_accounts(actor)))

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed: from here on only an amendment changes what was agreed."""
        return self.state in (ContractState.SIGNED, ContractState.TERMINATED)


def of_contract(actor: Actor, column: str = "contract") -> Q:
    """Rows that belong to a contract the actor sees."""
    if actor.is_system or actor.sees_all:
        return open_to(actor)
    return Q(**{f"{column}__in": Contract.visible_to(actor).values("pk")})
