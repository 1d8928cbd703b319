"""Background work of custom fields."""

from followthrough.kernel.custom.indexes import settle_indexes
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.records.registry import record_types
from followthrough.kernel.search.indexed import Indexed
from followthrough.kernel.search.rebuild import rebuild_kind


@job("custom.indexes", lock="custom.indexes")
def index_custom_fields() -> None:
    """Make the indexes of new custom fields and drop those of archived ones."""
    settle_indexes("default")


@job("custom.search")
def find_by_custom_fields(record_type: str) -> None:
    """Find records by what their custom fields hold now that these or their readers changed."""
    for kind in record_types():
        if kind.kind == record_type:
            rebuild_kind(Indexed(kind))
