"""Give a calendar program an address at which it reads what a department owes; it is revoked as any other."""

import secrets
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.winning.renewals.models import FeedAddress, Whose


@action(
    Team,
    needs="deliveries.feed",
    roles=EVERYBODY,
    button=gettext_lazy("Calendar address"),
    icon="calendar",
    applies=lambda team: team.is_department,
    undo_words=gettext_lazy("An address shown once is out; revoke it instead."),
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
    told = {"department": team, "user": person, "name": name or team.name, "key_hash": hash_of(secret)}
    create_records(type_of(FeedAddress), [{**told, "whose": Whose.ALL.value}], by=by, now=now)
    said = _("Put this address into your calendar program: %(name)s.") % {"name": team.name}
    return Changes(said, record=team, secret=f"{settings.BASE_URL}/feeds/{secret}/deliveries.ics")
