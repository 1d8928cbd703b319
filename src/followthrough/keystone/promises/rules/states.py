"""The words of a promise that are stored: its state, who owes whom, and what shows that it was kept."""

from enum import StrEnum


class PromiseState(StrEnum):
    """What a person (or the end of its source) decided; all else is computed when read."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    WAIVED = "waived"
    VOID = "void"


class Direction(StrEnum):
    """A promise is owed by us, a wait is owed to us."""

    PROMISE = "promise"
    WAIT = "wait"


class EvidenceKind(StrEnum):
    """What shows that a promise was kept; without any of these nothing is kept."""

    NOTE = "note"
    FILE = "file"
    LINK = "link"
    RECORD = "record"


# End states are final except by an explicit, recorded undo, which is no move.
MOVES: dict[PromiseState, frozenset[PromiseState]] = {
    PromiseState.OPEN: frozenset(PromiseState) - {PromiseState.OPEN},
    PromiseState.KEPT: frozenset(),
    PromiseState.MISSED: frozenset(),
    PromiseState.WAIVED: frozenset(),
    PromiseState.VOID: frozenset(),
}


def may_move(old: PromiseState, new: PromiseState) -> bool:
    """May a person move a promise from the one state to the other?"""
    return new in MOVES[old]
