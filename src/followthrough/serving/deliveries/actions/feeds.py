"""Give a calendar program an address at which it reads what a department owes, and end it."""

import secrets
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.serving.deliveries.models import DepartmentFeed


@action(
    Team,
    needs="deliveries.feed",
    roles=EVERYBODY,
    button=gettext_lazy("Calendar address"),
    icon="calendar",
    applies=lambda team: team.is_department,
    undo_words=gettext_lazy("End the address on its own page, under “Calendar addresses”."),
    labels={"name": gettext_lazy("What it is for")},
    options={"name": {"max_length": 120}},
)
def make_feed_team(team: Team, *, name: str = "", by: Actor, now: datetime) -> Changes:
    """Make an address at which your calendar program reads what the department owes. It is shown once.

    It shows what you see, and nothing more once you no longer work here or the address is ended.
    """
    person = person_behind(by)
    if person is None:
        raise Refused(_("An address belongs to a person: sign in as one."))
    secret = secrets.token_urlsafe(32)
    values = {"department": team, "user": person, "name": name, "token_hash": hash_of(secret)}
    create_records(type_of(DepartmentFeed), [values], by=by, now=now)
    said = _("Put this address into your calendar program: %(name)s.") % {"name": team.name}
    return Changes(said, record=team, secret=f"{settings.BASE_URL}/feeds/{secret}/deliveries.ics")


@action(
    DepartmentFeed,
    needs="deliveries.feed",
    button=gettext_lazy("End address"),
    icon="ban",
    applies=lambda feed: feed.revoked_at is None,
    undo_words=gettext_lazy("An ended address stays ended; make another."),
)
def end_department_feed(feed: DepartmentFeed, *, by: Actor, now: datetime) -> Changes:
    """End the address at once: calendar programs read nothing from it any more."""
    change_records(type_of(DepartmentFeed), [(feed, {"revoked_at": now})], by=by, now=now)
    return Changes(_("The address no longer works."), record=feed)
