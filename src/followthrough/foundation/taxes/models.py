"""Rates of tax."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.columns import folded_index
from followthrough.kernel.records.model import Record


class TaxCategory(models.TextChoices):
    """What kind of rate it is, by the codes of EN 16931 (UNTDID 5305)."""

    STANDARD = "S", _("Standard rate")
    ZERO = "Z", _("Zero rate")
    EXEMPT = "E", _("Exempt")
    REVERSE = "AE", _("Reverse charge")
    EXPORT = "G", _("Export, not taxed")
    COMMUNITY = "K", _("Supply within the Community")
    OUTSIDE = "O", _("Outside the scope of tax")


class TaxRate(Record):
    """A rate that lines bear. They point at it, so its percentage never changes: a new one is another rate."""

    name = models.CharField(_("name"), max_length=80)
    percent = models.DecimalField(
        _("percent"), max_digits=6, decimal_places=3, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    category = models.CharField(_("category"), max_length=2, choices=TaxCategory, default=TaxCategory.STANDARD)
    reason = models.CharField(_("reason for no tax"), max_length=200, blank=True)
    is_usual = models.BooleanField(_("usual"), default=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.UniqueConstraint("name", name="taxes_name_once", condition=Q(binned_at__isnull=True)),
            models.UniqueConstraint(
                "is_usual", name="taxes_one_usual", condition=Q(is_usual=True, binned_at__isnull=True)
            ),
        ]
        indexes = [folded_index("name", "taxes_by_name")]

    @property
    def title(self) -> str:
        return self.name
