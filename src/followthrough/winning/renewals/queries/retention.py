"""Retention over a stretch: told apart by time, rep, team or segment, in one currency, with the contracts behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum

from followthrough.foundation.accounts.models import Account, Segment
from followthrough.foundation.calendar.rules import add_months
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.winning.contracts.models import Contract
from followthrough.winning.renewals.models import Outcome, Renewal
from followthrough.winning.renewals.queries.over_days import Sums, sums_over
from followthrough.winning.renewals.queries.recurring import Held, held_on
from followthrough.winning.renewals.rules.retention import Movement, Part, movement, part_of

DAY = timedelta(days=1)
NOBODY = "none"


class By(StrEnum):
    """What retention is told apart by."""

    MONTH = "month"
    QUARTER = "quarter"
    REP = "rep"
    TEAM = "team"
    SEGMENT = "segment"


COLUMNS = {By.REP: "owner", By.TEAM: "team", By.SEGMENT: "account__segment"}


@dataclass(frozen=True, slots=True)
class Told:
    """A row: a stretch or a group, with its movement."""

    key: str
    name: str
    before: date
    until: date
    movement: Movement


@dataclass(frozen=True, slots=True)
class Behind:
    """A customer behind a figure: what they came to on both days, and their contracts."""

    account: Account
    before: Decimal
    after: Decimal
    contracts: tuple[Contract, ...]


def month_end(day: date) -> date:
    """The last day of its month."""
    return add_months(day.replace(day=1), 1) - DAY


def stretches(until: date, months: int, step: int) -> list[tuple[date, date]]:
    """So many months up to a day, in steps of months that end with month ends, the last on the day itself."""
    ends = [month_end(add_months(until.replace(day=1), -back)) for back in range(months, -1, -step)]
    ends[-1] = min(ends[-1], until)
    return list(pairwise(ends))


def end_of(day: date, actor: Actor) -> datetime:
    """The last moment of a day on the actor's clock."""
    return datetime.combine(day, time.max, ZoneInfo(actor.zone))


class Reading:
    """What was held on each day asked about, read once each; made for one page.

    Sums of days named by `read` come in one pass over all lines; others cost one each.
    """

    def __init__(self, actor: Actor, known_at: datetime | None = None) -> None:
        self.actor, self.known_at = actor, known_at
        self._days: dict[date, list[Held]] = {}
        self._sums: dict[tuple[date, str], Sums] = {}

    def read(self, days: Iterable[date], by: By | None = None) -> None:
        """Read the sums of all these days together."""
        column = COLUMNS.get(by, "") if by else ""
        missing = sorted({day for day in days if (day, column) not in self._sums})
        if missing:
            found = sums_over(self.actor, missing, self.known_at, column)
            self._sums |= {(day, column): sums for day, sums in found.items()}

    def currencies(self, *days: date) -> list[str]:
        """The currencies there are on these days, the one with most customers first."""
        self.read(days)
        counts: dict[str, int] = {}
        for day in days:
            for (currency, _group), sums in self._sums[day, ""].items():
                counts[currency] = counts.get(currency, 0) + len(sums)
        return sorted((code for code in counts if counts[code]), key=lambda code: (-counts[code], code))

    def held(self, day: date) -> list[Held]:
        """Every contract in force on the day."""
        if day not in self._days:
            self._days[day] = held_on(self.actor, day, self.known_at)
        return self._days[day]

    def sums(self, day: date, currency: str) -> dict[int, Decimal]:
        """What each customer came to on the day in a currency."""
        self.read([day])
        return self._sums[day, ""].get((currency, None), {})

    def sums_by(self, day: date, currency: str, by: By) -> dict[str, dict[int, Decimal]]:
        """The same for each rep, team or segment, from their contracts alone."""
        self.read([day], by)
        found = self._sums[day, COLUMNS[by]].items()
        return {str(group or NOBODY): sums for (code, group), sums in found if code == currency and sums}


def by_time(reading: Reading, until: date, months: int, step: int, currency: str) -> list[Told]:
    """The movement of each month or quarter up to a day."""
    rows = []
    reading.read(day for pair in stretches(until, months, step) for day in pair)
    for before, last in stretches(until, months, step):
        found = movement(reading.sums(before, currency), reading.sums(last, currency))
        rows.append(Told(last.isoformat(), "", before, last, found))
    return rows


def by_group(reading: Reading, before: date, until: date, by: By, currency: str) -> list[Told]:
    """The movement of each rep, team or segment between two days, by name with nobody last."""
    reading.read((before, until), by)
    first, last = reading.sums_by(before, currency, by), reading.sums_by(until, currency, by)
    names = _names(by, first.keys() | last.keys())
    found = [
        Told(key, name, before, until, movement(first.get(key, {}), last.get(key, {}))) for key, name in names.items()
    ]
    return sorted(found, key=lambda one: (one.key == NOBODY, one.name.casefold(), one.key))


def _names(by: By, keys: set[str]) -> dict[str, str]:
    model: Any = {By.REP: User, By.TEAM: Team}.get(by, Segment)
    found = model._default_manager.filter(pk__in=[int(key) for key in keys if key != NOBODY])
    names = {str(pk): str(name) for pk, name in found.values_list("pk", "name")}
    return names | ({NOBODY: ""} if NOBODY in keys else {})


def behind(
    reading: Reading, before: date, until: date, part: Part, currency: str, by: By | None = None, group: str = ""
) -> list[Behind]:
    """The customers that make up one figure, with their contracts of either day; their sums are the figure."""
    first, last = (_of_group(reading, day, currency, by, group) for day in (before, until))
    ids = [pk for pk in first.keys() | last.keys() if _is_in(part, first.get(pk), last.get(pk))]
    accounts = Account._default_manager.in_bulk(ids)  # whoever sees a contract sees with whom it is
    held = {one.contract for day in (before, until) for one in reading.held(day) if one.currency == currency}
    rows = Contract.visible_to(reading.actor).filter(pk__in=held, account__in=ids).order_by("starts_on", "pk")
    of: dict[int, list[Contract]] = {}
    for contract in rows:
        of.setdefault(contract.account_id, []).append(contract)
    found = [
        Behind(accounts[pk], first.get(pk, Decimal(0)), last.get(pk, Decimal(0)), tuple(of.get(pk, ()))) for pk in ids
    ]
    return sorted(found, key=lambda one: (-abs(one.after - one.before), one.account.name.casefold(), one.account.pk))


def _of_group(reading: Reading, day: date, currency: str, by: By | None, group: str) -> dict[int, Decimal]:
    if by is None or not group:
        return reading.sums(day, currency)
    return reading.sums_by(day, currency, by).get(group, {})


def _is_in(part: Part, before: Decimal | None, after: Decimal | None) -> bool:
    if part is Part.START:
        return bool(before)
    if part is Part.END:
        return bool(after)
    moved = part_of(before or Decimal(0), after or Decimal(0))
    return moved is not None and moved[0] is part


def lost_by_reason(actor: Actor, before: date, until: date, currency: str) -> list[tuple[str, int, Decimal]]:
    """Why renewals were lost after one day and up to another: reason, how many, what they came to; the most first."""
    rows = Renewal.visible_to(actor).filter(state=Outcome.LOST, currency=currency)
    rows = rows.filter(decided_from__gt=before, decided_from__lte=until)
    found = rows.order_by().values_list("reason").annotate(count=Count("pk"), total=Sum("value_before"))
    told = [(reason, count, total or Decimal(0)) for reason, count, total in found if reason]
    return sorted(told, key=lambda one: (-one[2], one[0]))
