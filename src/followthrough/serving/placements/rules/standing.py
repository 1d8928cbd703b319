"""How a placement stands: what people did is stored, the rest follows from what is in and from the day."""

from datetime import date
from enum import StrEnum


class Word(StrEnum):
    """The word shown."""

    WAITING = "waiting"
    IN = "material_in"
    OVERDUE = "overdue"
    LIVE = "live"
    TO_TAKE_DOWN = "to_take_down"
    ENDED = "ended"
    CANCELLED = "cancelled"


def standing(state: str, today: date, *, is_in: bool, starts_on: date, ends_on: date | None) -> Word:
    """The word for it today; one that is booked and should be live by now is overdue, whatever is missing."""
    if state == "booked":
        if starts_on < today:
            return Word.OVERDUE
        return Word.IN if is_in else Word.WAITING
    if state == "live" and ends_on is not None and ends_on < today:
        return Word.TO_TAKE_DOWN
    return Word(state)


def overlaps(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two flights share a day; one without an end goes on."""
    begins, ends = max(first[0], second[0]), min(first[1] or date.max, second[1] or date.max)
    return begins <= ends


def most_at_once(flights: list[tuple[date, date | None]]) -> int:
    """How many flights share one day at most."""
    starts = {flight[0] for flight in flights}
    return max((sum(overlaps((day, day), flight) for flight in flights) for day in starts), default=0)
