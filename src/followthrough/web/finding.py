"""Find records of every type by a number or a few words: one query a type, only what this person may see."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Visit
from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.values.reference import format_reference

EACH = 5
LOOKED_AT = 12
WORDS = 6
LAST_PLACES = 8
ORDER = ("serve", "desk", "sell", "promote", "measure", "setup", "settings")
NUMBER = re.compile(r"^([a-z]+)?-?(?:([1-9]\d{3})-)?(0*[1-9]\d{0,11})$", re.IGNORECASE)
BEGUN_NUMBER = re.compile(r"^[a-z]{1,5}-[\d-]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Records of one type, the best first."""

    kind: RecordType
    records: list[Any]


def searched_types(actor: Actor) -> list[RecordType]:
    """The types this person may look into, those of the daily work first."""
    mine = [t for t in record_types() if t.listed and actor.may(t.permission("view"))]
    return sorted(mine, key=lambda t: (not t.in_menu, ORDER.index(t.group) if t.group in ORDER else len(ORDER)))


def by_words(kind: RecordType, typed: str, actor: Actor, limit: int = EACH) -> Found:
    """Records whose text holds every word typed; those that begin with the words come first.

    Of two letters only beginnings of words are looked for, since everything holds two letters; of one, nothing.
    """
    if len(typed) < 2:
        return Found(kind, [])
    rows: QuerySet[Any] = kind.model.visible_to(actor).order_by()
    begun = Q(search_text__startswith=Fold(Value(typed))) | Q(search_text__contains=Fold(Value(f" {typed}")))
    begins = rows.filter(begun).values("pk")[:LOOKED_AT]
    found = begins
    if len(typed) > 2:
        holds = rows
        for word in typed.split()[:WORDS]:
            holds = holds.filter(search_text__contains=Fold(Value(word)))
        found = begins.union(holds.values("pk")[:LOOKED_AT])
    records = list(_with_links(kind).filter(pk__in=found))
    wanted = typed.casefold()
    records.sort(key=lambda record: (not record.title.casefold().startswith(wanted), record.title.casefold()))
    return Found(kind, records[:limit])


def by_number(kind: RecordType, typed: str, actor: Actor, year: int, limit: int = EACH) -> Found:
    """Records with this number, or whose number begins so; nothing if the pattern of the type does not fit."""
    prefix = kind.ref.split("-")[0]
    refs = Q()
    if found := NUMBER.match(typed):
        letters, written, digits = found.groups()
        if letters is None or letters.casefold() == prefix.casefold():
            refs |= Q(ref=format_reference(kind.ref, int(digits), year=int(written or year)))
    if BEGUN_NUMBER.match(typed) and typed.split("-")[0].casefold() == prefix.casefold():
        refs |= Q(ref__startswith=typed.upper())
    if not refs:
        return Found(kind, [])
    mine = kind.model.visible_to(actor).filter(refs).values("pk")
    records = list(_with_links(kind).filter(pk__in=mine).order_by("ref")[:limit])
    records.sort(key=lambda record: record.ref != typed.upper())
    return Found(kind, records)


def looks_like_number(typed: str) -> bool:
    """Whether this can only be meant as a number: "Q-3187", "a-10", "1006"."""
    return bool(NUMBER.match(typed) or BEGUN_NUMBER.match(typed))


def last_places(user_id: int, actor: Actor) -> list[tuple[RecordType, Any]]:
    """The records this person looked at last, as far as they still may; one query a type."""
    visits = list(Visit.objects.filter(user_id=user_id).order_by("-at")[: 2 * LAST_PLACES])
    types = {t.kind: t for t in searched_types(actor)}
    records: dict[tuple[str, str], Any] = {}
    for name in {visit.kind for visit in visits} & types.keys():
        refs = [visit.ref for visit in visits if visit.kind == name]
        mine = types[name].model.visible_to(actor).filter(ref__in=refs).values("pk")
        records |= {(name, record.ref): record for record in _with_links(types[name]).filter(pk__in=mine)}
    seen = [(visit.kind, visit.ref) for visit in visits if (visit.kind, visit.ref) in records]
    return [(types[name], records[name, ref]) for name, ref in seen[:LAST_PLACES]]


def _with_links(kind: RecordType) -> QuerySet[Any]:
    links = [n for n in kind.columns if n in kind.fields and kind.fields[n].kind is Kind.LINK]
    rows: QuerySet[Any] = kind.model._default_manager.all()
    return rows.select_related(*links) if links else rows
