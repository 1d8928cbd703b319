"""What verbs of usage are tried with: a day that is over, an event of this side's meter."""

from datetime import date
from typing import Any

from followthrough.kernel.actions.declare import Action
from followthrough.kernel.records.model import Record
from followthrough.serving.usage.models import Meter, UsageBatch
from tests.house.samples import Side


def told(action: Action, side: Side) -> dict[str, Any]:
    """The values a verb is sent with, where its fields alone do not tell."""
    meter: Any = side.records.get(Meter)
    event = {"id": "e1", "meter": meter.ref if meter else "", "at": "2026-11-03T12:00:00Z", "quantity": "2.5"}
    sent: dict[tuple[type[Record], str], dict[str, Any]] = {
        (UsageBatch, "take"): {"events": [event]},
        (Meter, "close"): {"until": date(2026, 1, 31)},
    }
    return sent.get((action.model, action.verb), {})


def sampled() -> dict[type[Record], dict[str, Any]]:
    """Values that a constraint asks for and a declaration can't tell."""
    return {}
