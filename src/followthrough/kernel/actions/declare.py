"""Declare a verb: a typed function; button, dialog, endpoint, command, permission and history follow from it."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role, grant, grants
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.model import Record

GIVEN = ("by", "now")
STANDARD = ("view", "edit", "create", "delete")  # granted where the record is declared
Call = TypeVar("Call", bound=Callable[..., Any])


class Upload:
    """The type of a parameter that takes a file: `(name, content)` in memory or on disk, as Django gives it."""


@dataclass(frozen=True, slots=True, eq=False)
class ForGuests:
    """How the guest of a link does a verb: the word on the button, and the fields they fill in with what differs.

    With `identity` they first type the code that is mailed to the link's own address: who was only forwarded it can't.
    """

    button: Words
    fields: Mapping[str, Mapping[str, Any]]
    identity: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A declared verb."""

    name: str
    model: type[Record]
    call: Callable[..., Any]
    needs: str
    label: Words
    about: str
    fields: tuple[Field, ...]
    from_states: tuple[str, ...]
    to_state: str
    state: str
    button: bool
    icon: str
    key: str
    primary: bool
    undone_by: str
    undo_words: Words
    on_class: bool
    applies: Callable[[Any], bool] | None
    guests: ForGuests | None
    generic: bool = False
    by_field: bool = False
    undo_within: timedelta | None = None
    prepare: Callable[[Any, Actor], Mapping[str, Any]] | None = None
    offered: Callable[[Any, Actor], bool] | None = None
    not_yet: Callable[[Any, Actor], Words] | None = None

    @property
    def verb(self) -> str:
        """The last part of addresses and commands: `keep` of `keep_promise`, `revoke` of `revoke_api_key`."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.model.__name__).lower()
        return self.name.removesuffix(f"_{words}").removesuffix(f"_{self.model._meta.model_name}").replace("_", "-")

    @property
    def effect(self) -> str:
        """What will happen, in English and in one line: the first paragraph of the function's docstring."""
        return self.about.split("\n\n")[0].replace("\n", " ")

    @property
    def sets_fields(self) -> bool:
        """Whether each field it sets stands for itself; of other verbs all that they write belongs together."""
        return self.by_field or (self.generic and self.verb == "edit")

    @property
    def is_undoable(self) -> bool:
        """Whether its run can be taken back as a whole; if not, `undo_words` say why."""
        return not self.undo_words

    @property
    def target(self) -> str:
        """The name of the function's first parameter, which holds the record."""
        return next(iter(inspect.signature(self.call).parameters))

    def is_open_to(self, actor: Actor) -> bool:
        """Whether the actor may do this at all: by their role, or as a guest by the verbs their link lists."""
        if actor.role is Role.GUEST:
            listed = actor.opens is not None and self.guests is not None and self.verb in actor.opens.verbs
            return listed and actor.opens.kind == self.model._meta.label_lower  # type: ignore[union-attr]
        return actor.may(self.needs)

    def fields_for(self, actor: Actor) -> tuple[Field, ...]:
        """The fields this actor fills in; guests get fewer, in their own order."""
        if actor.role is not Role.GUEST:
            return self.fields
        known = {field.name: field for field in self.fields}
        given = self.guests.fields if self.guests else {}
        return tuple(replace(known[name], **differs) for name, differs in given.items())

    def allows(self, record: Record) -> bool:
        """Whether the record's state lets this happen now."""
        if self.from_states and getattr(record, self.state) not in self.from_states:
            return False
        return self.applies is None or self.applies(record)

    def is_offered(self, record: Record, actor: Actor) -> bool:
        """Whether the actor is shown a button for it: their role may, the record's state allows it, it is for them."""
        return actor.may(self.needs) and self.allows(record) and (self.offered is None or self.offered(record, actor))

    def why_not_yet(self, record: Record, actor: Actor) -> str:
        """What has to be done before this could be, as a sentence; "" where nothing has."""
        return str(self.not_yet(record, actor)) if self.not_yet else ""


_actions: dict[type[Record], dict[str, Action]] = {}
_named: dict[str, Action] = {}


def action(
    model: type[Record],
    *,
    needs: str,
    roles: frozenset[Role] | None = None,
    button: Words = "",
    moves: tuple[str | tuple[str, ...], str] | None = None,
    state: str = "state",
    icon: str = "",
    key: str = "",
    primary: bool = False,
    on_class: bool = False,
    undone_by: str = "",
    undo_words: Words = "",
    undo_within: timedelta | None = None,
    by_field: bool = False,
    applies: Callable[[Any], bool] | None = None,
    guests: ForGuests | None = None,
    prepare: Callable[[Any, Actor], Mapping[str, Any]] | None = None,
    offered: Callable[[Any, Actor], bool] | None = None,
    not_yet: Callable[[Any, Actor], Words] | None = None,
    labels: Mapping[str, Words] | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> Callable[[Call], Call]:
    """Declare a verb on a record.

    `needs` is the permission (granted to `roles`, or to those who already hold it); `moves` the states it goes from and
    to; `on_class` verbs have no record yet (log a call for a number). A run can be taken back as a whole unless
    `undo_words` tell why not (a link was given away, a reminder was sent), for as long as `undo_within` says;
    `undone_by` names the verb that does the opposite, if there is one. With `by_field` what was changed since stays by
    itself, and the other fields of the record are taken back. `guests` opens it to guests of links;
    `prepare(record, actor)` fills its form. Where the verb itself refuses all but some people, `offered(record, actor)`
    keeps its button from the others. Where it would be refused until something is done, `not_yet(record, actor)` says
    so in words beforehand: the button stays, can't be pressed and says it. Parameters after the first become fields by
    their types; `by` and `now` are handed in by the runner.
    """

    def declare(call: Call) -> Call:
        name = call.__name__
        froms, to = moves or ((), "")
        if roles is not None:
            grant(needs, roles)
        elif not grants(needs) and needs.split(".")[-1] not in STANDARD:
            grant(needs, DESK)
        made = Action(
            name=name,
            model=model,
            call=call,
            needs=needs,
            label=button or gettext_lazy(name.replace("_", " ").capitalize()),
            about=inspect.getdoc(call) or "",
            fields=tuple(_fields_of(call, labels or {}, options or {}, skip_first=not on_class)),
            from_states=(froms,) if isinstance(froms, str) else tuple(froms),
            to_state=to,
            state=state,
            button=bool(button),
            icon=icon,
            key=key,
            primary=primary,
            undone_by=undone_by,
            undo_words=undo_words,
            on_class=on_class,
            applies=applies,
            guests=guests,
            by_field=by_field,
            undo_within=undo_within,
            prepare=prepare,
            offered=offered,
            not_yet=not_yet,
        )
        register(made)
        return call

    return declare


def register(made: Action) -> None:
    """Put an action on its record; the same verb twice is a mistake."""
    own = _actions.setdefault(made.model, {})
    if made.verb in own:
        raise ValueError(f"{made.model.__name__} has two actions {made.verb!r}")
    own[made.verb] = made
    _named.setdefault(made.name, made)


def exchange(made: Action) -> None:
    """Put an action in the place of the one with its verb."""
    before = _actions[made.model][made.verb]
    _actions[made.model][made.verb] = made
    if _named.get(made.name) is before:
        _named[made.name] = made


def actions_on(model: type[Record]) -> dict[str, Action]:
    """The verbs of a record by their short name."""
    return _actions.get(model, {})


def action_named(name: str) -> Action | None:
    """The verb that history knows by this name."""
    return _named.get(name)


def all_actions() -> Iterable[Action]:
    """Every verb of the house."""
    return [made for own in _actions.values() for made in own.values()]


def _fields_of(
    call: Callable[..., Any],
    labels: Mapping[str, Words],
    options: Mapping[str, Mapping[str, Any]],
    *,
    skip_first: bool,
) -> Iterable[Field]:
    hints = get_type_hints(call)
    parameters = list(inspect.signature(call).parameters.values())[1 if skip_first else 0 :]
    for parameter in parameters:
        if parameter.name in GIVEN:
            continue
        kind, extra = _kind_of(hints[parameter.name])
        default = None if parameter.default is inspect.Parameter.empty else parameter.default
        yield Field(
            name=parameter.name,
            label=labels.get(parameter.name) or gettext_lazy(parameter.name.replace("_", " ")),
            required=parameter.default is inspect.Parameter.empty,
            default=default,
            nullable=type(None) in get_args(hints[parameter.name]),
            **{"kind": kind, **extra, **options.get(parameter.name, {})},
        )


_PLAIN: dict[Any, Kind] = {
    str: Kind.TEXT,
    int: Kind.INTEGER,
    Decimal: Kind.DECIMAL,
    bool: Kind.YES_NO,
    datetime: Kind.INSTANT,
    date: Kind.DATE,
    Upload: Kind.FILE,
}


def _kind_of(hint: Any) -> tuple[Kind, dict[str, Any]]:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _kind_of(next(arg for arg in args if arg is not type(None)))
    if origin is Literal:
        return Kind.CHOICE, {"choices": tuple((str(a), gettext_lazy(str(a))) for a in args)}
    if origin is list:
        if args and isinstance(args[0], type) and issubclass(args[0], Record):
            return Kind.LINKS, {"link": args[0]}
        return Kind.TAGS, {}
    if isinstance(hint, type) and issubclass(hint, Record):
        return Kind.LINK, {"link": hint}
    if isinstance(hint, type) and issubclass(hint, Enum):
        choices = getattr(hint, "choices", None) or [
            (str(m.value), gettext_lazy(str(m.value).replace("_", " ").capitalize())) for m in hint
        ]
        return Kind.CHOICE, {"choices": tuple((str(v), label) for v, label in choices)}
    if hint in (dict, Any) or origin is dict:
        return Kind.STRUCTURE, {"is_object": hint is not Any}
    return _PLAIN[hint], {}
