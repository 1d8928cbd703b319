"""What an event says: read from what a program or a file sent, or refused with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

AHEAD = timedelta(minutes=5)  # clocks differ; further ahead it is a mistake
FIRST_YEAR = 1990
LONGEST = 200
MOST = Decimal(10) ** 14  # below it, six decimals fit the column
FINEST = -6
NAMES = frozenset({"id", "meter", "at", "quantity", "subject", "corrects"})


class How(StrEnum):
    """How events become one figure."""

    SUM = "sum"
    PEAK = "peak"
    LAST = "last"
    DISTINCT = "distinct"


class Bad(StrEnum):
    """Why an event can't be taken."""

    NOT_AN_OBJECT = "not_an_object"
    UNKNOWN_FIELD = "unknown_field"
    NO_ID = "no_id"
    NO_METER = "no_meter"
    NO_MOMENT = "no_moment"
    AHEAD = "ahead"
    NO_NUMBER = "no_number"
    BELOW_ZERO = "below_zero"
    NO_SUBJECT = "no_subject"
    TOO_LONG = "too_long"
    CHANGED = "changed"
    CORRECTS_NOTHING = "corrects_nothing"
    CORRECTS_TOO_MUCH = "corrects_too_much"
    CORRECTS_CLOSED = "corrects_closed"


class BadEvent(ValueError):
    """An event that can't be taken, and why."""

    def __init__(self, why: Bad) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class MeterRule:
    """What is to be known of a meter to read its events."""

    pk: int
    how: How
    zone: ZoneInfo
    closed_until: date | None

    def counts_on(self, day: date) -> date:
        """The day itself while it is open, else the first open day."""
        return day if self.closed_until is None or day > self.closed_until else self.closed_until + timedelta(days=1)


@dataclass(slots=True)
class Event:
    """An event that can be read. `place` is where it stood in the batch, from 0."""

    place: int
    meter: MeterRule
    event_id: str
    at: datetime
    quantity: Decimal
    subject: str
    corrects: str
    own_day: date
    counted_on: date

    @property
    def content(self) -> tuple[datetime, Decimal, str, str]:
        """What must be the same when the id comes again."""
        return self.at, self.quantity, self.subject, self.corrects


def read_event(raw: Any, place: int, meters: Mapping[str, MeterRule], now: datetime) -> Event:
    """The event in what was sent. Raises BadEvent.

    A moment without an offset is in the meter's zone, a mere day its first moment; more than five minutes ahead is
    refused. Without a quantity it is one. Below zero needs the event it corrects, and a correction is below zero.
    """
    if not isinstance(raw, dict):
        raise BadEvent(Bad.NOT_AN_OBJECT)
    if not NAMES.issuperset(raw):
        raise BadEvent(Bad.UNKNOWN_FIELD)
    event_id = _text(raw.get("id"))
    if not event_id:
        raise BadEvent(Bad.NO_ID)
    meter = meters.get(str(raw.get("meter") or "").strip().lower())
    if meter is None:
        raise BadEvent(Bad.NO_METER)
    at = read_moment(raw.get("at"), meter.zone)
    if at > now + AHEAD:
        raise BadEvent(Bad.AHEAD)
    quantity, corrects, subject = read_quantity(raw.get("quantity", 1)), _text(raw.get("corrects")), raw.get("subject")
    if (quantity < 0) != bool(corrects):
        raise BadEvent(Bad.BELOW_ZERO)
    told = _text(subject)
    if meter.how is How.DISTINCT and not told:
        raise BadEvent(Bad.NO_SUBJECT)
    day = at.astimezone(meter.zone).date()
    return Event(place, meter, event_id, at, quantity, told, corrects, day, meter.counts_on(day))


def read_moment(value: Any, zone: ZoneInfo) -> datetime:
    """The moment, in UTC. Raises BadEvent."""
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, date):
        found = datetime.combine(value, time.min)
    elif isinstance(value, str):
        try:
            found = datetime.fromisoformat(value.strip())
        except ValueError:
            raise BadEvent(Bad.NO_MOMENT) from None
    else:
        raise BadEvent(Bad.NO_MOMENT)
    if not FIRST_YEAR <= found.year < 9000:
        raise BadEvent(Bad.NO_MOMENT)
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def read_quantity(value: Any) -> Decimal:
    """The number, exact, with at most six decimals. Raises BadEvent."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise BadEvent(Bad.NO_NUMBER)
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        raise BadEvent(Bad.NO_NUMBER) from None
    if not found.is_finite() or abs(found) >= MOST:
        raise BadEvent(Bad.NO_NUMBER)
    if int(found.as_tuple().exponent) < FINEST and found != found.quantize(Decimal(1).scaleb(FINEST)):
        raise BadEvent(Bad.NO_NUMBER)
    return found


def _text(value: Any) -> str:
    told = "" if value is None else str(value).strip()
    if len(told) > LONGEST:
        raise BadEvent(Bad.TOO_LONG)
    return told
