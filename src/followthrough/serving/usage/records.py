"""Meters and what they count, declared."""

from followthrough.kernel.access.permissions import ADMINS, DESK, grant
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.registry import record
from followthrough.serving.usage.actions.meters import clean_meter
from followthrough.serving.usage.models import Meter, UsageBatch

grant("usage-batches.take", DESK)
record(
    Meter,
    ref="ME-{n:05}",
    group="serve",
    icon="gauge",
    columns=["ref", "name", "account", "unit", "how", "commitment", "closed_until"],
    form=["name", "account", "unit", "how", "zone", "code", "commitment", "line", "charges", "product"],
    filters=["account", "how", "commitment", "line", "product"],
    sorts=["name"],
    match=["ref", "code", "name"],
    clean=clean_meter,
)
record(
    UsageBatch,
    plural="usage-batches",
    ref="UB-{n:07}",
    group="serve",
    icon="file-up",
    columns=["ref", "at", "source", "name", "taken", "repeated", "adjusted", "refused", "author"],
    form=[],
    filters=["source", "at", "author"],
    sorts=["at"],
    default_sort="-at",
    in_menu=False,
    importable=False,
    writers=ADMINS,
)
never_merged(Meter, UsageBatch)
