"""Find records by what was typed: only what this person may see, the best first, each with what led to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.search.candidates import ENOUGH, Candidate, among, holding, leading_to, likeliest
from followthrough.kernel.search.indexed import Indexed, indexed_kinds
from followthrough.kernel.search.near import near_words
from followthrough.kernel.search.placing import best_of
from followthrough.kernel.search.sight import MOST, ids_seen_among, seen_among, sees_all, visible_ids
from followthrough.kernel.search.typed import Near, Typed, understood

NUMBER, NAME, BEGINNING, WORDS, ELSEWHERE, MISSPELT = range(6)  # how good a find is, the best first
FEW = 3  # finds; with fewer, words spelt nearly so are looked for
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
    if sum(len(one.finds) for one in found) >= FEW:
        return found
    if near := near_words(typed.names if found else typed.words):
        found = _joined(found, search.found(near, MISSPELT), limit)
    return found


_Leads = dict[str, dict[int, _Lead]]


class _Search:
    """One search: gathers candidates, keeps those the actor may see, ranks them and fetches the best."""

    def __init__(self, typed: Typed, actor: Actor, only: Collection[str], limit: int, visits: Visits) -> None:
        self.typed, self.actor, self.limit, self.visits = typed, actor, limit, visits
        self.listed = {
            kind.kind: kind
            for kind in record_types()
            if kind.listed and actor.may(kind.permission("view")) and (not only or kind.kind in only)
        }
        self.visible: dict[str, Sequence[int]] = {}
        self.indexed = {one.kind.kind: one for one in indexed_kinds() if self._is_asked(one)}

    def _is_asked(self, one: Indexed) -> bool:
        if not (self.actor.is_system or self.actor.may(one.kind.permission("view"))):
            return False
        return one.stands_on_any or one.kind.kind in self.listed or one.leads_to in self.listed

    def found(self, near: Near, at_best: int = NUMBER) -> list[Finds]:
        """All kinds with something found; `at_best` is the best rank a find can have."""
        queries = {name: self.typed.query(one, near) for name, one in self.indexed.items()}
        candidates = self._candidates(queries)
        leads: _Leads = defaultdict(dict)
        if not near:
            for c in holding(self.typed.number_query(one) for one in self.indexed.values()):
                leads[c.kind][c.record_id] = _Lead(NUMBER, None)
            for name, record_id in (*self._led(), *self._numbered_parts()):
                leads[name][record_id] = _Lead(NUMBER, None)
        for name, entries in candidates.items():
            self._lead(leads, name, entries, at_best)
        found = {name: self._best(self.listed[name], asked) for name, asked in leads.items() if name in self.listed}
        for name, entries in candidates.items():
            if len(entries) > ENOUGH:
                self._see_closer(found, leads, self.indexed[name], queries[name], at_best)
        return sorted((one for one in found.values() if one.finds), key=lambda one: one.finds[0].rank)

    def _led(self) -> list[Place]:
        """What the typed number leads to, since the record it was of was merged into another."""
        if self.typed.number is None:
            return []
        word = self.typed.raw.strip().lstrip("#").upper()
        return list(FormerNumber.objects.filter(kind__in=self.listed, ref=word).values_list("kind", "record_id"))

    def _numbered_parts(self) -> list[Place]:
        """Those that bear the typed number and have no entry, since all else about them stands on their parents."""
        told = [one for name, one in self.indexed.items() if name in self.listed and one.kind.model.told_by_parent]
        asked = [(one, ref) for one in told if (ref := self.typed.ref(one))]
        rows = [(one, one.kind.model.visible_to(self.actor).filter(ref=ref)) for one, ref in asked]
        return [(one.kind.kind, pk) for one, found in rows for pk in found.values_list("pk", flat=True)]

    def _candidates(self, queries: Mapping[str, str]) -> dict[str, list[Candidate]]:
        found: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in holding(queries.values()):
            found[candidate.kind].append(candidate)
        broad = {}
        for name, entries in found.items():
            if len(entries) > ENOUGH and not self._adds_seen(self.indexed[name], queries[name], entries):
                broad[name] = queries[name]
        for candidate in likeliest(broad, self.typed.text):
            found[candidate.kind].append(candidate)
        return found

    def _adds_seen(self, one: Indexed, query: str, entries: list[Candidate]) -> bool:
        """Of a kind with very many entries, add those of records the actor sees; whether these were all looked through.

        Without this, what is hidden could crowd out what is not.
        """
        if one.stands_on_any or one.leads_to or sees_all(one.kind, self.actor):
            return False
        ids = self._visible(one.kind)
        entries += among(ids, one.kind.kind, query)
        return len(ids) < MOST

    def _visible(self, kind: RecordType) -> Sequence[int]:
        if kind.kind not in self.visible:
            self.visible[kind.kind] = visible_ids(kind, self.actor)
        return self.visible[kind.kind]

    def _lead(self, leads: _Leads, name: str, entries: Iterable[Candidate], at_best: int) -> None:
        """Note where the entries of one kind lead to; of parts, only of those the actor may see."""
        entries = list(entries)
        seen = self._seen(self.indexed[name], {c.record_id for c in entries if c.leads_id is not None})
        for c in entries:
            rank = max(at_best, self._rank(c.title))
            if c.leads_kind is None or c.leads_id is None:
                known, lead = leads[name].get(c.record_id), _Lead(rank, None)
                leads[name][c.record_id] = known if known and known.rank <= rank else lead
            elif c.record_id in seen:
                rank = rank if rank == NAME else max(rank, ELSEWHERE)
                known, lead = leads[c.leads_kind].get(c.leads_id), _Lead(rank, (name, c.record_id))
                leads[c.leads_kind][c.leads_id] = known if known and known.rank <= rank else lead

    def _see_closer(self, found: dict[str, Finds], leads: _Leads, one: Indexed, query: str, at_best: int) -> None:
        """Of parts with very many entries, look through those of records the actor sees, if too little was found."""
        for kind in self.listed.values():
            if not (one.stands_on_any or kind.kind == one.leads_to):
                continue
            if kind.kind in found and len(found[kind.kind].finds) >= self.limit:
                continue
            if sees_all(kind, self.actor) and sees_all(one.kind, self.actor):
                continue
            entries = leading_to(self._visible(kind), kind.kind, one.kind.kind, query)
            self._lead(leads, one.kind.kind, entries, at_best)
            if leads[kind.kind]:
                found[kind.kind] = self._best(kind, leads[kind.kind])

    def _seen(self, one: Indexed, ids: set[int]) -> set[int]:
        return set(ids_seen_among(one.kind.model, self.actor).rows(ids=list(ids))) if ids else set()

    def _rank(self, title: str) -> int:
        text, words = self.typed.text, self.typed.words
        if title == text:
            return NAME
        if text and title.startswith(text):
            return BEGINNING
        parts = title.split()
        return WORDS if words and all(any(p.startswith(word) for p in parts) for word in words) else ELSEWHERE

    def _best(self, kind: RecordType, leads: Mapping[int, _Lead]) -> Finds:
        """The best of these records the actor may see: own ones, those visited and new ones first among equals."""
        ranks = {pk: lead.rank for pk, lead in leads.items()}
        visited = [ref for name, ref in self.visits if name == kind.kind]
        records = best_of(kind, ranks, visited, self.actor, self.limit + 1)
        best = records[: self.limit]
        vias = self._vias(leads[one.pk].via for one in best)
        finds = [Find(one, leads[one.pk].rank, vias.get(leads[one.pk].via)) for one in best]
        return Finds(kind, finds, more=len(records) > self.limit)

    def _vias(self, places: Iterable[Place | None]) -> dict[Place | None, Any]:
        wanted: dict[str, set[int]] = defaultdict(set)
        for place in places:
            if place is not None:
                wanted[place[0]].add(place[1])
        return {
            (name, record.pk): record
            for name, ids in wanted.items()
            for record in seen_among(self.indexed[name].kind.model, self.actor).rows(ids=list(ids))
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
