"""Which week an address asks for, narrowed how; and the addresses that differ in one thing."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.queries.week import monday_of
from followthrough.web.addresses import asked_of
from followthrough.web.shapes import Chip, FilterField
from followthrough.web.showing import Reader
from followthrough.web.wording import capital

PATH = "/deliveries/"
FILTERS = ("account", "rep", "team", "department")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """A week by its Monday, as a board or a list, narrowed by filters of promises."""

    monday: date
    narrowing: dict[str, str]
    is_list: bool = False

    def address(self, *, monday: date | None = None, is_list: bool | None = None, without: str = "") -> str:
        """The page's address with something changed."""
        shown = self.is_list if is_list is None else is_list
        kept = {key: value for key, value in self.narrowing.items() if key != without}
        look = {"as": "list"} if shown else {}
        return f"{PATH}?{urlencode({'week': (monday or self.monday).isoformat(), **look, **kept})}"

    def listed(self, team: Team, day: date) -> str:
        """The list of what one department owes in the week, at a day."""
        narrowed = Asked(self.monday, {**self.narrowing, "department": team.ref}, is_list=True)
        return f"{narrowed.address()}#group-{day.isoformat()}"


def asked_by(request: HttpRequest, reader: Reader) -> Asked:
    """What the address asks for; what it can't mean is left out."""
    given = asked_of(request.GET)
    narrowing = {key: value for key, value in given.items() if key in FILTERS}
    return Asked(_monday(given.get("week", ""), reader), narrowing, given.get("as") == "list")


def _monday(word: str, reader: Reader) -> date:
    try:
        found = monday_of(date.fromisoformat(word))
    except (ValueError, OverflowError):
        return monday_of(reader.today)
    return found if date(2000, 1, 1) < found < date(2100, 1, 1) else monday_of(reader.today)


def chips(asked: Asked, actor: Actor) -> tuple[Chip, ...]:
    """The filters in words."""
    known = type_of(Promise).filterable(actor)
    made = []
    for key, value in asked.narrowing.items():
        field = known[key]
        found = [find_linked(field.link, part, actor) for part in value.split(",")] if field.link else []
        said = ", ".join(one.title if one else value for one in found) or value
        made.append(Chip(capital(str(field.label)), said, asked.address(without=key)))
    return tuple(made)


def filters(actor: Actor) -> tuple[FilterField, ...]:
    """What the week may be narrowed by."""
    known = type_of(Promise).filterable(actor)
    made = []
    for name in FILTERS:
        field = known[name]
        assert field.link is not None
        label = capital(str(field.label)) if name != "account" else _("Customer")
        made.append(FilterField(label, name, "link", search_url=f"/choose/{field.link._meta.label_lower}"))
    return tuple(made)
