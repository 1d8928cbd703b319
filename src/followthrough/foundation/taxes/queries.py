"""The rate that new lines bear."""

from followthrough.foundation.taxes.models import TaxRate


def usual_tax() -> TaxRate | None:
    """The rate marked as usual, if there is one."""
    return TaxRate._default_manager.filter(is_usual=True, binned_at__isnull=True).first()
