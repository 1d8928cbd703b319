"""The order: whose, under which contract, their number for it, and what was decided about it."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Contact, seen_accounts
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.access.scope import open_to, owned_by
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.serving.orders.rules.standing import RUNNING, State
from followthrough.winning.contracts.models import Contract
from followthrough.winning.quotes.models import QuoteVersion


class OrderState(models.TextChoices):
    """What somebody decided; late, partly delivered, delivered and back-ordered are worked out."""

    DRAFT = State.DRAFT.value, pgettext_lazy("order", "Draft")
    OPEN = State.OPEN.value, pgettext_lazy("order", "Open")
    HELD = State.HELD.value, _("On hold")
    CANCELLED = State.CANCELLED.value, pgettext_lazy("order", "Cancelled")
    CLOSED = State.CLOSED.value, pgettext_lazy("order", "Closed")


class HoldReason(models.TextChoices):
    """Why an order is held."""

    CREDIT = "credit", _("Credit limit")
    PAYMENT = "payment", _("Payment is missing")
    PO = "po", _("Their order number is missing")
    INFORMATION = "information", _("Information is missing")
    PRICE = "price", _("Price not agreed")
    STOCK = "stock", _("No stock")
    ASKED = "asked", _("The customer asked for it")
    OTHER = "other", _("Another reason")


class Party(models.TextChoices):
    """On whom it waits."""

    CUSTOMER = "customer", _("the customer")
    US = "us", pgettext_lazy("hold", "us")
    DEPARTMENT = "department", _("a department")
    SUPPLIER = "supplier", _("a supplier")


class Order(Record):
    """What a customer ordered. Its lines are owed once it is entered; `amount` is the sum of them, before tax.

    `shipped_on` is for orders taken over from another system: everything on them was delivered that day.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="orders", verbose_name=_("account"))
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("contract")
    )
    quote_version = models.ForeignKey(
        QuoteVersion, models.PROTECT, null=True, editable=False, related_name="orders", verbose_name=_("quote")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("owner")
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team"))
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delivered by")
    )
    po_number = models.CharField(_("their order number"), max_length=80, blank=True)
    po_repeated = models.BooleanField(_("their number is used again"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=OrderState, default=OrderState.DRAFT, editable=False)
    state_since = models.DateTimeField(_("in this state since"), editable=False)
    ordered_on = models.DateField(_("ordered on"), null=True, blank=True)
    asked_on = models.DateField(_("wanted on"), null=True, blank=True)
    shipped_on = models.DateField(_("all delivered on"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    discount = models.DecimalField(
        _("discount on the whole, %"), max_digits=5, decimal_places=2, default=Decimal(0), editable=False
    )
    amount = MoneyColumn(_("amount"), null=True, editable=False)
    ship_to = models.TextField(_("deliver to"), blank=True)
    note = models.TextField(_("note"), blank=True)
    price_note = models.CharField(_("other prices, because"), max_length=300, blank=True, editable=False)
    hold_reason = models.CharField(_("held because of"), max_length=11, choices=HoldReason, blank=True, editable=False)
    hold_note = models.CharField(_("held, in words"), max_length=300, blank=True, editable=False)
    held_for = models.CharField(_("waits on"), max_length=10, choices=Party, blank=True, editable=False)
    rush_on = models.DateField(_("rush, wanted on"), null=True, blank=True, editable=False)
    rush_reason = models.CharField(_("rush, because"), max_length=300, blank=True, editable=False)
    rush_state = models.CharField(
        _("rush"),
        max_length=8,
        choices=[("asked", _("Asked")), ("granted", _("Granted")), ("returned", _("Not granted"))],
        blank=True,
        editable=False,
    )
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True, editable=False)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("po_number", "former_id")

    class Meta:
        verbose_name = pgettext_lazy("sale", "order")
        verbose_name_plural = _("orders")
        constraints = [
            models.UniqueConstraint(
                "account",
                Lower("po_number"),
                name="orders_po_once",
                condition=~Q(po_number="") & Q(po_repeated=False, binned_at__isnull=True) & ~Q(state="cancelled"),
            )
        ]
        indexes = [
            models.Index("account", "id", name="orders_of_account"),
            models.Index("state", "id", name="orders_in_state"),
            models.Index("owner", "state", name="orders_of_owner"),
            models.Index("team", "state", name="orders_of_team"),
            models.Index("contract", name="orders_of_contract", condition=Q(contract__isnull=False)),
            models.Index(F("ordered_on").desc(nulls_last=True), F("id").desc(), name="orders_by_day"),
            models.Index(F("asked_on").asc(nulls_last=True), "id", name="orders_by_wanted"),
            models.Index("former_id", name="orders_by_former", condition=~Q(former_id="")),
        ]

    @property
    def title(self) -> str:
        return f"{self.ref} ({self.po_number})" if self.po_number else self.ref

    @property
    def is_running(self) -> bool:
        """Whether its lines are owed now."""
        return self.state in RUNNING

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.role is Role.DEPARTMENT:
            return Q(department__in=actor.team_ids) | Q(lines__department__in=actor.team_ids)
        return owned_by(actor, shared=Q(account__in=seen_accounts(actor)))


def of_order(actor: Actor, column: str = "order") -> Q:
    """Rows that belong to an order the actor sees."""
    if actor.is_system or actor.sees_all:
        return open_to(actor)
    return Q(**{f"{column}__in": Order.visible_to(actor).values("pk")})
