"""Where a contract stands: what people decided is stored, the rest follows from today's date."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=45)


class State(StrEnum):
    """What somebody decided."""

    DRAFT = "draft"
    NEGOTIATION = "negotiation"
    SIGNATURE = "signature"
    SIGNED = "signed"
    TERMINATED = "terminated"
    VOID = "void"


CHANGEABLE = (State.DRAFT, State.NEGOTIATION)
OPEN = (*CHANGEABLE, State.SIGNATURE)


class Word(StrEnum):
    """The word shown."""

    DRAFT = "draft"
    NEGOTIATION = "negotiation"
    APPROVAL = "approval"
    SIGNATURE = "signature"
    TO_START = "to_start"
    RUNNING = "running"
    ENDING = "ending"
    ENDED = "ended"
    TERMINATED = "terminated"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Standing:
    """The word, and the last day for notice if it is near: within 45 days and not yet past."""

    word: Word
    notice_soon: date | None = None


def standing(
    state: State,
    today: date,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    notice_by: date | None = None,
    terminated_on: date | None = None,
    is_asked: bool = False,
) -> Standing:
    """How it stands today; `ends_on` is the last day of all, None while it goes on, `notice_by` that of its term.

    `is_asked` says that somebody was asked to approve it and has it now.
    """
    if is_asked and state in CHANGEABLE:
        return Standing(Word.APPROVAL)
    if state is State.TERMINATED and terminated_on is not None and today <= terminated_on:
        return Standing(Word.ENDING)
    if state is not State.SIGNED or starts_on is None:
        return Standing(Word(str(state)) if state is not State.SIGNED else Word.RUNNING)
    if ends_on is not None and ends_on < today:
        return Standing(Word.ENDED)
    is_near = notice_by is not None and today <= notice_by <= today + SOON
    soon = notice_by if is_near else None
    if today < starts_on:
        return Standing(Word.TO_START, soon)
    return Standing(Word.RUNNING, soon)
