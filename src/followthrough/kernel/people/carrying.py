"""Who carries a sign-in link to its person: the mail, where there is one; else whoever asked hands it over."""

from collections.abc import Callable
from datetime import datetime, timedelta

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User

Carry = Callable[..., bool]
_carriers: list[Carry] = []


def carry_by(carry: Carry) -> None:
    """Have `carry(person, life=…, by=actor, now=now)` try to send each sign-in link; it says whether it did."""
    _carriers.append(carry)


def is_carried(person: User, *, life: timedelta, by: Actor, now: datetime) -> bool:
    """Make a link for the person and send it; False, and no link made, where nothing can carry it."""
    return any(carry(person, life=life, by=by, now=now) for carry in _carriers)
