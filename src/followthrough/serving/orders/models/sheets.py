"""Order information: what onboarding needs to know for each kind of product, asked once, handed over when complete."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Contact, seen_accounts
from followthrough.foundation.catalogue.models import ProductKind
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.access.scope import open_to, owned_by
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.serving.orders.models.orders import Order
from followthrough.winning.contracts.models import Contract
from followthrough.winning.quotes.models import QuoteVersion


class AnswerKind(models.TextChoices):
    """What an answer looks like."""

    TEXT = "text", _("A few words")
    LONG = "long", _("Some sentences")
    NUMBER = "number", _("A number")
    DATE = "date", _("A day")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of a list")


class Giver(models.TextChoices):
    """Who can give an answer."""

    US = "us", pgettext_lazy("giver", "we ourselves")
    CUSTOMER = "customer", _("the customer")
    DEPARTMENT = "department", _("a department")


class KnownFrom(models.TextChoices):
    """Where an answer may be known from already."""

    ACCOUNT_ADDRESS = "account_address", _("The account's address")
    ACCOUNT_PHONE = "account_phone", _("The account's phone")
    ACCOUNT_WEBSITE = "account_website", _("The account's website")
    CONTACT = "contact", _("The contact and their e-mail")
    PO_NUMBER = "po_number", _("Their order number")
    STARTS_ON = "starts_on", _("The contract's first day")
    ENDS_ON = "ends_on", _("The contract's last day")
    BILLING = "billing", _("How it is invoiced")
    PAYMENT_DAYS = "payment_days", _("Days to pay")
    QUANTITY = "quantity", _("The quantity sold")
    SIGNED_BY = "signed_by", _("Who signed")


class SheetQuestion(Record):
    """Something that must be known before a product of a kind can be delivered; of no kind: for every order."""

    label = models.CharField(_("question"), max_length=200)
    label_es = models.CharField(_("question in Spanish"), max_length=200, blank=True)
    product_kind = models.CharField(_("for products"), max_length=9, choices=ProductKind, blank=True)
    kind = models.CharField(_("answered by"), max_length=6, choices=AnswerKind, default=AnswerKind.TEXT)
    options = ArrayField(models.CharField(max_length=120), verbose_name=_("choices"), default=list, blank=True)
    is_required = models.BooleanField(_("needed"), default=True)
    giver = models.CharField(_("who can say"), max_length=10, choices=Giver, default=Giver.CUSTOMER)
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    known_from = models.CharField(_("known from"), max_length=16, choices=KnownFrom, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    searched = ("label", "label_es")

    class Meta:
        verbose_name = _("order question")
        verbose_name_plural = _("order questions")
        constraints = [
            models.UniqueConstraint(
                fields=["product_kind", "label"], name="orders_question_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return self.label


class SheetState(models.TextChoices):
    """How far the information is."""

    OPEN = "open", _("Being filled in")
    HANDED = "handed", _("Handed over")
    ACCEPTED = "accepted", pgettext_lazy("sheet", "Accepted")
    RETURNED = "returned", pgettext_lazy("sheet", "Returned")


class OrderSheet(Record):
    """All that is known of what was sold, for whoever sets it up. Handed over only when complete."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="order_sheets", verbose_name=_("account"))
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="order_sheets", verbose_name=_("contract")
    )
    quote_version = models.ForeignKey(
        QuoteVersion, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("quote")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team"))
    receiver = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handed to")
    )
    go_live_on = models.DateField(_("goes live"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=SheetState, default=SheetState.OPEN, editable=False)
    handed_at = models.DateTimeField(_("handed over"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.CharField(_("answered by"), max_length=160, blank=True, editable=False)
    return_reason = models.CharField(_("returned because"), max_length=300, blank=True, editable=False)
    returns = models.PositiveSmallIntegerField(_("returned, times"), default=0, editable=False)
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="sheets",
        verbose_name=pgettext_lazy("sale", "order"),
    )
    searched = ("note",)

    class Meta:
        verbose_name = _("order information")
        verbose_name_plural = _("order information sheets")
        indexes = [
            models.Index("account", "id", name="order_sheets_of_account"),
            models.Index("state", "id", name="order_sheets_in_state"),
            models.Index("owner", "state", name="order_sheets_of_owner"),
            models.Index("receiver", "state", name="order_sheets_of_receiver"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Whoever sees the account; the department it was handed to from then on."""
        if actor.role is Role.DEPARTMENT:
            return Q(receiver__in=actor.team_ids) & ~Q(state=SheetState.OPEN)
        return owned_by(actor, shared=Q(account__in=seen_accounts(actor)))


class SheetAnswer(Record):
    """One question of a sheet as it was asked, and the answer with where it is from; empty while nobody knows."""

    sheet = models.ForeignKey(OrderSheet, models.CASCADE, related_name="answers", verbose_name=_("order information"))
    question = models.ForeignKey(SheetQuestion, models.PROTECT, related_name="answers", verbose_name=_("question"))
    about = models.CharField(_("about"), max_length=300, blank=True, editable=False)
    product_kind = models.CharField(max_length=9, blank=True, editable=False)
    value = models.TextField(_("answer"), blank=True)
    source = models.CharField(_("known from"), max_length=200, blank=True, editable=False)
    given_at = models.DateTimeField(_("given"), null=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)
    searched = ("value",)

    class Meta:
        verbose_name = _("order answer")
        verbose_name_plural = _("order answers")
        indexes = [models.Index("sheet", "position", "id", name="order_answers_of")]

    @property
    def title(self) -> str:
        return f"{self.question.label} ({self.about})" if self.about else self.question.label

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.sees_all:
            return open_to(actor)
        return Q(sheet__in=OrderSheet.visible_to(actor).values("pk"))
