"""Products: what can stand on a line."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.columns import MoneyColumn, folded_index, searched
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


class Product(Record):
    """Something we sell."""

    name = models.CharField(_("name"), max_length=240)
    code = models.CharField(_("code"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=9, choices=ProductKind, default=ProductKind.ONE_OFF)
    family = models.CharField(_("family"), max_length=120, blank=True)
    list_price = MoneyColumn(_("list price"), null=True, blank=True)
    cost = MoneyColumn(_("cost"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    lifecycle = models.CharField(_("lifecycle"), max_length=11, choices=Lifecycle, default=Lifecycle.ON_SALE)
    description = models.TextField(_("description"), blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    search_text = searched("ref", "name", "code", "family")

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
        ]
