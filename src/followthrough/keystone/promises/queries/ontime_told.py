"""The on-time rate in plain values: for programs and for the terminal, as its page shows it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.queries.ontime import By, judged, on_time_by, on_time_rate
from followthrough.keystone.promises.rules import OnTimeRate

USUAL, LONGEST = 30, 3660  # days


def on_time_told(asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The rate of the days up to today, in all and told apart, worst first. Raises Invalid for too many days."""
    days = USUAL if asked["days"] is None else asked["days"]
    if not 1 <= days <= LONGEST:
        raise Invalid({"days": _("Write a number from %(least)d to %(most)d.") % {"least": 1, "most": LONGEST}})
    now, by = clock.now(), By(asked["by"] or By.PERSON)
    today, zone = clock.today(actor.zone), zone_of(actor.zone)
    first = today - timedelta(days=days)
    rows = judged(actor, since=start_of_day(first, zone), until=start_of_day(today + timedelta(days=1), zone), now=now)
    return {
        "from": first.isoformat(),
        "to": today.isoformat(),
        "by": by.value,
        "all": _rate(on_time_rate(rows)),
        "rows": [{"key": one.key, "name": one.name, **_rate(one.rate)} for one in on_time_by(by, rows)],
    }


def _rate(rate: OnTimeRate) -> dict[str, int | None]:
    return {
        "kept_on_time": rate.kept_on_time,
        "kept_late": rate.kept_late,
        "missed": rate.missed,
        "late_open": rate.late_open,
        "percent": rate.percent,
    }
