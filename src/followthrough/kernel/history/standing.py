"""What stands in the way of taking a deed back: fields changed since, records that lean on what it made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from followthrough.kernel.history import net
from followthrough.kernel.history.net import Runs, leaning_on, own_columns, touched_by_people
from followthrough.kernel.records.registry import RecordType


class Why(StrEnum):
    """Why a record can't be put back."""

    CHANGED = "changed"
    GONE = "gone"
    WORKED_ON = "worked_on"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One record that can't be put back: by its columns, or by the record (`leaner`) that leans on it."""

    kind: RecordType
    record_id: int
    why: Why
    columns: tuple[str, ...] = ()
    leaner: tuple[RecordType, int] | None = None


@dataclass(slots=True)
class Plan:
    """What taking a deed back comes to.

    `made` are the records to take away (those of the deed, and what the house hung on them); `left` stay as they are;
    of `partly` the named columns stay and the others are set back.
    """

    runs: Runs
    by_field: bool
    made: dict[RecordType, set[int]] = field(default_factory=dict)
    left: dict[RecordType, set[int]] = field(default_factory=dict)
    partly: dict[RecordType, dict[int, list[str]]] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)

    def leave(self, kind: RecordType, record_id: int, obstacle: Obstacle | None = None) -> None:
        """Have this record stay as it is."""
        self.left.setdefault(kind, set()).add(record_id)
        self.made.get(kind, set()).discard(record_id)
        if obstacle:
            self.obstacles.append(obstacle)

    def rest(self) -> int:
        """How many of the deed's own records can still be put back."""
        count = 0
        for kind in self.runs.kinds():
            left = self.left.get(kind, set())
            count += sum(record_id not in left for record_id in self.runs.ids_of(net.ALL_IDS, kind))
        return count

    def leave_columns(self, kind: RecordType, record_id: int, columns: list[str]) -> None:
        """Have what was changed since stay: the named columns, or the record where its columns belong together."""
        obstacle = Obstacle(kind, record_id, Why.CHANGED, tuple(sorted(columns)))
        if self.by_field:
            self.partly.setdefault(kind, {})[record_id] = columns
            self.obstacles.append(obstacle)
        else:
            self.leave(kind, record_id, obstacle)


def planned(runs: Runs, *, by_field: bool, actor_id: int | None) -> Plan:
    """Lock what the deed touched and find what can be put back, and what stands in the way of the rest."""
    plan = Plan(runs, by_field)
    for kind in runs.kinds():
        runs.ask(net.LOCK, kind)
        for record_id, columns in runs.ask(net.OVERWRITTEN, kind, columns=own_columns(kind)):
            plan.leave_columns(kind, record_id, columns)
        for record_id in runs.ids_of(net.VANISHED, kind):
            plan.leave(kind, record_id, Obstacle(kind, record_id, Why.GONE))
        plan.made[kind] = set(runs.ids_of(net.STILL_THERE, kind))
        for record_id in runs.ids_of(net.WORKED_ON, kind, actor=actor_id):
            plan.leave(kind, record_id, Obstacle(kind, record_id, Why.WORKED_ON))
    while _lean(plan) or _stay_with_parents(plan):
        pass
    return plan


def _lean(plan: Plan) -> bool:
    """Take along what the house hung on the made records; what people hung on them keeps them. Whether any moved."""
    moved = False
    for kind in list(plan.made):
        for other, column, pairs in leaning_on(kind, plan.made[kind]):
            known = plan.made.get(other, set())
            outside = [(leaner, on) for leaner, on in pairs if leaner not in known]
            letting_go = set(plan.runs.ids_of(net.SET_LINK, other, column=column)) if outside else set()
            letting_go -= plan.left.get(other, set())
            outside = [(leaner, on) for leaner, on in outside if leaner not in letting_go]
            by_people = touched_by_people(other, [leaner for leaner, _on in outside]) if outside else set()
            by_people |= plan.left.get(other, set())
            for leaner, on in outside:
                moved = True
                if leaner in by_people:
                    plan.leave(kind, on, Obstacle(kind, on, Why.NEEDED, leaner=(other, leaner)))
                else:
                    plan.made.setdefault(other, set()).add(leaner)
    return moved


def _stay_with_parents(plan: Plan) -> bool:
    """Parts of a made record that stays, stay too. Whether any moved."""
    moved = False
    for kind, child in _families(plan):
        column = str(child.stored(child.parent).column)
        for other, named, pairs in leaning_on(kind, plan.left[kind]):
            if other is not child or named != column:
                continue
            for part, _whole in pairs:
                if part in plan.made.get(child, ()):
                    plan.leave(child, part)
                    moved = True
    return moved


def _families(plan: Plan) -> Iterable[tuple[RecordType, RecordType]]:
    for child in list(plan.made):
        kind = child.parent_type
        if kind and plan.made[child] and plan.left.get(kind):
            yield kind, child
