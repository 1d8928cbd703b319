"""Check rates before they are kept; only one of them is usual."""

from django.utils.translation import gettext as _

from followthrough.foundation.taxes.models import TaxCategory, TaxRate
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values

MOST = 100


def clean_tax_rate(values: Values, rate: TaxRate | None) -> Values:
    """A percentage from 0 to 100, above zero only at a standard rate; it stays as it is once the rate is there."""
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    percent = values.get("percent", rate.percent if rate else 0)
    category = values.get("category", rate.category if rate else TaxCategory.STANDARD)
    if not 0 <= percent <= MOST:
        raise Invalid({"percent": _("Write a percentage from 0 to 100.")})
    if percent and category != TaxCategory.STANDARD:
        raise Invalid({"percent": _("Only a standard rate is above zero. Write 0, or choose the standard rate.")})
    if rate is not None and percent != rate.percent:
        raise Invalid({"percent": _("Lines already bear this rate. Make another rate with the new percentage.")})
    if values.get("is_usual"):
        others = TaxRate._default_manager.filter(is_usual=True, binned_at__isnull=True)
        if other := others.exclude(pk=rate.pk if rate else 0).first():
            raise Invalid(
                {"is_usual": _("%(title)s is the usual rate. Take the mark from it first.") % {"title": other.title}}
            )
    return values
