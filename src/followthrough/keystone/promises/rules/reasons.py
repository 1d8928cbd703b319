"""Why a date moved, why a promise was missed, let go or fell away: one list of reasons, and which suits what."""

from enum import StrEnum


class Reason(StrEnum):
    """The stored words; the last two are given by the engine, never by a person."""

    CUSTOMER_ASKED = "customer_asked"
    CUSTOMER_LATE = "customer_late"
    WE_LATE = "we_late"
    SUPPLIER = "supplier"
    CAPACITY = "capacity"
    ABSENCE = "absence"
    NOT_NEEDED = "not_needed"
    MISTAKE = "mistake"
    OTHER = "other"
    SOURCE_BINNED = "source_binned"
    RULE_OFF = "rule_off"


_DELAYS = (
    Reason.CUSTOMER_LATE,
    Reason.WE_LATE,
    Reason.SUPPLIER,
    Reason.CAPACITY,
    Reason.ABSENCE,
)

MOVED_FOR = (Reason.CUSTOMER_ASKED, *_DELAYS, Reason.MISTAKE, Reason.OTHER)
MISSED_FOR = (*_DELAYS, Reason.OTHER)
LET_GO_FOR = (Reason.NOT_NEEDED, Reason.CUSTOMER_ASKED, Reason.MISTAKE, Reason.OTHER)

# The one reason for which the on-time rate goes by the new date.
FORGIVEN_FOR = frozenset({Reason.CUSTOMER_ASKED})
