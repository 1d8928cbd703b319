"""Uploads, declared."""

from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.records.registry import record

record(
    Import,
    ref="UP-{n:05}",
    group="setup",
    icon="file-up",
    columns=["name", "into", "state", "author", "applied_at"],
    form=[],
    filters=["into", "state", "author"],
    readers=DESK,
    importable=False,
)
never_merged(Import)
