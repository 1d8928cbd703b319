"""The invoices of a contract over its term, as billing tells them: it lies above this room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from followthrough.kernel.access.actor import Actor
from followthrough.winning.contracts.models import Contract


@dataclass(frozen=True, slots=True)
class Instalment:
    """A day on which the contract is invoiced, whether it was, and the address of the invoice if there is one."""

    on: date
    is_done: bool
    url: str = ""


Telling = Callable[[Contract, date, date, Actor], Sequence[Instalment]]
_telling: list[Telling] = []


def instalments_told_by(telling: Telling) -> None:
    """Say who tells the invoices of a contract on the days from one to another, in their order."""
    _telling[:] = [telling]


def instalments(contract: Contract, start: date, end: date, actor: Actor) -> Sequence[Instalment]:
    """Those the reader may see, in their order."""
    return _telling[0](contract, start, end, actor) if _telling else ()
