"""A renewal: one per contract and term, its lines with where each price comes from, and what became of it."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models import Contract, ContractLine, of_contract
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote


class PriceBy(models.TextChoices):
    """How the next term's prices follow from this one's."""

    KEPT = "kept", _("As they are")
    PERCENT = "percent", _("By a percentage")
    INDEX = "index", _("By an index")
    PRICE_LIST = "price_list", _("By the price list")


class UpliftRule(Record):
    """A rule for the prices of renewals. By an index they go by its new figure over the old one, exactly."""

    name = models.CharField(_("name"), max_length=120)
    price_by = models.CharField(_("prices"), max_length=10, choices=PriceBy, default=PriceBy.PERCENT)
    percent = models.DecimalField(_("percent"), max_digits=7, decimal_places=3, null=True, blank=True)
    index_name = models.CharField(_("index"), max_length=120, blank=True)
    index_before = models.DecimalField(_("its figure before"), max_digits=14, decimal_places=4, null=True, blank=True)
    index_now = models.DecimalField(_("its figure now"), max_digits=14, decimal_places=4, null=True, blank=True)
    is_default = models.BooleanField(_("for renewals made by rule"), default=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("uplift rule")
        verbose_name_plural = _("uplift rules")
        constraints = [
            models.UniqueConstraint("name", name="renewals_uplift_once", condition=Q(binned_at__isnull=True)),
        ]


class Outcome(models.TextChoices):
    """What became of a renewal."""

    OPEN = "open", pgettext_lazy("renewal", "Open")
    RENEWED = "renewed", _("Renewed")
    CHANGED = "changed", _("Renewed, changed")
    LOST = "lost", pgettext_lazy("renewal", "Lost")


class LostReason(models.TextChoices):
    """Why a customer did not renew."""

    PRICE = "price", _("Price")
    UNUSED = "unused", _("Did not use it")
    BROKEN = "broken", _("We did not keep what we promised")
    COMPETITOR = "competitor", _("Another supplier")
    BUDGET = "budget", _("No budget")
    GONE = "gone", _("Closed, sold or merged")
    OURS = "ours", _("We ended it")
    OTHER = "other", _("Another reason")


class Renewal(Record):
    """What comes after one term of a contract, made once. Values are what it comes to in a year, once-only left out.

    `decided_from` is the first day of what was decided: of the next term, or after the last day of one that was lost.
    """

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="renewals", verbose_name=_("contract"))
    name = models.CharField(_("name"), max_length=240, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, editable=False, related_name="renewals", verbose_name=_("account")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("owner")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("team")
    )
    term = models.PositiveSmallIntegerField(_("times renewed before"), editable=False)
    ends_on = models.DateField(_("term ends"), editable=False)
    notice_by = models.DateField(_("notice by"), null=True, editable=False)
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, null=True, editable=False, related_name="renewals", verbose_name=_("opportunity")
    )
    quote = models.ForeignKey(
        Quote, models.PROTECT, null=True, editable=False, related_name="renewals", verbose_name=_("quote")
    )
    uplift = models.ForeignKey(
        UpliftRule, models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name=_("uplift rule")
    )
    uplift_percent = models.DecimalField(
        _("uplift, percent"), max_digits=7, decimal_places=3, null=True, editable=False
    )
    state = models.CharField(_("outcome"), max_length=7, choices=Outcome, default=Outcome.OPEN, editable=False)
    successor = models.ForeignKey(
        Contract, models.PROTECT, null=True, editable=False, related_name="renewed_from", verbose_name=_("renewed by")
    )
    decided_from = models.DateField(_("decided from"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    is_by_rule = models.BooleanField(_("decided by rule"), default=False, editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=LostReason, blank=True, editable=False)
    reason_text = models.CharField(_("in words"), max_length=300, blank=True, editable=False)
    value_before = MoneyColumn(_("a year, before"), null=True, editable=False)
    value_after = MoneyColumn(_("a year, after"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        constraints = [models.UniqueConstraint(fields=["contract", "term"], name="renewals_once_per_term")]
        indexes = [
            models.Index("state", "ends_on", "id", name="renewals_by_state"),
            models.Index("ends_on", "id", name="renewals_by_end"),
            models.Index(F("notice_by").asc(nulls_last=True), "id", name="renewals_by_notice"),
            models.Index("owner", "state", name="renewals_of_owner"),
            models.Index("team", "state", name="renewals_of_team"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)


class Carried(models.TextChoices):
    """What became of a line of the contract in the draft."""

    KEPT = "kept", _("Kept")
    CHANGED = "changed", _("New price")
    LEFT_OUT = "left_out", _("Not carried over")


class RenewalLine(Record):
    """One line of the contract on its way into the next term: its price now, the price proposed, and where it is from.

    Prices are for one unit and one period of the contract line.
    """

    renewal = models.ForeignKey(Renewal, models.CASCADE, related_name="lines", verbose_name=_("renewal"))
    contract_line = models.ForeignKey(ContractLine, models.PROTECT, related_name="+", verbose_name=_("contract line"))
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+", verbose_name=_("line of the quote"))
    name = models.CharField(_("what"), max_length=300)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    carried = models.CharField(_("carried over"), max_length=8, choices=Carried)
    price_before = MoneyColumn(_("price now"), null=True)
    price_after = MoneyColumn(_("price then"), null=True)
    source = models.CharField(_("where the price comes from"), max_length=200, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    searched = ("name",)

    class Meta:
        verbose_name = _("renewed line")
        verbose_name_plural = _("renewed lines")
        indexes = [models.Index("renewal", "id", name="renewals_lines_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor, "renewal__contract")
