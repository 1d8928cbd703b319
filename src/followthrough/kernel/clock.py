"""The one clock of business time; tests and `seed` may set it, nothing else reads the system's."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_set_to: ContextVar[datetime | None] = ContextVar("business_time", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The day it is in a zone."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Run the block as if it were that moment."""
    token = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(token)
