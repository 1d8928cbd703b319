"""Quotes, what each version said when it went out, and what customers asked about them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to
from followthrough.kernel.people.models import User
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.kernel.speaking import ENGLISH, SPOKEN
from followthrough.reaching.collateral.models import Pack
from followthrough.winning.pipeline.models import Opportunity, of_opportunity
from followthrough.winning.quotes.rules import standing


class QuoteState(models.TextChoices):
    """What a person decided about a quote; that it expired is computed."""

    DRAFT = "draft", pgettext_lazy("quote", "Draft")
    SENT = "sent", pgettext_lazy("quote", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("quote", "Accepted")
    DECLINED = "declined", pgettext_lazy("quote", "Declined")


LIVE = (QuoteState.DRAFT, QuoteState.SENT)


class DeclineReason(models.TextChoices):
    """Why a customer says no."""

    PRICE = "price", _("Price")
    COMPETITOR = "competitor", _("Another supplier")
    TIMING = "timing", _("Not now")
    FIT = "fit", _("Does not fit the need")
    BUDGET = "budget", _("No budget")
    OTHER = "other", _("Another reason")


class Quote(Record):
    """An offer to a customer. Its lines are those of its opportunity; its number stays through all its versions."""

    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="quotes", verbose_name=_("opportunity"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="quotes", verbose_name=_("account"))
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("contact")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("owner")
    )
    name = models.CharField(_("title"), max_length=240, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=QuoteState, default=QuoteState.DRAFT, editable=False)
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=SPOKEN, default=ENGLISH)
    delivery_terms = models.CharField(_("delivery terms"), max_length=200, blank=True)
    payment_terms = models.CharField(_("payment terms"), max_length=200, blank=True)
    pack = models.ForeignKey(
        Pack, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sales pack enclosed")
    )
    has_cover = models.BooleanField(_("cover page"), default=False)
    note = models.TextField(_("note to the customer"), blank=True)
    promises = models.TextField(_("what we promise"), blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.CharField(_("answered by"), max_length=160, blank=True, editable=False)
    decline_reason = models.CharField(_("reason"), max_length=10, choices=DeclineReason, blank=True, editable=False)
    answer_text = models.TextField(_("in their words"), blank=True, editable=False)
    choice = models.JSONField(_("options chosen"), default=dict, editable=False)
    accepted_total = MoneyColumn(_("accepted total"), null=True, editable=False)
    po_number = models.CharField(_("their order number"), max_length=80, blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("name", "po_number", "former_id")

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            models.UniqueConstraint(
                "opportunity",
                name="quotes_one_live",
                condition=Q(state__in=["draft", "sent"], binned_at__isnull=True),
            )
        ]
        indexes = [
            models.Index("state", "valid_until", name="quotes_by_validity"),
            models.Index("account", "id", name="quotes_of_account"),
            models.Index("owner", "state", name="quotes_of_owner"),
            models.Index("valid_until", "id", name="quotes_by_last_day"),
        ]

    @property
    def title(self) -> str:
        return self.name or self.ref

    @property
    def is_confirming(self) -> bool:
        """Whether the customer said yes to a choice that somebody here must approve before it counts."""
        return self.state == QuoteState.SENT and self.answered_at is not None

    def standing(self, today: date) -> str:
        """Where it stands: its state, `confirming` or `expired`; `today` is the seller's day."""
        return "confirming" if self.is_confirming else standing(self.state, self.valid_until, today)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_opportunity(actor)


class QuoteVersion(Record):
    """All that one version showed, as it was sent: `content` is what the customer saw, `inside` what they did not."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="versions", verbose_name=_("quote"))
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    content = models.JSONField(_("content"), editable=False)
    inside = models.JSONField(_("costs"), default=dict, editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    net = MoneyColumn(_("net"), editable=False)
    total = MoneyColumn(_("total"), editable=False)
    currency = models.CharField(_("currency"), max_length=3, editable=False)
    frozen_at = models.DateTimeField(_("frozen"), editable=False)
    author = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("quote version")
        verbose_name_plural = _("quote versions")
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "number"], name="quotes_version_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return str(_("Version %(number)d") % {"number": self.number})

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.sees_all:
            return open_to(actor)
        return Q(quote__in=Quote.visible_to(actor).values("pk"))


class QuoteQuestion(Record):
    """What a customer asked about a quote, and our answer; `email` is the mailbox of the link they asked by."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="questions", verbose_name=_("quote"))
    question = models.TextField(_("question"), editable=False)
    asked_by = models.CharField(_("asked by"), max_length=160, editable=False)
    email = models.EmailField(_("e-mail"), blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("answered by")
    )
    searched = ("question", "answer")

    class Meta:
        verbose_name = _("question about a quote")
        verbose_name_plural = _("questions about quotes")
        indexes = [models.Index("quote", "id", name="quotes_questions_of")]

    @property
    def title(self) -> str:
        return " ".join(self.question.split())[:80]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.sees_all:
            return open_to(actor)
        return Q(quote__in=Quote.visible_to(actor).values("pk"))
