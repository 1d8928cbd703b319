"""What a contract is made of: lines, entitlements, commitments, discounts, packages; each in force from day to day."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import MoneyColumn
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models.amending import Amendment
from followthrough.winning.contracts.models.contracts import Contract, of_contract


class Charged(models.TextChoices):
    """For which period a price is."""

    ONCE = "once", pgettext_lazy("price", "once")
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("a quarter")
    HALF_YEAR = "half_year", _("half a year")
    YEAR = "year", _("a year")
    USAGE = "usage", _("by usage, estimated")


class BilledWhen(models.TextChoices):
    """When what is charged once falls due."""

    SCHEDULE = "schedule", _("by schedule")
    LIVE = "live", _("as its placements go live")


class Part(Record):
    """What every part has: since when and until when it is in force, and the amendments that brought and ended it.

    Before the contract (or the amendment that adds it) is signed a part has no `effective_from` and is not in force.
    """

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="%(class)ss", verbose_name=_("contract"))
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="added_%(class)ss", verbose_name=_("amendment")
    )
    ended_by = models.ForeignKey(
        Amendment,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="ended_%(class)ss",
        verbose_name=_("ended by"),
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="replaced_by", verbose_name=_("in place of")
    )
    effective_from = models.DateField(_("in force from"), null=True, editable=False)
    effective_until = models.DateField(_("in force until"), null=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)


def goes_on_from() -> Any:
    """The part of the contract before that this one goes on from, once a renewal's contract carries it over."""
    return models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="continued_by", verbose_name=_("goes on from")
    )


class ContractLine(Part):
    """Something sold under the contract; its amount is quantity x price less discount, for each period charged.

    With volume prices (`tiers`) the amount follows them. One with days of its own is in force on these alone. Where
    amendments put one line in the place of another, `began_as` is the line at the beginning.
    """

    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    unit_price = MoneyColumn(_("price each"), null=True, blank=True)
    discount = models.DecimalField(_("discount, %"), max_digits=5, decimal_places=2, default=Decimal(0))
    charged = models.CharField(_("charged"), max_length=9, choices=Charged, default=Charged.YEAR)
    billed_when = models.CharField(
        _("billed"), max_length=8, choices=BilledWhen, default=BilledWhen.SCHEDULE, blank=True
    )
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    tiers = models.JSONField(_("volume prices"), default=dict, editable=False)
    continues = goes_on_from()
    began_as = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("began as")
    )
    amount = MoneyColumn(_("amount"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    searched = ("description",)

    class Meta:
        verbose_name = _("contract line")
        verbose_name_plural = _("contract lines")
        indexes = [
            models.Index("contract", "id", name="contract_lines_of"),
            models.Index(Coalesce("began_as", "id"), name="contract_lines_began_as"),
        ]

    @property
    def title(self) -> str:
        return self.description or (self.product.name if self.product else self.ref)


class EntitlementKind(models.TextChoices):
    """What sort of thing they are owed; it says which promises come of it."""

    DELIVERABLE = "deliverable", _("Delivery")
    REFRESH = "refresh", _("Data refresh")
    PLACEMENT = "placement", _("Placement")
    BENEFIT = "benefit", _("Benefit they may call")
    SEATS = "seats", _("Seats they may call")
    DISCOUNT = "discount", _("Discount to honour")
    NOTICE = "notice", _("Notice to give")


class PlacementKind(models.TextChoices):
    """What is placed."""

    BANNER = "banner", _("Banner")
    AD_PAGE = "ad_page", _("Ad page")
    LINK = "link", pgettext_lazy("placement", "Link")
    NEWSLETTER = "newsletter", _("Newsletter")

    @property
    def is_clicked(self) -> bool:
        """Whether it leads somewhere; a printed page does not."""
        return self is not PlacementKind.AD_PAGE


CALLED = (EntitlementKind.BENEFIT, EntitlementKind.SEATS)


class Entitlement(Part):
    """Something the customer is owed: what, by whom here, how many, when or how often, and what shows it was done.

    What they may call is a stock of `quantity` until its last day (`until`); everything else becomes promises when the
    contract is signed: one for each planned day, due `lead_days` working days before it, or within `window_days` after.
    With `needs` the customer must send something first, `needs_days` working days before the planned day.
    """

    name = models.CharField(_("what"), max_length=300)
    kind = models.CharField(_("sort"), max_length=11, choices=EntitlementKind, default=EntitlementKind.DELIVERABLE)
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owed by department")
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owed by person")
    )
    line = models.ForeignKey(
        ContractLine, models.SET_NULL, null=True, blank=True, related_name="entitlements",
        verbose_name=_("sold with the line"),
    )  # fmt: skip
    quantity = models.PositiveIntegerField(_("how many"), default=1)
    first_on = models.DateField(_("first on"), null=True, blank=True)
    recurrence = models.CharField(_("repeats"), max_length=200, blank=True)
    until = models.DateField(_("last on"), null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(_("working days of lead time"), default=0)
    window_days = models.PositiveSmallIntegerField(_("window, working days"), default=0)
    needs = models.CharField(
        _("they send first"), max_length=200, blank=True, default="", help_text=_("Such as artwork.")
    )
    needs_days = models.PositiveSmallIntegerField(_("sent working days before"), default=0)
    place = models.CharField(
        _("where it stands"), max_length=200, blank=True, default="",
        help_text=_("Of a placement: the page or newsletter, the issue, the position."),
    )  # fmt: skip
    flight_days = models.PositiveSmallIntegerField(_("stands for days"), default=0)
    stands_as = models.CharField(
        _("stands as"), max_length=10, choices=PlacementKind, blank=True, default="",
        help_text=_("Of a placement; an ad page waits for its artwork alone, all others for an address as well."),
    )  # fmt: skip
    value = MoneyColumn(_("worth"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    proof = models.CharField(_("shown by"), max_length=200, blank=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        indexes = [models.Index("contract", "id", name="contract_entitlements_of")]

    @property
    def is_called(self) -> bool:
        """Whether the customer calls it when they want it."""
        return self.kind in CALLED


class BenefitCall(Record):
    """One call of a benefit: how many of it, wanted when, and the promise that came of it."""

    entitlement = models.ForeignKey(
        Entitlement, models.CASCADE, related_name="calls", verbose_name=_("entitlement")
    )  # fmt: skip
    quantity = models.PositiveIntegerField(_("how many"), default=1)
    wanted_on = models.DateField(_("wanted on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    searched = ("note",)

    class Meta:
        verbose_name = _("benefit call")
        verbose_name_plural = _("benefit calls")
        indexes = [models.Index("entitlement", "id", name="contract_calls_of")]

    @property
    def title(self) -> str:
        return f"{self.ref} {self.entitlement.name}"

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor, "entitlement__contract")


class CommitmentPeriod(models.TextChoices):
    """Over what a minimum or maximum is counted."""

    MONTH = "month", _("each month")
    QUARTER = "quarter", _("each quarter")
    YEAR = "year", _("each year")
    TERM = "term", _("over the term")


class Commitment(Part):
    """How much they must take at least, or may take at most, in each period."""

    name = models.CharField(_("of what"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    minimum = models.DecimalField(_("at least"), max_digits=16, decimal_places=3, null=True, blank=True)
    maximum = models.DecimalField(_("at most"), max_digits=16, decimal_places=3, null=True, blank=True)
    period = models.CharField(_("counted"), max_length=7, choices=CommitmentPeriod, default=CommitmentPeriod.YEAR)
    rolls_over = models.BooleanField(_("what is left rolls over"), default=False)
    continues = goes_on_from()
    searched = ("name",)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        indexes = [models.Index("contract", "id", name="contract_commitments_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=models.F("maximum")),
                name="contract_commitment_in_order",
            )
        ]


class ContractDiscount(Part):
    """A discount they may claim: on what, how much, until when, and who here must honour it."""

    name = models.CharField(_("on what"), max_length=200)
    percent = models.DecimalField(_("discount, %"), max_digits=5, decimal_places=2)
    until = models.DateField(_("may be used until"), null=True, blank=True)
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("honoured by")
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("contract discount")
        verbose_name_plural = _("contract discounts")
        indexes = [models.Index("contract", "id", name="contract_discounts_of")]


class ServicePackage(Part):
    """A level of service they have under the contract."""

    name = models.CharField(_("package"), max_length=160)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    includes = models.TextField(_("includes"), blank=True)
    searched = ("name", "includes")

    class Meta:
        verbose_name = _("service package")
        verbose_name_plural = _("service packages")
        indexes = [models.Index("contract", "id", name="contract_packages_of")]


PARTS: tuple[type[Part], ...] = (ContractLine, Entitlement, Commitment, ContractDiscount, ServicePackage)
