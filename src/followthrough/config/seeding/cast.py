"""One person per part in a test of who sees what, and what each must never see of the others.

Everything hidden from somebody carries a canary: a word that starts with `canary-` and names what it stands in. Search
all that `rep_b` is ever answered for `canary-west`, all that anybody without the right to margins is answered for
`MARGIN`, and all but its author and managers for `canary-private`.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.run import run
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.demo import DEMO_DOMAIN
from followthrough.kernel.people.models import ApiKey, Team, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.views.models import SavedView
from followthrough.winning.pipeline.models import Opportunity

MARGIN = Decimal("913.7424")
PEOPLE = {
    "coordinator": (Role.COORDINATOR, "all", "West"),
    "department": (Role.DEPARTMENT, "team", "Design"),
    "rep_a": (Role.REP, "team", "West"),
    "rep_b": (Role.REP, "team", "East"),
    "manager": (Role.MANAGER, "all", "West"),
    "finance": (Role.FINANCE, "all", "Accounting"),
    "readonly": (Role.READONLY, "all", ""),
    "admin": (Role.ADMIN, "all", ""),
}


@dataclass(frozen=True)
class Cast:
    """The people by their part, the teams by name, and the secret of the read-only key."""

    people: dict[str, User]
    teams: dict[str, Team]
    key: str


def make_cast(now: datetime) -> Cast:
    """The teams, one person per part (they sign in as in the demonstration), and a key that only reads."""
    create_records(type_of(Team), [{"name": "West"}, {"name": "East"}], by=SYSTEM, now=now)
    teams = {team.name: team for team in Team.visible_to(SYSTEM)}
    rows = [
        {
            "name": part.replace("_", " ").capitalize(),
            "email": f"{part}@{DEMO_DOMAIN}",
            "role": role.value,
            "reach": reach,
            "team": teams.get(team),
            "signs_in": True,
        }
        for part, (role, reach, team) in PEOPLE.items()
    ]
    people: dict[str, User] = dict(zip(PEOPLE, create_records(type_of(User), rows, by=SYSTEM, now=now), strict=True))
    values = {"name": "key_limited", "read_only": True}
    made = run(actions_on(ApiKey)["make"], actor=actor_of(people["rep_a"]), surface="setup", values=values)
    return Cast(people, teams, made.secret)


def hide_canaries(cast: Cast, now: datetime) -> None:
    """Records of the western team, a private note and a margin, each with its canary."""
    owner, team = cast.people["rep_a"], cast.teams["West"]
    account = _made(
        Account,
        now,
        name="canary-west-account",
        city="canary-west-city",
        owner=owner,
        team=team,
        phone="canary-west-phone",
        street="canary-west-street",
        tags=["canary-west-tag"],
    )
    _made(Contact, now, name="canary-west-contact", email=f"canary-west-mail@{DEMO_DOMAIN}", account=account)
    deal = _made(Opportunity, now, name="canary-west-deal", account=account, owner=owner, team=team)
    by = actor_of(owner)
    for record, verb, values in (
        (account, "add-note", {"text": "canary-west-note"}),
        (deal, "add-note", {"text": "canary-private-note", "is_private": True}),
        (account, "new-promise", {"what": "canary-west-promise", "due": "week"}),
        (account, "log-call", {"text": "canary-west-talk", "next_what": "canary-west-next", "next_due": "week"}),
        (account, "attach", {"file": ContentFile(b"canary-west-content", name="canary-west-file.txt")}),
        (deal, "attach", {"file": ContentFile(b"canary-west-drawing", name="canary-west-drawing.txt")}),
    ):
        run(actions_on(type(record))[verb], actor=by, surface="setup", target=record.ref, values=values)
    view = {"name": "canary-west-view", "kind": "accounts.account", "asks": "kind=client"}
    run(actions_on(SavedView)["create"], actor=by, surface="setup", values=view)
    _made(Product, now, name="Coupling with a hidden margin", list_price=Decimal(1200), cost=MARGIN)


def _made(model: type[Record], now: datetime, **values: object) -> Record:
    (made,) = create_records(type_of(model), [values], by=SYSTEM, now=now)
    return made  # type: ignore[no-any-return]
