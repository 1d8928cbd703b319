"""Tax rates, declared."""

from followthrough.foundation.taxes.actions import clean_tax_rate
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.registry import record

record(
    TaxRate,
    plural="tax-rates",
    ref="TX-{n:03}",
    group="settings",
    icon="percent",
    columns=["ref", "name", "percent", "category", "reason", "is_usual"],
    filters=["category"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS | {Role.FINANCE},
    clean=clean_tax_rate,
    fields={"percent": {"adds_up": False}},
    aliases=["tax", "vat"],
)
never_merged(TaxRate)
