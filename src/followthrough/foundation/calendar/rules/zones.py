"""Clock times turned into instants, also on the two nights a year when the clock jumps.

Instants are in UTC: in a zone with a doubled hour Python calls equal moments unequal and subtracts them wrongly.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SECOND = timedelta(seconds=1)


class UnknownZoneError(ValueError):
    """The text is not the name of an IANA time zone such as Europe/Berlin."""


@cache
def zone_of(name: str) -> ZoneInfo:
    """The time zone of that IANA name. Raises UnknownZoneError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZoneError(f"{name!r} is not a time zone such as Europe/Berlin.") from error


@lru_cache(maxsize=8192)
def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which a clock in that zone shows this time on this day.

    A time the clock skips (the gap of a spring night) means the first moment after the gap; a time it shows twice
    (the fold of an autumn night) means the first of the two.
    """
    shown = datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=zone)
    as_utc = shown.astimezone(UTC)
    if as_utc.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return as_utc
    return _end_of_gap(shown.replace(fold=1).astimezone(UTC), as_utc, zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, of the day in that zone, which is not midnight where the clock jumps at midnight."""
    return instant(day, time.min, zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond, in UTC, of the day in that zone; what expires on a day is good until then."""
    return start_of_day(day + timedelta(days=1), zone) - timedelta.resolution


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Close in on the jump, which lies after the one moment and not after the other (PEP 495)."""
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
