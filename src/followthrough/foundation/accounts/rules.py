"""The words of accounts and contacts: kinds, statuses, segments with their contact cadence, roles, validity, calls."""

from enum import StrEnum


class AccountKind(StrEnum):
    """What they are to us; a department is one of our own that owes deliveries."""

    PROSPECT = "prospect"
    CLIENT = "client"
    PARTNER = "partner"
    CONSULTANT = "consultant"
    VENDOR = "vendor"
    DEPARTMENT = "department"


class AccountStatus(StrEnum):
    """Whether we do business with them."""

    ACTIVE = "active"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


class Segment(StrEnum):
    """How much care an account gets."""

    MAJOR = "major"
    KEY = "key"
    STANDARD = "standard"
    NONE = "none"


DEFAULT_CADENCE_DAYS: dict[Segment, int | None] = {
    Segment.MAJOR: 14,
    Segment.KEY: 30,
    Segment.STANDARD: 90,
    Segment.NONE: None,
}


class TeamRole(StrEnum):
    """Who on our side does what for an account."""

    REP = "rep"
    ACCOUNT_MANAGER = "account_manager"
    COORDINATOR = "coordinator"


class ContactRole(StrEnum):
    """What a contact does on their side."""

    BUYER = "buyer"
    SIGNER = "signer"
    DECIDER = "decider"
    USER = "user"
    BILLING = "billing"
    TECHNICAL = "technical"
    ASSISTANT = "assistant"
    OTHER = "other"


class ChannelKind(StrEnum):
    """A way to reach a contact."""

    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"
    POST = "post"


class Validity(StrEnum):
    """What is known about an e-mail address, a phone number or a postal address."""

    WORKS = "works"
    NOT_CHECKED = "not_checked"
    BOUNCED = "bounced"
    DISCONNECTED = "disconnected"
    RETURNED_MAIL = "returned_mail"
    OPTED_OUT = "opted_out"


_FAILS = {
    ChannelKind.EMAIL: Validity.BOUNCED,
    ChannelKind.PHONE: Validity.DISCONNECTED,
    ChannelKind.MOBILE: Validity.DISCONNECTED,
    ChannelKind.FAX: Validity.DISCONNECTED,
    ChannelKind.POST: Validity.RETURNED_MAIL,
}


def may_use(validity: Validity) -> bool:
    """May something be sent there? Not where it came back, and not where they asked us to stop."""
    return validity in (Validity.WORKS, Validity.NOT_CHECKED)


def needs_repair(validity: Validity) -> bool:
    """Does somebody have to find a better one? Not where they asked us to stop."""
    return validity in (Validity.BOUNCED, Validity.DISCONNECTED, Validity.RETURNED_MAIL)


def failure_of(channel: ChannelKind) -> Validity:
    """What a channel of that kind is called once it no longer reaches anybody."""
    return _FAILS[channel]


class InteractionKind(StrEnum):
    """What was said or done with a customer."""

    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    EMAIL = "email"
    NOTE = "note"


class Outcome(StrEnum):
    """What came of a call, a meeting or a visit."""

    REACHED = "reached"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    CALL_BACK = "call_back"
    WRONG_NUMBER = "wrong_number"
    DISCONNECTED = "disconnected"
    HELD = "held"
    DID_NOT_COME = "did_not_come"
    CANCELLED = "cancelled"


_CALL_OUTCOMES = (
    Outcome.REACHED,
    Outcome.LEFT_MESSAGE,
    Outcome.NO_ANSWER,
    Outcome.BUSY,
    Outcome.CALL_BACK,
    Outcome.WRONG_NUMBER,
    Outcome.DISCONNECTED,
)
_MEETING_OUTCOMES = (Outcome.HELD, Outcome.DID_NOT_COME, Outcome.CANCELLED)

OUTCOMES: dict[InteractionKind, tuple[Outcome, ...]] = {
    InteractionKind.CALL: _CALL_OUTCOMES,
    InteractionKind.MEETING: _MEETING_OUTCOMES,
    InteractionKind.VISIT: _MEETING_OUTCOMES,
    InteractionKind.EMAIL: (),
    InteractionKind.NOTE: (),
}


def is_contact(kind: InteractionKind, outcome: Outcome | None) -> bool:
    """Did we speak with the customer, so that the clock of the contact cadence starts anew?"""
    if kind is InteractionKind.EMAIL:
        return True
    return kind is not InteractionKind.NOTE and outcome in (Outcome.REACHED, Outcome.CALL_BACK, Outcome.HELD)
