"""What expires, and what was retained, in plain values: for programs and for the terminal, as their pages show it."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.values.money import Money
from followthrough.winning.renewals.queries.expiring import Asked, Group, On, groups_of, rows_of, stretch_of, total_of
from followthrough.winning.renewals.queries.expiring import By as ExpiryBy
from followthrough.winning.renewals.queries.retention import By, Reading, by_group, by_time, end_of, month_end
from followthrough.winning.renewals.rules.retention import Movement, Part, movement

USUAL, LONGEST = 12, 60  # months
MOST = 500  # contracts told; the sums are of all


def expiries_told(asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The contracts whose term ends, or that want notice, in some months: by group with their sums, then one by one."""
    first, last = stretch_of(_day(asked, "from", actor), _months(asked))
    on, by = On(asked["on"] or On.END), ExpiryBy(asked["by"] or ExpiryBy.MONTH)
    owner, team = asked["owner"], asked["team"]
    narrowed = Asked(first, last, on, by, owner.pk if owner else None, team.pk if team else None)
    groups = groups_of(actor, narrowed)
    rows: Any = rows_of(actor, narrowed)[:MOST]  # with what each comes to in a year
    whole = total_of(groups)
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "groups": [{"key": one.key, "name": one.name, **_sums(one)} for one in groups],
        **_sums(whole),
        "contracts": [
            {
                "ref": one.ref,
                "name": one.name,
                "account": one.account.ref,
                "owner": one.owner.ref if one.owner else None,
                "ends_on": one.term_ends_on.isoformat() if one.term_ends_on else None,
                "notice_by": one.notice_by.isoformat() if one.notice_by else None,
                "yearly": _money(one.yearly, one.currency),
            }
            for one in rows
        ],
        "left_out": max(whole.count - MOST, 0),
    }


def _sums(one: Group) -> dict[str, Any]:
    return {"count": one.count, "yearly": [_money(amount, code) for code, amount in sorted(one.yearly.items())]}


def retention_told(asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What customers came to in a year on two days, what moved it, and the shares retained, by stretch or group."""
    until, months = min(_day(asked, "until", actor), clock.today(actor.zone)), _months(asked)
    before = month_end(add_months(until.replace(day=1), -months))
    by = By(asked["by"] or By.MONTH)
    reading = Reading(actor, end_of(until, actor) if asked["as_known_then"] else None)
    found = reading.currencies(before, until)
    currency = asked["currency"].upper() or (found or [company().currency])[0]
    if found and currency not in found:
        raise Invalid({"currency": _("Choose one of: %(choices)s.") % {"choices": ", ".join(found)}})
    currency = currency if found else company().currency
    if by in (By.MONTH, By.QUARTER):
        rows = by_time(reading, until, months, 1 if by is By.MONTH else 3, currency)
    else:
        rows = by_group(reading, before, until, by, currency)
    whole = movement(reading.sums(before, currency), reading.sums(until, currency))
    return {
        "from": before.isoformat(),
        "to": until.isoformat(),
        "currency": currency,
        "currencies": found,
        "rows": [
            {
                "key": one.key,
                "name": one.name,
                "from": one.before.isoformat(),
                "to": one.until.isoformat(),
                **_moved(one.movement, currency),
            }
            for one in rows
        ],
        "all": _moved(whole, currency),
    }


def _moved(found: Movement, currency: str) -> dict[str, Any]:
    parts = {part.value: str(Money.of(getattr(found, part.value), currency).rounded().amount) for part in Part}
    return {**parts, "gross": _percent(found.gross), "net": _percent(found.net)}


def _percent(share: Fraction | None) -> str | None:
    return None if share is None else f"{float(share) * 100:.1f}"


def _money(amount: Any, currency: str) -> dict[str, str]:
    return {"amount": str(Money.of(amount, currency).rounded().amount), "currency": currency}


def _day(asked: Mapping[str, Any], name: str, actor: Actor) -> date:
    """The day asked for, today if none is. Raises Invalid for one no contract lies near."""
    day: date = asked[name] or clock.today(actor.zone)
    if not 1970 <= day.year <= 2199:
        raise Invalid({name: _("Choose a day from 1970 to 2199.")})
    return day


def _months(asked: Mapping[str, Any]) -> int:
    number: int = USUAL if asked["months"] is None else asked["months"]
    if not 1 <= number <= LONGEST:
        raise Invalid({"months": _("Write a number from %(least)d to %(most)d.") % {"least": 1, "most": LONGEST}})
    return number
