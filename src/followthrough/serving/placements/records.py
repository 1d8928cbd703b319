"""Slots and placements, declared: lists, calendar, panels on contract and account, kinds of promises."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.permissions import EVERYBODY
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Column, Condition, Panel, panel_on, record, saved_on
from followthrough.keystone.promises.models import EvidenceKind, Promise
from followthrough.keystone.promises.queries.kinds import register_kind
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.serving.placements.actions.booking import clean_placement, fill_placements, saved_placements
from followthrough.serving.placements.actions.following import follow_promises
from followthrough.serving.placements.models import Placement, Slot
from followthrough.serving.placements.queries.owed import TAKE_DOWN
from followthrough.serving.placements.queries.showing import (
    is_overdue,
    left_in,
    standings,
    stands_on,
    waits_for_material,
)
from followthrough.winning.contracts.models import Contract, Entitlement

register_kind(TAKE_DOWN, _("Placement to take down"), "archive", evidence=EvidenceKind.NOTE)

COLUMNS = ("name", "standing", "place", "starts_on", "ends_on")

record(
    Slot,
    ref="SLT-{n:05}",
    group="promote",
    under="/placements/",
    icon="layout-grid",
    columns=["ref", "medium", "issue", "position", "kind", "appears_on", "width", "height", "capacity", "free"],
    form=["medium", "issue", "position", "kind", "appears_on", "width", "height", "capacity"],
    filters=["medium", "issue", "kind", "appears_on"],
    sorts=["appears_on"],
    match=["ref"],
    computed=[Column("free", _("Free"), left_in, kind="number")],
    fields={name: {"adds_up": False} for name in ("width", "height", "capacity")},
    panels=[
        Panel("placements", _("Placements"), link="slot", of=Placement,
              columns=("name", "account", "standing", "starts_on", "ends_on"), order=("-starts_on", "-id")),
    ],
)  # fmt: skip
record(
    Placement,
    ref="PLC-{n:05}",
    group="promote",
    icon="panel-top",
    begins=_(
        "Each run that a signed contract promises stands here; “New placement” adds one of its own."
    ),
    readers=EVERYBODY,
    columns=["ref", "name", "account", "standing", "kind", "place", "starts_on", "ends_on", "creative", "department"],
    form=["contract", "line", "name", "kind", "slot", "place", "starts_on", "ends_on", "department", "needs_target"],
    filters=["state", "kind", "account", "contract", "entitlement", "line", "slot", "department", "starts_on",
             "ends_on"],
    sorts=["starts_on", "ends_on"],
    match=["ref"],
    importable=False,
    clean=clean_placement,
    fill=fill_placements,
    saved=saved_placements,
    computed=[Column("standing", _("How it stands"), standings)],
    conditions=[
        Condition(Field("waits", Kind.YES_NO, _("Waits for material")), waits_for_material),
        Condition(Field("stands_on", Kind.DATE, _("Stands on")), stands_on),
        Condition(Field("overdue", Kind.YES_NO, _("Should be live or down")), is_overdue),
    ],
    views=[
        ("waiting", _("Waiting for material"), {"waits": "yes", "sort": "starts_on"}),
        ("overdue", _("Should be live or down"), {"overdue": "yes", "sort": "starts_on"}),
        ("live", _("Live"), {"state": "live", "sort": "ends_on"}),
        ("coming", _("To come"), {"state": "booked", "sort": "starts_on"}),
    ],
    lanes="state",
    panels=[
        promises_panel(owed_by="department"),
    ],
)  # fmt: skip

saved_on(Promise, follow_promises)
for _model, _column in ((Contract, "contract"), (Account, "account"), (Entitlement, "entitlement")):
    panel_on(
        _model,
        Panel(
            "placements",
            _("Placements"),
            link=_column,
            of=Placement,
            columns=COLUMNS,
            order=("starts_on", "pk"),
        ),
    )
