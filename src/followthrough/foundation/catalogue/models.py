"""Products: what can stand on a line, their versions, what they are made of, and what they are called."""

from datetime import date
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.catalogue.rules import Sold, Standing
from followthrough.kernel.records.columns import Fold, MoneyColumn, folded_index
from followthrough.kernel.records.keys import CompanySound
from followthrough.kernel.records.model import Record


class ProductKind(models.TextChoices):
    """How a product is sold."""

    ONE_OFF = "one_off", _("One-off")
    RECURRING = "recurring", _("Recurring")
    USAGE = "usage", _("By usage")
    PLACEMENT = "placement", _("Placement")
    DATA = "data", _("Data subscription")
    PART = "part", _("Part")


class Lifecycle(models.TextChoices):
    """Where a product stands between its first idea and its end."""

    PLANNED = "planned", _("Planned")
    ON_SALE = "on_sale", _("On sale")
    LAST_ORDERS = "last_orders", _("Last orders")
    ENDED = "ended", _("No longer sold")


class ChargePeriod(models.TextChoices):
    """The stretch of time a price pays for; none for what is paid once or by use."""

    MONTH = "month", _("per month")
    QUARTER = "quarter", _("per quarter")
    YEAR = "year", _("per year")


class Refreshes(models.TextChoices):
    """How often a data subscription is delivered anew."""

    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    YEARLY = "yearly", _("Yearly")


class BundlePrice(models.TextChoices):
    """What a product made of others costs."""

    OWN = "own", _("Its own price")
    SUM = "sum", _("The sum of its parts, less the discount")


class Product(Record):
    """Something we sell. With parts it is a bundle."""

    name = models.CharField(_("name"), max_length=240)
    code = models.CharField(_("code"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=9, choices=ProductKind, default=ProductKind.ONE_OFF)
    family = models.CharField(_("family"), max_length=120, blank=True)
    list_price = MoneyColumn(_("list price"), null=True, blank=True)
    cost = MoneyColumn(_("cost"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    lifecycle = models.CharField(_("lifecycle"), max_length=11, choices=Lifecycle, default=Lifecycle.ON_SALE)
    last_orders_until = models.DateField(_("last orders until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    period = models.CharField(_("charged"), max_length=7, choices=ChargePeriod, blank=True)
    term_months = models.PositiveSmallIntegerField(_("shortest term, months"), null=True, blank=True)
    included_quantity = models.DecimalField(
        _("quantity included"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    refreshes = models.CharField(_("delivered anew"), max_length=9, choices=Refreshes, blank=True)
    bundle_price = models.CharField(_("as a bundle costs"), max_length=3, choices=BundlePrice, default=BundlePrice.OWN)
    bundle_discount = models.DecimalField(
        _("discount as a bundle, %"), max_digits=5, decimal_places=2, default=Decimal(0)
    )
    description = models.TextField(_("description"), blank=True)
    other_names = models.TextField(_("former and other names"), blank=True, help_text=_("One on each line."))
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("name", "code", "family", "other_names")

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(
                Lower("code"), name="catalogue_code_once", condition=~Q(code="") & Q(binned_at__isnull=True)
            )
        ]
        indexes = [
            folded_index("name", "catalogue_by_name"),
            models.Index(CompanySound("name"), name="catalogue_by_sound"),
            models.Index("id", name="catalogue_ended", condition=Q(lifecycle="ended")),
            models.Index(Fold("code"), name="catalogue_by_code", condition=~Q(code="")),
        ]

    def standing(self, on: date) -> Standing:
        """Whether it may stand on a new line on a day."""
        return Sold(self.lifecycle, self.last_orders_until).on(on)


class ProductVersion(Record):
    """A state of a product with a name of its own, from the day it is released."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="versions", verbose_name=_("product"))
    name = models.CharField(_("version"), max_length=60)
    released_on = models.DateField(_("released"), null=True, blank=True)
    retired_on = models.DateField(_("delivered until"), null=True, blank=True)
    changes = models.CharField(_("what is new"), max_length=300, blank=True)
    searched = ("name", "changes")

    class Meta:
        verbose_name = _("product version")
        verbose_name_plural = _("product versions")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "name"], name="catalogue_version_once", condition=Q(binned_at__isnull=True)
            )
        ]


class Component(Record):
    """So many of a product in a bundle."""

    bundle = models.ForeignKey(Product, models.CASCADE, related_name="components", verbose_name=_("bundle"))
    product = models.ForeignKey(Product, models.PROTECT, related_name="part_of", verbose_name=_("product"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    is_optional = models.BooleanField(_("optional"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)
    searched = ("note",)

    class Meta:
        verbose_name = _("bundle part")
        verbose_name_plural = _("bundle parts")
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "product"], name="catalogue_part_once", condition=Q(binned_at__isnull=True)
            ),
            models.CheckConstraint(condition=~Q(bundle=F("product")), name="catalogue_part_is_other"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="catalogue_part_of_some"),
        ]

    @property
    def title(self) -> str:
        return self.product.name


class NamePattern(Record):
    """How the products of a family are to be called, such as `{family} {name}, DN {number}, PN {number}`."""

    family = models.CharField(_("family"), max_length=120)
    pattern = models.CharField(
        _("standard name"),
        max_length=200,
        help_text=_(
            "Parts between commas. {name}, {family}, {code}, {unit} are filled in; "
            "“DN {number}” is found wherever the name says it."
        ),
    )
    spellings = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("spellings"),
        default=list,
        blank=True,
        help_text=_("What stands for what, such as SS = stainless steel, cplg = coupling."),
    )
    searched = ("family", "pattern")

    class Meta:
        verbose_name = _("name pattern")
        verbose_name_plural = _("name patterns")
        constraints = [
            models.UniqueConstraint(Lower("family"), name="catalogue_pattern_once", condition=Q(binned_at__isnull=True))
        ]

    @property
    def title(self) -> str:
        return self.family
