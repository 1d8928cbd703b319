"""Named places where a process can be made to die, to show in tests that nothing is ever left half done.

`FOLLOWTHROUGH_CRASH=import.batch_written:2` ends the process, as `kill -9` would, the second time it comes by. The
variable works in test mode only (`FOLLOWTHROUGH_TEST_MODE=1`); elsewhere the desk does not start with it.
"""

import os
import signal
from collections.abc import Mapping

NAME, TEST_MODE = "FOLLOWTHROUGH_CRASH", "FOLLOWTHROUGH_TEST_MODE"
ON = ("1", "true", "yes")
POINTS = {
    "file.incoming": "a sent file lies under a temporary name, not yet under its hash",
    "file.kept": "the file is kept, the row that names it is not written",
    "action.before_commit": "an action has written all it writes and what it answers",
    "action.after_commit": "an action is done, nobody has been answered",
    "job.enqueued": "a job stands in the queue, in a transaction that is still open",
    "fact.heard": "a listener has done its work, in a transaction that is still open",
    "fact.delivered": "a listener's work is done, the job is not",
    "mail.claimed": "a mail is marked as going out, the server has not heard of it",
    "mail.taken": "the server has taken a mail, which is not marked as sent",
    "undo.put_back": "rows are put back, the deed is not written",
    "merge.moved": "what hung on the one that goes hangs on the one that stays, nothing else is done",
    "import.rows_checked": "some rows of an upload are planned, in a transaction that is still open",
    "import.rows_entered": "some rows of an upload are in, in a transaction that is still open",
    "import.batch_committed": "a batch of a big upload is in, the next one is not begun",
    "import.before_finish": "all rows are in, the upload does not say so yet",
    "bulk.part_written": "a part of a big change is written, in a transaction that is still open",
    "bulk.part_committed": "a part of a big change is done, the next one is not begun",
    "backup.written": "a backup is whole, under a temporary name",
    "backup.kept": "a backup has its name, its note is not written",
    "erase.committed": "a person is erased from the database, their files are still there",
    "signing.sealed": "the sealed copy of a signed document is made, nothing of it is kept",
    "signing.completed": "a round of signatures is complete, in a transaction that is still open",
    "signing.told": "a round of signatures is complete, its letters are not sent",
    "seal.written": "a part of the history is sealed, in a transaction that is still open",
    "seal.committed": "a part of the history is sealed, which is not noted outside the database",
}


class UnknownPoint(ValueError):
    """What the variable names is no crash point, no count, or this is no test mode; the text says which."""


def wished(variables: Mapping[str, str]) -> tuple[str, int] | None:
    """The point and count that the variables ask for, if any. Raises UnknownPoint."""
    text = variables.get(NAME, "")
    if not text:
        return None
    if variables.get(TEST_MODE, "").lower() not in ON:
        raise UnknownPoint(f"{NAME} is for test mode alone: remove it, or set {TEST_MODE}=1 on a desk of no worth")
    name, _colon, count = text.partition(":")
    if name not in POINTS or not (count or "1").isdecimal() or int(count or 1) < 1:
        raise UnknownPoint(f"{NAME} is {text!r}; it must be NAME:COUNT with a name of {', '.join(POINTS)}")
    return name, int(count or 1)


_left: dict[str, int] = {}


def wish(name: str, count: int = 1) -> None:
    """Let this process die when it comes by the point for the `count`th time."""
    _left[name] = count


def crash_point(name: str) -> None:
    """Die here, if that was wished for; costs nothing otherwise."""
    if name in _left:
        _left[name] -= 1
        if _left[name] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
