"""Which list of promises an address asks for: whose, narrowed how, one group alone; and the links that change it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.records.listing import RESERVED
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.today import Group, Scope
from followthrough.web.addresses import asked_of
from followthrough.web.shapes import Chip, FilterField, Segment

FILTERS = ("account", "department", "owner")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list is asked for: whose promises, narrowed how, and one group alone if named."""

    scope: Scope
    narrowing: dict[str, str]
    alone: Group | None = None
    groups: tuple[str, ...] = ()  # the headings that stood on the page when it was sent

    @property
    def parameters(self) -> dict[str, str]:
        """The same as parameters of an address."""
        return {"whose": self.scope.value, **self.narrowing}

    @property
    def on(self) -> dict[str, str]:
        """What the acts of a row carry along, so that what they answer fits the page they are done on."""
        return {**self.parameters, "on": ".".join(self.groups)}

    def address(self, **changes: str) -> str:
        """The page's address with something changed."""
        return f"/today/?{urlencode({**self.parameters, **changes})}"


def asked_by(request: HttpRequest, actor: Actor) -> Asked:
    """What the address asks for; anything it can't mean is left out."""
    given = asked_of(request.GET)
    scope = given.get("whose", "")
    usual = Scope.TEAM if actor.role is Role.DEPARTMENT else Scope.MINE
    known = type_of(Promise).filterable(actor)
    narrowing = {key: value for key, value in given.items() if key.partition("__")[0] in known or key == "q"}
    return Asked(
        Scope(scope) if scope in list(Scope) else usual,
        {key: value for key, value in narrowing.items() if key == "q" or key not in RESERVED},
        group_named(given.get("show", "")),
        tuple(word for word in given.get("on", "").split(".") if word in list(Group)),
    )


def group_named(word: str) -> Group | None:
    return Group(word) if word in list(Group) else None


def segments(asked: Asked, actor: Actor) -> tuple[Segment, ...]:
    words = {Scope.MINE: _("Mine"), Scope.TEAM: _("My team"), Scope.DEPARTMENTS: _("All departments")}
    if actor.role is Role.DEPARTMENT:
        words = {Scope.TEAM: _("My department"), Scope.MINE: _("Mine")}
    elif actor.role not in DESK:
        del words[Scope.TEAM]
    return tuple(
        Segment(label, f"/today/?whose={scope.value}", current=scope is asked.scope) for scope, label in words.items()
    )


def chips(asked: Asked, actor: Actor) -> tuple[Chip, ...]:
    kind = type_of(Promise)
    made = []
    for key, value in asked.narrowing.items():
        field = kind.fields.get(key.partition("__")[0])
        left = {name: kept for name, kept in asked.parameters.items() if name != key}
        linked = find_linked(field.link, value, actor) if field is not None and field.link is not None else None
        said = linked.title if linked else field.choice_label(value) if field else value
        label = str(field.label) if field else _("Search")
        made.append(Chip(label[:1].upper() + label[1:], said, f"/today/?{urlencode(left)}"))
    return tuple(made)


def filters() -> tuple[FilterField, ...]:
    kind = type_of(Promise)
    made = []
    for name in FILTERS:
        field = kind.fields[name]
        assert field.link is not None
        label = str(field.label)
        choose = f"/choose/{field.link._meta.label_lower}"
        made.append(FilterField(label[:1].upper() + label[1:], name, "link", search_url=choose))
    return tuple(made)
