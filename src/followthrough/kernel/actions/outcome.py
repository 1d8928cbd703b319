"""What an action answers."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.model import Record


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action function tells the runner: a sentence for the person, and the record to show next.

    `ask` carries a question to put to the person after the fact ("what next?"), as the surface's own words, or says
    with `opens` that one goes on with the record shown next; `secret`
    something shown once and stored nowhere, not even for a replay.
    """

    message: Words = ""
    record: Record | None = None
    ask: dict[str, Any] = field(default_factory=dict)
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the runner tells a surface; the same for a first call and its replays.

    `is_undoable` says whether the run can be taken back as a whole (see `kernel/actions/undo`). `shown` is the answer
    as the surface wrote it in the same transaction, kept so that a replay is equal to the letter.
    """

    verb: str
    message: str
    ref: str
    kind: str
    run: uuid.UUID | None
    version: int | None = None
    undone_by: str = ""
    is_undoable: bool = False
    replayed: bool = False
    ask: dict[str, Any] = field(default_factory=dict)
    secret: str = ""
    shown: str = ""

    def stored(self) -> dict[str, Any]:
        """The JSON kept for replays."""
        return {
            "verb": self.verb,
            "message": self.message,
            "ref": self.ref,
            "kind": self.kind,
            "run": str(self.run),
            "version": self.version,
            "undone_by": self.undone_by,
            "is_undoable": self.is_undoable,
            "ask": self.ask,
            "shown": self.shown,
        }
