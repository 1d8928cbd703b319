"""What promises decide on plain values: how they stand, when they are due, which come next; no Django, no clock."""

from followthrough.keystone.promises.rules.dues import Due, due_instant
from followthrough.keystone.promises.rules.on_time import OnTimeRate, on_time
from followthrough.keystone.promises.rules.pushes import USUAL_LADDER, next_push
from followthrough.keystone.promises.rules.reasons import FORGIVEN_FOR, LET_GO_FOR, MISSED_FOR, MOVED_FOR, Reason
from followthrough.keystone.promises.rules.recurrence import MOST_OCCURRENCES, occurrences
from followthrough.keystone.promises.rules.repeating import read_recurrence
from followthrough.keystone.promises.rules.rrule import BadRecurrenceError, Frequency, Recurrence, parse_recurrence
from followthrough.keystone.promises.rules.snooze import SnoozeChoice, SnoozePreset, snooze_choices
from followthrough.keystone.promises.rules.standing import (
    Lateness,
    LatenessUnit,
    Owed,
    Standing,
    StandingWord,
    elapsed_share,
    lateness,
    standing,
    standing_word,
)
from followthrough.keystone.promises.rules.states import MOVES, Direction, EvidenceKind, PromiseState, may_move
from followthrough.keystone.promises.rules.story import DateStory, PromisedDate
from followthrough.keystone.promises.rules.today import Horizon, TodayGroup, horizon, listed_at, today_group
from followthrough.keystone.promises.rules.triggers import (
    TriggerKind,
    due_after_event,
    lead_due,
    next_contact_due,
    occurrence_key,
    working_lead_due,
)

__all__ = [
    "FORGIVEN_FOR",
    "LET_GO_FOR",
    "MISSED_FOR",
    "MOST_OCCURRENCES",
    "MOVED_FOR",
    "MOVES",
    "USUAL_LADDER",
    "BadRecurrenceError",
    "DateStory",
    "Direction",
    "Due",
    "EvidenceKind",
    "Frequency",
    "Horizon",
    "Lateness",
    "LatenessUnit",
    "OnTimeRate",
    "Owed",
    "PromiseState",
    "PromisedDate",
    "Reason",
    "Recurrence",
    "SnoozeChoice",
    "SnoozePreset",
    "Standing",
    "StandingWord",
    "TodayGroup",
    "TriggerKind",
    "due_after_event",
    "due_instant",
    "elapsed_share",
    "horizon",
    "lateness",
    "lead_due",
    "listed_at",
    "may_move",
    "next_contact_due",
    "next_push",
    "occurrence_key",
    "occurrences",
    "on_time",
    "parse_recurrence",
    "read_recurrence",
    "snooze_choices",
    "standing",
    "standing_word",
    "today_group",
    "working_lead_due",
]
