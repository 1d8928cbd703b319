"""The people who promise: whoever acts, and the calendar they work by."""

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User


def person_behind(actor: Actor) -> User | None:
    """The person who acts; the house itself and guests are none."""
    if actor.user_id is None:
        return None
    return User._default_manager.filter(pk=actor.user_id).first()


def calendar_of(actor: Actor, calendars: Calendars) -> WorkingCalendar:
    """The calendar the actor works by: their team's, or the house's."""
    person = person_behind(actor)
    return calendars.of(person.team_id if person else None)
