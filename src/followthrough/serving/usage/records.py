"""Meters and what they count, schedules of data refreshes, and what commitments warn of, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.permissions import ADMINS, DESK, grant
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.readings import Reading, reading_on
from followthrough.kernel.records.registry import Panel, panel_on, record
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import open_promises
from followthrough.keystone.promises.queries.repeating import REPEATS
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.serving.usage.actions.meters import clean_meter
from followthrough.serving.usage.actions.refreshing import clean_schedule, fill_schedules, saved_schedules
from followthrough.serving.usage.actions.reminding import register_letters
from followthrough.serving.usage.models import Meter, RefreshDelivery, RefreshSchedule, UsageBatch
from followthrough.serving.usage.queries import alerts, refreshing, unused
from followthrough.serving.usage.queries.points import points
from followthrough.serving.usage.queries.told import standing_told
from followthrough.winning.contracts.models import Commitment, Contract
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.queries.talking import register_points

register_kind(alerts.KIND, _("Commitment in use"), "gauge")
register_rule(
    Rule(alerts.OVER, _("A commitment will be passed: talk working days before"), alerts.KIND, 10, alerts.wanted_over)
)
register_rule(
    Rule(alerts.SHORT, _("A commitment will not be reached: talk working days before its end"), alerts.KIND, 30,
         alerts.wanted_short)
)  # fmt: skip
register_rule(
    Rule(alerts.SHARE, _("A commitment is taken faster than time goes: tell from this percent on"), alerts.KIND, 80,
         alerts.wanted_share)
)  # fmt: skip
register_rule(
    Rule(refreshing.RULE, _("A data refresh, due working days before its day"), refreshing.KIND, 0,
         refreshing.wanted_refreshes)
)  # fmt: skip
register_kind(unused.KIND, _("Reminder of what is unused"), "mail")
register_rule(
    Rule(unused.RULE, _("What a customer has not used: remind them days before it is lost"), unused.KIND, 60,
         unused.wanted_reminders)
)  # fmt: skip
grant("usage-batches.take", DESK)
record(
    Meter,
    ref="ME-{n:05}",
    group="serve",
    under="/usage/",
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
record(
    RefreshSchedule,
    plural="refresh-schedules",
    ref="RS-{n:05}",
    group="serve",
    under="/usage/",
    icon="repeat",
    columns=["ref", "name", "account", "next_on", "last_on", "receiver", "format", "department"],
    form=["name", "account", "contract", "entitlement", "recurrence", "first_on", "ends_on", "department", "owner",
          "receiver", "format", "meter"],
    filters=["account", "contract", "department", "owner", "next_on", "last_on"],
    sorts=["name", "next_on"],
    default_sort="next_on",
    match=["ref", "name"],
    fields={"recurrence": REPEATS},
    clean=clean_schedule,
    fill=fill_schedules,
    saved=saved_schedules,
    panels=[
        Panel(
            "deliveries",
            _("Delivered"),
            link="schedule",
            of=RefreshDelivery,
            columns=("delivered_on", "planned_on", "rows", "name", "sha256"),
            begins=_("“Delivered” writes down each file, with its rows."),
        )
    ],
)  # fmt: skip
record(
    RefreshDelivery,
    plural="refresh-deliveries",
    ref="RD-{n:07}",
    columns=["planned_on", "delivered_on", "rows", "name", "sha256", "batch", "note"],
    form=[],
    writers=frozenset(),
    parent="schedule",
    listed=False,
)
for _model in (Contract, Account, Renewal):
    panel_on(_model, unused.used_and_unused(_("Used and unused")))
register_letters()
register_points(points)
panel_on(Commitment, open_promises(_("Open promises")))
never_merged(Meter, UsageBatch, RefreshSchedule, RefreshDelivery)
panel_on(
    Account,
    Panel(
        "refreshes",
        _("Data refreshes"),
        link="account",
        of=RefreshSchedule,
        columns=("name", "next_on", "last_on", "format"),
        order=("next_on", "pk"),
        begins=_("Data that they get again and again, each time on its planned day."),
    ),
)
DAY = Field("day", Kind.DATE, _("Day"), help=_("Such as 2026-11-30; today if left out."))
reading_on(Commitment, Reading("standing", _("What was taken of it, and where it is heading."), (DAY,), standing_told))
