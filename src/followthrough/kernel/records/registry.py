"""The register of record types: declared in each area's `records.py`, read by every surface."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, READERS, Role, grant
from followthrough.kernel.records.fields import Field, Words, field_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A list column that is not a model column: fetched for a page of rows at once, in one query."""

    name: str
    label: Words
    fetch: Callable[[Sequence[Any], Actor], Mapping[int, Any]]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Reading:
    """What programs read of a record besides its fields, worked out: `read(record, actor)` is JSON as `schema` says.

    `about` is English, as all of the document for programs is.
    """

    name: str
    about: str
    read: Callable[[Any, Actor], Any]
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter that is no column of its own: by a product on the lines, by being late.

    `where(value, actor)` gets the value read by the field's kind; of a link a list of ids.
    """

    field: Field
    where: Callable[[Any, Actor], Q]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A card on a record's page.

    A table panel shows records of the type `of`, which decides the columns: those whose `link` leads to the page's
    record, or those that `rows` gives. `template` is a panel of its own, filled by `context`. `verbs` of the page's
    record stand in its head, all but the first only where there are rows. `begins` says where there are none what will
    stand here and how it comes; without it the type's own `begins` does. Upper areas add panels to lower records with
    `panel_on`.
    """

    key: str
    label: Words
    side: bool = False
    of: type[Record] | None = None
    link: str = ""
    rows: Callable[[Any, Actor], QuerySet[Any]] | None = None
    columns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    template: str = ""
    context: Callable[[Any, Actor], Mapping[str, Any]] | None = None
    limit: int = 8
    order: tuple[str | Combinable, ...] = ("-id",)
    begins: Words = ""


@dataclass(frozen=True, slots=True)
class GuestSight:
    """What the guest of a link sees of a record: named texts, days and moments.

    `button` is the word for making a link by hand; where it is empty only the house makes them. `primary` says that
    giving one is what people come to the record for. `whom` is who usually gets it, somebody with a name and an e-mail.
    """

    button: Words
    facts: Callable[[Any], Sequence[tuple[Words, Any]]]
    primary: bool = False
    whom: Callable[[Any], Any] = lambda _record: None


@dataclass(slots=True, eq=False)
class RecordType:
    """All that is declared about one kind of record."""

    model: type[Record]
    plural: str
    label: Words
    label_plural: Words
    icon: str
    group: str
    ref: str
    columns: tuple[str, ...]
    form: tuple[str, ...]
    filters: tuple[str, ...]
    sorts: tuple[str, ...]
    match: tuple[str, ...]
    panels: list[Panel]
    readers: frozenset[Role]
    writers: frozenset[Role]
    fields: dict[str, Field]
    extras: dict[str, Field]
    computed: dict[str, Column]
    conditions: dict[str, Condition]
    readings: tuple[Reading, ...]
    parent: str
    clean: Callable[[Values, Record | None], Values] | None
    saved: Callable[..., None] | None
    fill: Callable[..., None] | None
    facts: Callable[[Any, Actor], Sequence[tuple[Words, Any]]] | None
    default_sort: str
    default_filters: dict[str, str]
    in_menu: bool
    under: str
    listed: bool
    views: tuple[tuple[str, Words, dict[str, str]], ...]
    importable: bool
    aliases: tuple[str, ...] = ()
    subtitle: Callable[[Any], str | Sequence[Record]] | None = None
    guests: GuestSight | None = None
    settled: Callable[[Any], Words] | None = None
    kept: Callable[[Any, Actor], Words] | None = None
    weight: str = ""
    lanes: str = ""
    begins: Words = ""
    exact: bool = False
    told: bool = True
    contributed: list[Panel] = field(default_factory=list)
    holds: Callable[[Values, Any], tuple[str, str] | None] | None = None  # what keeps a record from a change, if any

    @property
    def kind(self) -> str:
        """The stable name of the type in history, numbers and links, such as `accounts.account`."""
        return str(self.model._meta.label_lower)

    def said_of(self, record: Any) -> str:
        """The words of its subtitle; none where it has none."""
        said = self.subtitle(record) if self.subtitle else ""
        return said if isinstance(said, str) else " · ".join(one.title for one in said)

    @property
    def singular(self) -> str:
        """The word in command lines and addresses, such as `account`."""
        return str(self.model._meta.model_name)

    @property
    def parent_type(self) -> "RecordType | None":
        """The type this one is part of; None for one that stands alone."""
        return type_of(self.stored(self.parent).related_model) if self.parent else None

    def stored(self, name: str) -> Any:
        """The model's column behind a field, a custom field's included."""
        return self.model._meta.get_field(name)

    def permission(self, verb: str) -> str:
        """The permission's name for a generic verb: view, create, edit, delete, import, export."""
        return f"{self.plural}.{verb}"

    def field(self, name: str) -> Field:
        """The description of a column or extra by name; raises KeyError for an undeclared one."""
        return self.fields.get(name) or self.extras[name]

    def readable(self, actor: Actor) -> dict[str, Field]:
        """The fields this actor may see: guarded ones only with their permission."""
        return {n: f for n, f in self.fields.items() if f.guard is None or actor.may(f.guard)}

    def filterable(self, actor: Actor) -> dict[str, Field]:
        """The columns and conditions this actor may narrow a list by."""
        readable = self.readable(actor)
        named = {name: readable[name] for name in self.filters if name in readable}
        return {**named, **{name: condition.field for name, condition in self.conditions.items()}}

    def cleaned(self, values: Values, record: Any | None) -> Values:
        """The values tidied and checked before they are written. Raises Invalid, also where something holds it back."""
        settled = self.clean(values, record) if self.clean else values
        if self.holds and record is not None and (held := self.holds(settled, record)):
            raise Invalid({held[0]: held[1]})
        return settled

    def writable(self, actor: Actor) -> dict[str, Field]:
        """The fields and extras this actor may set."""
        mine = {**self.readable(actor), **self.extras}
        return {
            n: f
            for n, f in mine.items()
            if f.editable and all(actor.may(needed) for needed in (f.guard, f.write_guard) if needed)
        }


_types: dict[type[Record], RecordType] = {}
_by_plural: dict[str, RecordType] = {}
_by_word: dict[str, RecordType] = {}
_pending_panels: list[tuple[type[Record], Panel]] = []
_pending_columns: list[tuple[type[Record], Column]] = []
_pending_conditions: list[tuple[type[Record], Condition]] = []
_pending_saved: list[tuple[type[Record], Callable[..., None]]] = []
_pending_facts: list[tuple[type[Record], Callable[[Any, Actor], Sequence[tuple[Words, Any]]]]] = []


def record(
    model: type[Record],
    *,
    ref: str,
    columns: Iterable[str],
    plural: str = "",
    label: Words = "",
    label_plural: Words = "",
    icon: str = "file-text",
    group: str = "setup",
    form: Iterable[str] | None = None,
    filters: Iterable[str] = (),
    sorts: Iterable[str] = (),
    match: Iterable[str] = ("ref",),
    panels: Iterable[Panel] = (),
    readers: frozenset[Role] = READERS,
    writers: frozenset[Role] = DESK,
    fields: Mapping[str, Mapping[str, Any]] | None = None,
    extras: Iterable[Field] = (),
    computed: Iterable[Column] = (),
    conditions: Iterable[Condition] = (),
    readings: Iterable[Reading] = (),
    parent: str = "",
    clean: Callable[[Values, Any], Values] | None = None,
    saved: Callable[..., None] | None = None,
    fill: Callable[..., None] | None = None,
    facts: Callable[[Any, Actor], Sequence[tuple[Words, Any]]] | None = None,
    default_sort: str = "",
    default_filters: Mapping[str, str] | None = None,
    in_menu: bool = True,
    under: str = "",
    listed: bool = True,
    views: Iterable[tuple[str, Words, dict[str, str]]] = (),
    importable: bool = True,
    aliases: Iterable[str] = (),
    subtitle: Callable[[Any], str | Sequence[Record]] | None = None,
    guests: GuestSight | None = None,
    settled: Callable[[Any], Words] | None = None,
    kept: Callable[[Any, Actor], Words] | None = None,
    weight: str = "",
    lanes: str = "",
    begins: Words = "",
    exact: bool = False,
    told: bool = True,
) -> RecordType:
    """Declare a record type.

    `ref` is the pattern of its numbers; `columns` the list's columns, in order; `form` what is asked when one is made
    (all editable columns by default); `match` the columns that recognise a row at import, best first. `clean` tidies
    and checks values before they are written; `fill` completes the values of new records in place, once per set, as
    `fill(rows, by=actor, now=now)`; `saved` is called once per set, in the same transaction, as
    `saved(created=…, changed=…, inputs=…, by=actor, now=now)`. A record that is not `listed` has no page and no
    address of its own: it is reached through the record it stands on. Links for guests can be made where `guests`
    tells what they see. `settled` gives the word ("Won") for a record that an edit of many leaves out unless told to;
    `kept` says why one may not be deleted yet.
    `weight` is the path to a percentage that weighs the record's money: `stage__probability`; `lanes` the column whose
    values are a board's lanes unless another is asked for. `under` is the address of the page of the menu that these
    records are found under: they stand there while one is in that area. `begins` tells in an empty list or panel what
    makes the first one, where that is more than writing or uploading it. `subtitle` says what or whose it is: words, or
    the records it belongs to. Of an `exact` record every amount is shown to the cent, as on quotes, orders, invoices
    and their lines; others round above a thousand. What is not `told` repeats what the change of its parent says, as a
    stage move does: timelines leave it out.
    """
    names = tuple(columns)
    overrides = fields or {}
    all_fields = {
        column.name: field_of(model, column.name, **{"exact": exact, **overrides.get(column.name, {})})
        for column in model._meta.concrete_fields
        if column.name not in ("id", "version", "binned_at", "custom") and not column.name.startswith("_")
    }
    plural = plural or f"{model._meta.model_name}s"
    made = RecordType(
        model=model,
        plural=plural,
        label=label or model._meta.verbose_name or plural,
        label_plural=label_plural or model._meta.verbose_name_plural or plural,
        icon=icon,
        group=group,
        ref=ref,
        columns=names,
        form=tuple(form) if form is not None else tuple(n for n, f in all_fields.items() if f.editable),
        filters=tuple(filters),
        sorts=tuple(sorts),
        match=tuple(match),
        panels=list(panels),
        readers=readers,
        writers=writers,
        fields=all_fields,
        extras={extra.name: extra for extra in extras},
        computed={column.name: column for column in computed},
        conditions={condition.field.name: condition for condition in conditions},
        readings=tuple(readings),
        parent=parent,
        clean=clean,
        saved=saved,
        fill=fill,
        facts=facts,
        default_sort=default_sort or (tuple(sorts) or ("-id",))[0],
        default_filters=dict(default_filters or {}),
        in_menu=in_menu and listed,
        under=under,
        listed=listed,
        views=tuple(views),
        importable=importable and listed,
        aliases=tuple(aliases),
        subtitle=subtitle,
        guests=guests,
        settled=settled,
        kept=kept,
        weight=weight,
        lanes=lanes,
        begins=begins,
        exact=exact,
        told=told,
    )
    if model in _types or plural in _by_plural:
        raise ValueError(f"{plural} is declared twice")
    _types[model] = _by_plural[plural] = made
    for word in (made.singular, made.kind):
        _by_word.setdefault(word, made)
    for verb in ("view", "export"):
        grant(made.permission(verb), readers)
    for verb in ("create", "edit", "delete", "import"):
        grant(made.permission(verb), writers)
    return made


def panel_on(model: type[Record], panel: Panel) -> None:
    """Add a panel to a lower area's record."""
    _pending_panels.append((model, panel))


def column_on(model: type[Record], column: Column) -> None:
    """Add a computed list column to a lower area's record."""
    _pending_columns.append((model, column))


def condition_on(model: type[Record], condition: Condition) -> None:
    """Add a filter that is no column to a lower area's record."""
    _pending_conditions.append((model, condition))


def facts_on(model: type[Record], facts: Callable[[Any, Actor], Sequence[tuple[Words, Any]]]) -> None:
    """Add figures to the head of a lower area's record page, after its own."""
    _pending_facts.append((model, facts))


def saved_on(model: type[Record], saved: Callable[..., None]) -> None:
    """Have more follow from records of a lower area being saved, after its own `saved` and in the same transaction."""
    _pending_saved.append((model, saved))


def settle() -> None:
    """Hand out contributions once every area has declared itself; called by the kernel's start only."""
    while _pending_panels:
        model, panel = _pending_panels.pop(0)
        _types[model].contributed.append(panel)
    while _pending_columns:
        model, column = _pending_columns.pop(0)
        _types[model].computed[column.name] = column
        _types[model].columns += (column.name,)
    while _pending_conditions:
        model, condition = _pending_conditions.pop(0)
        _types[model].conditions[condition.field.name] = condition
    while _pending_saved:
        model, saved = _pending_saved.pop(0)
        _types[model].saved = _after(_types[model].saved, saved)
    while _pending_facts:
        model, facts = _pending_facts.pop(0)
        _types[model].facts = _both(_types[model].facts, facts)


def _after(own: Callable[..., None] | None, added: Callable[..., None]) -> Callable[..., None]:
    def both(**told: Any) -> None:
        if own:
            own(**told)
        added(**told)

    return both


def _both(own: Any, added: Any) -> Callable[[Any, Actor], Sequence[tuple[Words, Any]]]:
    return lambda row, actor: [*(own(row, actor) if own else ()), *added(row, actor)]


def record_types() -> list[RecordType]:
    """All record types, in the order they were declared."""
    return list(_types.values())


def type_of(model: type[Record] | Record) -> RecordType:
    """The declaration of a model or of one of its instances."""
    return _types[model if isinstance(model, type) else type(model)]


def type_named(word: str) -> RecordType | None:
    """The type of a plural, as in addresses, or of a singular, as people type it."""
    return _by_plural.get(word) or _by_word.get(word)
