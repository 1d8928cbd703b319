"""What the address of the expiry calendar asks for, and addresses that ask for something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.winning.contracts.models import Contract
from followthrough.winning.renewals.queries.expiring import AGREED, Asked, By, On, stretch_of

MONTHS = (3, 6, 12, 24)
USUAL = 12


@dataclass(frozen=True, slots=True)
class Address:
    """What is asked, as it stands in the address."""

    asked: Asked
    months: int
    start: date
    params: dict[str, str]

    def url(self, path: str = "", **other: str) -> str:
        """The same with some of it different; what is empty is left out."""
        params = {name: value for name, value in {**self.params, **other}.items() if value}
        return f"{path}?{urlencode(params)}"


def read_address(sent: Mapping[str, str], actor: Actor, today: date) -> Address:
    """The address as asked; what can't be read, or names nobody the reader may choose, is as if it were left out."""
    months = int(sent["months"]) if sent.get("months", "") in map(str, MONTHS) else USUAL
    start = _day(sent.get("from", "")) or today
    first, last = stretch_of(start, months)
    by = By(sent["by"]) if sent.get("by", "") in list(By) else By.MONTH
    on = On(sent["on"]) if sent.get("on", "") in list(On) else On.END
    owner, team = _named(User, sent.get("owner", ""), actor), _named(Team, sent.get("team", ""), actor)
    group = _group(sent.get("group", ""), by)
    params = {
        "by": "" if by is By.MONTH else by.value,
        "on": "" if on is On.END else on.value,
        "from": "" if start == today else first.isoformat(),
        "months": "" if months == USUAL else str(months),
        "owner": owner.ref if owner else "",
        "team": team.ref if team else "",
        "group": group,
    }
    asked = Asked(first, last, on, by, owner.pk if owner else None, team.pk if team else None, group)
    return Address(asked, months, first, params)


def choosable(actor: Actor) -> tuple[list[User], list[Team]]:
    """Reps and teams with contracts the reader sees: what the calendar can be narrowed to."""
    seen = Contract.visible_to(actor).filter(state__in=AGREED).order_by()
    people = User.visible_to(actor).filter(Q(pk__in=seen.values("owner")))
    teams = Team.visible_to(actor).filter(Q(pk__in=seen.values("team")))
    return list(people.order_by("name")), list(teams.order_by("name"))


def _named(model: Any, ref: str, actor: Actor) -> Any:
    return model.visible_to(actor).filter(ref=ref).first() if ref else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None


def _group(text: str, by: By) -> str:
    if by in (By.MONTH, By.QUARTER):
        day = _day(text) if text else None
        return day.replace(day=1).isoformat() if day else ""
    return text if text == "none" or text.isdecimal() else ""
