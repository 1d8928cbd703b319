"""Find records by what was typed: only what this person may see, the best first, each with what led to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.access.scope import EVERYTHING
from followthrough.kernel.records.listing import with_links
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.search.candidates import ENOUGH, Candidate, holding, likeliest
from followthrough.kernel.search.indexed import Indexed, indexed_kinds
from followthrough.kernel.search.models import Entry
from followthrough.kernel.search.near import near_words
from followthrough.kernel.search.typed import Near, Typed, understood

NUMBER, NAME, BEGINNING, WORDS, ELSEWHERE, MISSPELT = range(6)  # how good a find is, the best first
FEW = 3  # finds; with fewer, words spelt nearly so are looked for
COLUMNS = ("kind", "record_id", "leads_kind", "leads_id", "title")
Place = tuple[str, int]  # a kind's name and a record's id
Visits = Collection[tuple[str, str]]  # kinds' names and numbers of records looked at lately


@dataclass(frozen=True, slots=True)
class Find:
    """One record found. `via` is the part of it that holds the words, such as a note, if that is not the record."""

    record: Any
    rank: int
    via: Any = None


@dataclass(frozen=True, slots=True)
class Finds:
    """Records of one kind, the best first; `more` if others were left off."""

    kind: RecordType
    finds: list[Find]
    more: bool = False


@dataclass(slots=True)
class _Lead:
    """A record that may be found, the best reason for it so far, and the part that gave the reason."""

    rank: int
    via: Place | None


def find(
    raw: str, actor: Actor, *, only: Collection[str] = (), limit: int = 5, visits: Visits = frozenset()
) -> list[Finds]:
    """The records of each kind that hold what was typed, up to `limit` of each; kinds with the best find first.

    `only` names kinds (`accounts.account`). Own records and those visited lately come first among equals.
    """
    typed = understood(raw)
    if not (typed.chunks or typed.number) or actor.role in (Role.GUEST, Role.NOBODY):
        return []
    search = _Search(typed, actor, only, limit, visits)
    found = search.found({})
    if sum(len(one.finds) for one in found) < FEW and (near := near_words(typed.words)):
        found = _joined(found, search.found(near, MISSPELT), limit)
    return found


class _Search:
    """One search: gathers candidates, keeps those the actor may see, ranks them and fetches the best."""

    def __init__(self, typed: Typed, actor: Actor, only: Collection[str], limit: int, visits: Visits) -> None:
        self.typed, self.actor, self.limit, self.visits = typed, actor, limit, visits
        self.listed = {
            kind.kind: kind
            for kind in record_types()
            if kind.listed and actor.may(kind.permission("view")) and (not only or kind.kind in only)
        }
        self.indexed = {one.kind.kind: one for one in indexed_kinds() if self._is_asked(one)}

    def _is_asked(self, one: Indexed) -> bool:
        if not (self.actor.is_system or self.actor.may(one.kind.permission("view"))):
            return False
        return one.stands_on_any or one.kind.kind in self.listed or one.leads_to in self.listed

    def found(self, near: Near, at_best: int = NUMBER) -> list[Finds]:
        """All kinds with something found; `at_best` is the best rank a find can have."""
        leads: dict[str, dict[int, _Lead]] = defaultdict(dict)
        for place, lead in self._leads(near, at_best):
            known = leads[place[0]].get(place[1])
            if known is None or lead.rank < known.rank:
                leads[place[0]][place[1]] = lead
        found = [self._best(self.listed[name], asked) for name, asked in leads.items() if name in self.listed]
        return sorted((one for one in found if one.finds), key=lambda one: one.finds[0].rank)

    def _leads(self, near: Near, at_best: int) -> Iterable[tuple[Place, _Lead]]:
        """Where the entries lead to; of parts, only those the actor may see."""
        numbers = [self.typed.number_query(one) for one in self.indexed.values()] if not near else []
        exact = {(c.kind, c.record_id) for c in holding(numbers)}
        for place in exact:
            yield place, _Lead(NUMBER, None)
        for name, candidates in self._candidates(near).items():
            parts = [c for c in candidates if c.leads_id is not None]
            seen = self._seen(self.indexed[name], {c.record_id for c in parts})
            for c in candidates:
                place, rank = (c.kind, c.record_id), max(at_best, self._rank(c.title))
                if c.leads_kind is None or c.leads_id is None:
                    yield place, _Lead(rank, None)
                elif c.record_id in seen:
                    yield (c.leads_kind, c.leads_id), _Lead(rank if rank == NAME else max(rank, ELSEWHERE), place)

    def _candidates(self, near: Near) -> dict[str, list[Candidate]]:
        queries = {name: self.typed.query(one, near) for name, one in self.indexed.items()}
        found: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in holding(queries.values()):
            found[candidate.kind].append(candidate)
        for name, candidates in found.items():
            if len(candidates) > ENOUGH:
                one, query = self.indexed[name], queries[name]
                found[name] = [*candidates, *likeliest(one, query, self.typed.text), *self._own(one, query)]
        return found

    def _own(self, one: Indexed, query: str) -> list[Candidate]:
        """Of a kind with very many entries, some of those the actor may see, if there are others.

        Without these, what is hidden could crowd out what is not.
        """
        rows = Entry.objects.filter(kind=one.kind.kind).extra(where=["words @@ %s::tsquery"], params=[query])
        if not self._sees_all(one.kind):
            rows = rows.filter(record_id__in=one.kind.model.visible_to(self.actor).values("pk"))
        elif not one.stands_on_any and self._sees_all(self.listed.get(one.leads_to)):
            return []
        targets = self.listed.values() if one.stands_on_any else [self.listed.get(one.leads_to)]
        found: list[Candidate] = []
        for kind in targets:
            of_kind = rows if kind is None else rows.filter(leads_kind=kind.kind)
            if kind is not None and not self._sees_all(kind):
                of_kind = of_kind.filter(leads_id__in=kind.model.visible_to(self.actor).values("pk"))
            found += [Candidate(*row) for row in of_kind.values_list(*COLUMNS)[:ENOUGH]]
        return found

    def _sees_all(self, kind: RecordType | None) -> bool:
        return kind is None or kind.model.reached_by(self.actor) == EVERYTHING

    def _seen(self, one: Indexed, ids: set[int]) -> set[int]:
        if not ids:
            return set()
        return set(one.kind.model.visible_to(self.actor).filter(pk__in=ids).values_list("pk", flat=True))

    def _rank(self, title: str) -> int:
        text, words = self.typed.text, self.typed.words
        if title == text:
            return NAME
        if text and title.startswith(text):
            return BEGINNING
        parts = title.split()
        return WORDS if words and all(any(p.startswith(word) for p in parts) for word in words) else ELSEWHERE

    def _best(self, kind: RecordType, leads: dict[int, _Lead]) -> Finds:
        """The best of these records the actor may see: own ones, those visited and new ones first among equals."""
        names = ["pk", "ref", "updated_at", *(["owner"] if "owner" in kind.fields else [])]
        rows = kind.model.visible_to(self.actor).filter(pk__in=leads).values_list(*names)
        order = sorted(rows, key=lambda row: self._order(kind, leads[row[0]], *row))
        best = [row[0] for row in order[: self.limit]]
        records = {r.pk: r for r in with_links(kind, kind.model.visible_to(self.actor).filter(pk__in=best))}
        vias = self._vias(leads[pk].via for pk in best)
        finds = [Find(records[pk], leads[pk].rank, vias.get(leads[pk].via)) for pk in best if pk in records]
        return Finds(kind, finds, more=len(order) > self.limit)

    def _order(
        self, kind: RecordType, lead: _Lead, pk: int, ref: str, updated_at: datetime, owner: int | None = None
    ) -> tuple[int, bool, float, int]:
        is_near = (kind.kind, ref) in self.visits or owner in self.actor.stands_for
        return lead.rank, not is_near, -updated_at.timestamp(), -pk

    def _vias(self, places: Iterable[Place | None]) -> dict[Place | None, Any]:
        wanted: dict[str, set[int]] = defaultdict(set)
        for place in places:
            if place is not None:
                wanted[place[0]].add(place[1])
        return {
            (name, record.pk): record
            for name, ids in wanted.items()
            for record in self.indexed[name].kind.model.visible_to(self.actor).filter(pk__in=ids)
        }


def _joined(first: list[Finds], second: list[Finds], limit: int) -> list[Finds]:
    """The finds of both, each record once."""
    known = {one.kind.kind: one for one in first}
    for other in second:
        one = known.get(other.kind.kind)
        here = {find.record.pk for find in one.finds} if one else set()
        finds = [*(one.finds if one else []), *(f for f in other.finds if f.record.pk not in here)]
        known[other.kind.kind] = replace(other, finds=finds[:limit], more=other.more or len(finds) > limit)
    return sorted(known.values(), key=lambda one: one.finds[0].rank)
