"""Whether somebody must look after the backups."""

from datetime import datetime

from followthrough.config.backups.shelf import is_overdue
from followthrough.config.environment import Environment
from followthrough.kernel.people.models import company


def must_worry(env: Environment, now: datetime) -> bool:
    """Whether the last good backup, or in a new house its first day, is more than 26 hours ago."""
    house = company()
    return is_overdue(env, now, house.created_at if house.pk else None)
