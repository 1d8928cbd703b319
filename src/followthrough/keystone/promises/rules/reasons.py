"""Why a date moved, why a promise was let go, why it was missed: the reasons people choose from."""

from enum import StrEnum


class MoveReason(StrEnum):
    """Why a promised date was changed."""

    CUSTOMER_ASKED = "customer_asked"
    CUSTOMER_LATE = "customer_late"
    WE_ARE_LATE = "we_are_late"
    SUPPLIER = "supplier"
    DEPARTMENT = "department"
    ILLNESS = "illness"
    TECHNICAL = "technical"
    OTHER_WORK_FIRST = "other_work_first"
    WRONG_DATE = "wrong_date"
    OTHER = "other"


# A date moved for these is the customer's own doing, or never was promised: we are then judged by the new one.
NOT_OUR_DELAY = frozenset({MoveReason.CUSTOMER_ASKED, MoveReason.CUSTOMER_LATE, MoveReason.WRONG_DATE})


class LetGoReason(StrEnum):
    """Why nobody will keep it and nobody minds: the customer waived it, or its source fell away."""

    CUSTOMER_WAIVED = "customer_waived"
    NO_LONGER_NEEDED = "no_longer_needed"
    DONE_ANOTHER_WAY = "done_another_way"
    SOURCE_ENDED = "source_ended"
    DUPLICATE = "duplicate"
    ENTERED_BY_MISTAKE = "entered_by_mistake"
    OTHER = "other"


# With these the customer agreed, which is PromiseState.WAIVED; with the others nothing is owed, which is VOID.
WAIVING = frozenset({LetGoReason.CUSTOMER_WAIVED, LetGoReason.NO_LONGER_NEEDED, LetGoReason.DONE_ANOTHER_WAY})


class MissReason(StrEnum):
    """Why a promise can no longer be kept."""

    FORGOTTEN = "forgotten"
    TOO_MUCH_WORK = "too_much_work"
    ILLNESS = "illness"
    SUPPLIER = "supplier"
    DEPARTMENT = "department"
    CUSTOMER_LATE = "customer_late"
    TECHNICAL = "technical"
    NOT_POSSIBLE = "not_possible"
    OTHER = "other"
