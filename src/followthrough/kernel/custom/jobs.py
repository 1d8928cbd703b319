"""Background work of custom fields."""

from followthrough.kernel.custom.indexes import settle_indexes
from followthrough.kernel.jobs.declare import job


@job("custom.indexes", lock="custom.indexes")
def index_custom_fields() -> None:
    """Make the indexes of new custom fields and drop those of archived ones."""
    settle_indexes("default")
