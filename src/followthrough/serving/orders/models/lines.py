"""Lines of orders: what was ordered, when it was asked for and promised, and every movement of its quantity."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.keystone.promises.models import Promise
from followthrough.serving.orders.models.orders import Order, of_order
from followthrough.serving.orders.rules.standing import Taken
from followthrough.winning.contracts.models import ContractLine
from followthrough.winning.pipeline.rules.offer import Bearing, Item

NONE = Decimal(0)


class Backorder(models.TextChoices):
    """Why a line can't be promised for a day yet."""

    STOCK = "stock", _("No stock")
    DATE = "date", _("No date from the supplier")
    CAPACITY = "capacity", _("No capacity")
    OTHER = "other", _("Another reason")


def left_to_deliver(prefix: str = "") -> Q:
    """Lines of which something is still to be delivered; `prefix` is the way to them, such as `lines__`."""
    owed = F(f"{prefix}quantity") + F(f"{prefix}replaced") - F(f"{prefix}cancelled")
    return Q(**{f"{prefix}delivered__lt": owed, f"{prefix}binned_at__isnull": True})


class OrderLine(Record):
    """One thing ordered. The quantities delivered, returned and cancelled are the sums of its movements.

    `agreed_price` is the price each, after discount, by the contract, the accepted quote or the price list
    (`agreed_from` says which). `replaced` is what came back and is to be delivered again.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=pgettext_lazy("sale", "order"))
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    contract_line = models.ForeignKey(
        ContractLine, models.PROTECT, null=True, blank=True, related_name="order_lines", verbose_name=_("contract line")
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    unit_price = MoneyColumn(_("price each"), null=True, blank=True)
    discount = models.DecimalField(_("discount, %"), max_digits=5, decimal_places=2, default=NONE)
    tax = models.ForeignKey(TaxRate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tax"))
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("delivered by")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    asked_on = models.DateField(_("wanted on"), null=True, blank=True)
    promised_on = models.DateField(_("promised on"), null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, editable=False)
    slips = models.PositiveSmallIntegerField(_("promised day moved"), default=0, editable=False)
    backorder = models.CharField(_("back-ordered"), max_length=8, choices=Backorder, blank=True, editable=False)
    backorder_note = models.CharField(_("back-ordered, in words"), max_length=300, blank=True, editable=False)
    delivered = models.DecimalField(_("delivered"), max_digits=14, decimal_places=3, default=NONE, editable=False)
    returned = models.DecimalField(_("returned"), max_digits=14, decimal_places=3, default=NONE, editable=False)
    replaced = models.DecimalField(_("to deliver again"), max_digits=14, decimal_places=3, default=NONE, editable=False)
    cancelled = models.DecimalField(_("cancelled"), max_digits=14, decimal_places=3, default=NONE, editable=False)
    agreed_price = MoneyColumn(_("agreed price"), null=True, editable=False)
    agreed_from = models.CharField(_("agreed in"), max_length=160, blank=True, editable=False)
    amount = MoneyColumn(_("amount"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    promise = models.ForeignKey(
        Promise, models.SET_NULL, null=True, editable=False, related_name="order_lines", verbose_name=_("promise")
    )
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("description", "former_id")

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        indexes = [
            models.Index("order", "position", "id", name="order_lines_of"),
            models.Index("order", "promised_on", name="order_lines_owed", condition=left_to_deliver()),
            models.Index(F("promised_on").asc(nulls_last=True), "id", name="order_lines_by_promised"),
            models.Index("department", "promised_on", name="order_lines_of_department"),
            models.Index("product", "id", name="order_lines_of_product"),
            models.Index("promise", name="order_lines_of_promise", condition=Q(promise__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_of_some"),
            models.CheckConstraint(
                condition=Q(delivered__gte=0, returned__gte=0, cancelled__gte=0, replaced__lte=F("returned"))
                & Q(returned__lte=F("delivered"))
                & Q(delivered__lte=F("quantity") + F("replaced") - F("cancelled")),
                name="order_line_adds_up",
            ),
        ]

    @property
    def title(self) -> str:
        return self.description or (self.product.name if self.product else self.ref)

    @property
    def taken(self) -> Taken:
        """Its quantities and its day on plain values."""
        return Taken(
            self.quantity,
            self.delivered,
            self.returned,
            self.replaced,
            self.cancelled,
            self.promised_on,
            bool(self.backorder),
        )

    @property
    def left(self) -> Decimal:
        """What is still to be delivered."""
        return self.taken.left

    @property
    def item(self) -> Item:
        """The line as it is counted."""
        tax = Bearing(self.tax.name, self.tax.percent) if self.tax else None
        return Item(self.quantity, self.unit_price, self.discount, tax=tax)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_order(actor)


class Moved(models.TextChoices):
    """What happened to a quantity."""

    DELIVERED = "delivered", _("Delivered")
    RETURNED = "returned", _("Returned")
    CANCELLED = "cancelled", pgettext_lazy("order", "Cancelled")


class MovedFor(models.TextChoices):
    """Why something was cancelled or came back."""

    ASKED = "asked", _("The customer asked for it")
    WRONG = "wrong", _("Wrong item or quantity")
    DEFECT = "defect", _("Defect")
    DAMAGED = "damaged", _("Damaged on the way")
    LATE = "late", _("Too late")
    NOT_AVAILABLE = "not_available", _("Not available")
    MISTAKE = "mistake", _("Made by mistake")
    OTHER = "other", _("Another reason")


class DeliveryMovement(Record):
    """That so much of a line was delivered, came back or was cancelled, on a day. Only added, never changed."""

    order_line = models.ForeignKey(OrderLine, models.CASCADE, related_name="movements", verbose_name=_("order line"))
    kind = models.CharField(_("what"), max_length=9, choices=Moved)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3)
    on = models.DateField(_("day"))
    again = models.BooleanField(_("to deliver again"), default=False)
    reason = models.CharField(_("reason"), max_length=13, choices=MovedFor, blank=True)
    text = models.CharField(_("in words"), max_length=300, blank=True)
    paper = models.CharField(_("delivery note"), max_length=80, blank=True)
    promise = models.ForeignKey(
        Promise, models.SET_NULL, null=True, related_name="+", verbose_name=_("kept the promise")
    )
    searched = ("text", "paper")

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        indexes = [models.Index("order_line", "kind", name="order_movements_of")]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="order_movement_of_some")]

    @property
    def title(self) -> str:
        return f"{self.get_kind_display()} {self.quantity:f}"

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_order(actor, "order_line__order")


class DateChange(Record):
    """That a line's promised day was set or moved: from, to, why, and when the customer was told."""

    order_line = models.ForeignKey(OrderLine, models.CASCADE, related_name="date_changes", verbose_name=_("order line"))
    before = models.DateField(_("from"), null=True)
    after = models.DateField(_("to"), null=True)
    reason = models.CharField(_("reason"), max_length=14, blank=True)
    text = models.CharField(_("in words"), max_length=300, blank=True)
    told_at = models.DateTimeField(_("customer told"), null=True)
    told_how = models.CharField(_("told how"), max_length=160, blank=True)
    searched = ("text",)

    class Meta:
        verbose_name = _("change of date")
        verbose_name_plural = _("changes of date")
        indexes = [models.Index("order_line", "id", name="order_dates_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_order(actor, "order_line__order")
