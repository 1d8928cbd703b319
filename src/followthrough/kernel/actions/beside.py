"""What stands beside records without a history of its own, put in order once a deed on those was taken back."""

from collections.abc import Callable, Collection

from followthrough.kernel.history.net import ALL_IDS, Runs
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of

Settle = Callable[[Collection[int]], None]

_before: dict[type[Record], Settle] = {}
_after: dict[type[Record], Settle] = {}


def before_undo(model: type[Record], check: Settle) -> None:
    """Have `check(ids)` called, and refuse, before a deed on such records is taken back or done again."""
    _before[model] = check


def after_undo(model: type[Record], settle: Settle) -> None:
    """Have `settle(ids)` called when a deed on such records was taken back or done again; some may be gone by it."""
    _after[model] = settle


def check_beside(runs: Runs) -> None:
    """Ask those who may refuse. Raises what they raise; the records are locked by then."""
    for model, check in _before.items():
        if ids := runs.ids_of(ALL_IDS, type_of(model)):
            check(ids)


def settle_beside(runs: Runs) -> None:
    """Put in order what stands beside the records of these runs."""
    for model, settle in _after.items():
        if ids := runs.ids_of(ALL_IDS, type_of(model)):
            settle(ids)
