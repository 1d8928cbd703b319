"""What the tests of deliveries have in common: departments, an account, and promises that departments owe."""

from datetime import UTC, date, datetime
from typing import Any

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.desk import promised
from tests import cast

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


def day(number: int) -> date:
    """The day of that November."""
    return date(2026, 11, number)


def department(name: str, **values: Any) -> Team:
    """A department."""
    found: Team = cast.made(Team, name=name, is_department=True, **values)
    return found


def owed(what: str, team: Team, due: int, account: Account | None = None, **values: Any) -> Promise:
    """A promise of a department, due on that day of November."""
    return promised(what, due_on=day(due), department=team, account=account, **values)


def kept(promise: Promise, by: Any, note: str = "Sent") -> Promise:
    """The promise, kept by this person now."""
    cast.does(by, Promise, "keep", promise, note=note)
    promise.refresh_from_db()
    return promise
