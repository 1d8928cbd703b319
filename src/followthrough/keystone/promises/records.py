"""Promises, their evidence and new dates, standing promises and rules, declared."""

from followthrough.kernel.access.permissions import EVERYBODY, MANAGERS
from followthrough.kernel.records.registry import record
from followthrough.keystone.promises.models import Evidence, Promise, RuleSetting, Slip, StandingPromise

record(
    Promise,
    ref="PM-{n:06}",
    group="desk",
    icon="list-checks",
    columns=["ref", "what", "kind", "account", "contact", "owner", "department", "minder", "due", "state"],
    form=["what", "account", "contact", "owed_to", "owner", "department", "minder", "due_on", "due_at", "asked_on"],
    filters=[
        "direction",
        "kind",
        "account",
        "contact",
        "owner",
        "department",
        "minder",
        "team",
        "state",
        "due",
        "rule",
        "reason",
    ],
    sorts=["due"],
    match=["ref"],
    readers=EVERYBODY,
    default_filters={"state": "open"},
    importable=False,
)
record(
    Evidence,
    plural="evidence",
    ref="E-{n:06}",
    columns=["kind", "text", "url"],
    readers=EVERYBODY,
    parent="promise",
    listed=False,
)
record(
    Slip,
    plural="slips",
    ref="SL-{n:06}",
    columns=["due_before", "due_after", "reason"],
    readers=EVERYBODY,
    parent="promise",
    listed=False,
)
record(
    StandingPromise,
    plural="standing-promises",
    ref="SP-{n:05}",
    group="desk",
    icon="repeat",
    columns=["ref", "what", "account", "owner", "department", "recurrence", "starts_on", "ends_on"],
    filters=["account", "owner", "department", "minder"],
    match=["ref"],
)
record(
    RuleSetting,
    plural="rules",
    ref="RU-{n:03}",
    icon="list-checks",
    columns=["name", "rule", "is_on", "days"],
    form=[],
    match=["ref", "rule"],
    writers=MANAGERS,
    importable=False,
)
