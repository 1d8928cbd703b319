"""What is done with meters: tidied as they are written, closed when their days are billed."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.people.actions import known_zone
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.usage.models import Charges, Meter, UsageEvent
from followthrough.serving.usage.queries.chains import chain_of
from followthrough.serving.usage.queries.meters import meters_of_commitment, meters_of_contract
from followthrough.winning.contracts.models import Contract

FIXED = ("account", "unit", "how", "zone")  # what events already counted depend on


def clean_meter(values: Values, meter: Any) -> Values:
    """What it counts for belongs to its account; what its events depend on stays once there are some."""
    if zone := values.get("zone"):
        known_zone(zone)
    account = values.get("account") or (meter.account if meter else None)
    for name in ("commitment", "line"):
        part = values.get(name)
        if part is not None and account is not None and part.contract.account_id != account.pk:
            raise Invalid({name: _("%(title)s belongs to another account.") % {"title": part.title}})
    _check_alike(values, meter)
    if meter is not None:
        changed = [name for name in FIXED if name in values and differs(meter, name, values[name])]
        if changed and UsageEvent.objects.filter(meter=meter).exists():
            raise Invalid({changed[0]: _("Events are counted by it already. Make another meter.")})
    return values


def _check_alike(values: Values, meter: Any) -> None:
    """What counts for one commitment has one price."""
    commitment = values.get("commitment", meter.commitment if meter else None)
    if commitment is None:
        return
    line = values.get("line", meter.line if meter else None)
    charges = values.get("charges", meter.charges if meter else Charges.ALL)
    others = meters_of_commitment(commitment).exclude(pk=meter.pk if meter else 0)
    alike = {one.pk for one in chain_of(line)} if line else {None}
    if any(one.line_id not in alike or one.charges != charges for one in others):
        raise Invalid({"line": _("The meters of one commitment are priced alike.")})


@action(
    Meter,
    needs="meters.close",
    roles=DESK | {Role.FINANCE},
    button=gettext_lazy("Close days"),
    icon="lock",
    labels={"until": gettext_lazy("Closed until")},
)
def close_meter(meter: Meter, *, until: date, by: Actor, now: datetime) -> Changes:
    """Close its days up to one that is over, since they are billed. What still comes in for them counts on the first
    day after, and says so."""
    _check(meter, until, now)
    change_records(type_of(Meter), [(meter, {"closed_until": until})], by=by, now=now)
    return Changes(
        _("%(title)s is closed until %(day)s.") % {"title": meter.title, "day": day_said(until)}, record=meter
    )


def close_usage(contract: Contract, until: date, *, by: Actor, now: datetime) -> list[Meter]:
    """Close the days of every meter of a contract, in the caller's transaction, as its usage is billed.

    Meters that are closed as far already stay as they are. Returns those that were closed.
    """
    rows = Meter._default_manager.filter(pk__in=[one.pk for one in meters_of_contract(contract)])
    meters = rows.select_for_update(of=("self",)).order_by("pk")
    later = [one for one in meters if one.closed_until is None or one.closed_until < until]
    for one in later:
        _check(one, until, now)
    return change_records(type_of(Meter), [(one, {"closed_until": until}) for one in later], by=by, now=now)


def _check(meter: Meter, until: date, now: datetime) -> None:
    if until > now.astimezone(ZoneInfo(meter.zone)).date() - timedelta(days=1):
        raise Invalid({"until": _("Choose a day that is over.")})
    if meter.closed_until is not None and until < meter.closed_until:
        raise Invalid({"until": _("It is closed until %(day)s already.") % {"day": day_said(meter.closed_until)}})
