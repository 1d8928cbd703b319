"""Find the records that rows, typed or read from a file, may already be: set-based, one road for all kinds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.doubles.likeness import Likeness, likeness
from followthrough.kernel.doubles.signs import Sign, Trait, traits_of
from followthrough.kernel.records.keys import KEYS, keys_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.search.lists import ids_spelt_nearly

CHUNK = 1_000
TYPED = 3  # so few rows are typed by a person: slips that change how a name sounds are looked for too
NAMES = (Sign.PERSON, Sign.COMPANY)
BLOCK = 50  # records that share a key; beyond it the key tells too little to look at them all

Row = Mapping[str, Any]
Told = dict[Sign, list[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A record that a row may already be, with how likely and why."""

    record: Any
    likeness: Likeness

    @property
    def score(self) -> int:
        """How likely, 0 to 100."""
        return self.likeness.score

    @property
    def why(self) -> str:
        """The reasons in words, in the reader's language."""
        return self.likeness.why


def find_doubles(
    kind: RecordType, rows: Sequence[Row], actor: Actor, *, most: int = 5, without: Iterable[int] = ()
) -> list[list[Match]]:
    """For each row the records it may already be, likeliest first, at most `most`; only such as the actor may see.

    Rows give values by field name, as text or typed (links as a record). The number of queries depends on the kind,
    not on the rows: sets of a thousand are asked at once. `without` leaves out records by id, such as the row's own.
    A kind nobody declared traits for has no doubles.
    """
    if not traits_of(kind.model) or not actor.may(kind.permission("view")):
        return [[] for _row in rows]
    hidden = frozenset(without)
    found: list[list[Match]] = []
    for start in range(0, len(rows), CHUNK):
        found += _of_chunk(kind, rows[start : start + CHUNK], actor, most, hidden)
    return found


def _of_chunk(
    kind: RecordType, rows: Sequence[Row], actor: Actor, most: int, hidden: frozenset[int]
) -> list[list[Match]]:
    traits = readable_traits(kind, actor)
    told = [told_of_row(row, traits) for row in rows]
    found = _matched(kind, told, _candidates(kind, told, traits, actor), actor, traits, most, hidden)
    if len(rows) <= TYPED and not all(found):
        open_ones = [{} if matches else own for own, matches in zip(told, found, strict=True)]
        near = [_spelt_alike(kind, own, actor) for own in open_ones]
        slips = _matched(kind, told, near, actor, traits, most, hidden)
        found = [matches or slip for matches, slip in zip(found, slips, strict=True)]
    return found


def _matched(
    kind: RecordType,
    told: Sequence[Told],
    candidates: Sequence[set[int]],
    actor: Actor,
    traits: Sequence[Trait],
    most: int,
    hidden: frozenset[int],
) -> list[list[Match]]:
    """For each row the best of its candidates."""
    known = told_of_records(kind, set().union(*candidates) - hidden, actor, traits)
    return [
        _best((Match(known[pk][0], likeness(own, known[pk][1])) for pk in ids if pk in known), most)
        for own, ids in zip(told, candidates, strict=True)
    ]


def _best(matches: Iterable[Match], most: int) -> list[Match]:
    worth = [match for match in matches if match.likeness.is_worth_showing]
    return sorted(worth, key=lambda match: (-match.score, match.record.pk))[:most]


def readable_traits(kind: RecordType, actor: Actor) -> list[Trait]:
    """The traits this actor may see; a guarded column must not show itself by a match."""
    readable = kind.readable(actor)
    return [trait for trait in traits_of(kind.model) if trait.of is not None or trait.column in readable]


def told_of_row(row: Row, traits: Iterable[Trait]) -> Told:
    """What a row tells, by sign; links as the id of their record."""
    told: Told = defaultdict(list)
    for trait in traits:
        for name in trait.names:
            value = row.get(name)
            text = str(value.pk) if isinstance(value, Record) else str(value or "").replace("\x00", "").strip()
            if text and text not in told[trait.sign]:
                told[trait.sign].append(text)
    return {sign: values for sign, values in told.items() if values}


def told_of_records(
    kind: RecordType, ids: Iterable[int], actor: Actor, traits: Sequence[Trait]
) -> dict[int, tuple[Any, Told]]:
    """What the records of these ids tell, those on their children included."""
    own = [trait for trait in traits if trait.of is None]
    found: dict[int, tuple[Any, Told]] = {}
    for record in kind.model.visible_to(actor).filter(pk__in=set(ids)):
        told: Told = defaultdict(list)
        for trait in own:
            _add(told, trait.sign, getattr(record, kind.stored(trait.column).attname))
        found[record.pk] = (record, told)
    for trait in traits:
        if trait.of is not None and found:
            children = (
                trait.of.visible_to(actor).filter(**{f"{trait.link}__in": found}).values_list(trait.link, trait.column)
            )
            for pk, value in children:
                if _fits(trait.sign, value):
                    _add(found[pk][1], trait.sign, value)
    return found


def told_of_all(kind: RecordType, actor: Actor) -> dict[int, Told]:
    """What every record tells that the actor sees, by id; no records are made of the rows, which may be many."""
    told: dict[int, Told] = {}
    traits = readable_traits(kind, actor)
    own = [trait for trait in traits if trait.of is None]
    columns = [kind.stored(trait.column).attname for trait in own]
    for pk, *values in kind.model.visible_to(actor).values_list("pk", *columns).iterator(CHUNK):
        told[pk] = {}
        for trait, value in zip(own, values, strict=True):
            _add(told[pk], trait.sign, value)
    for trait in traits:
        if trait.of is not None:
            rows = trait.of.visible_to(actor).filter(**{f"{trait.link}__isnull": False})
            for pk, value in rows.values_list(trait.link, trait.column).iterator(CHUNK):
                if pk in told and _fits(trait.sign, value):
                    _add(told[pk], trait.sign, value)
    return told


def _fits(sign: Sign, value: str) -> bool:
    """Addresses and numbers of a person stand in one column."""
    return sign not in (Sign.EMAIL, Sign.PHONE) or ("@" in value) is (sign is Sign.EMAIL)


def _add(told: Told, sign: Sign, value: object) -> None:
    if value not in (None, "") and str(value) not in told.setdefault(sign, []):
        told[sign].append(str(value))


def _candidates(kind: RecordType, told: Sequence[Told], traits: Sequence[Trait], actor: Actor) -> list[set[int]]:
    """The ids of the records that share a key with each row."""
    found: list[set[int]] = [set() for _own in told]
    for trait in traits:
        if not trait.key:
            continue
        asked = [(n, text) for n, own in enumerate(told) for text in own.get(trait.sign, ())]
        keys = keys_of(trait.key, [text for _n, text in asked])
        holders = _holders(kind, trait, {key for key in keys if key}, actor)
        for (n, _text), key in zip(asked, keys, strict=True):
            found[n] |= holders.get(key, set())
    return found


def _spelt_alike(kind: RecordType, own: Told, actor: Actor) -> set[int]:
    """The ids of records whose words are nearly those of the names a person typed."""
    found: set[int] = set()
    for typed in [text for sign in NAMES for text in own.get(sign, ())]:
        near: QuerySet[Any] = kind.model.visible_to(actor).filter(pk__in=ids_spelt_nearly(kind, typed))
        found |= set(near.values_list("pk", flat=True)[:BLOCK])
    return found


def _holders(kind: RecordType, trait: Trait, keys: set[str], actor: Actor) -> dict[str, set[int]]:
    """The ids of visible records by each of these keys; a key that too many share names the first of them only."""
    if not keys:
        return {}
    holders: dict[str, set[int]] = defaultdict(set)
    for key, pk in keyed_rows(kind, trait, actor).filter(doubles_key__in=keys).values_list("doubles_key", "held_by"):
        if len(holders[key]) < BLOCK:
            holders[key].add(pk)
    return holders


def keyed_rows(kind: RecordType, trait: Trait, actor: Actor) -> QuerySet[Any]:
    """The rows that hold a trait, each with its key and the id of its record."""
    model: Any = trait.of or kind.model
    seen = model.visible_to(actor).filter(~Q(**{trait.column: ""}))  # as the indexes of these keys leave empty ones out
    if trait.of is not None:
        seen = seen.filter(~Q(**{f"{trait.link}__isnull": True}))
    keyed: QuerySet[Any] = seen.annotate(
        doubles_key=KEYS[trait.key](F(trait.column)), held_by=F(f"{trait.link}_id" if trait.link else "id")
    )
    return keyed
