"""What verbs of usage are tried with: a day that is over, an event and a file for this side's meter."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from followthrough.kernel.actions.declare import Action
from followthrough.kernel.records.model import Record
from followthrough.serving.usage.models import Meter, RefreshSchedule, UsageBatch
from tests.house.samples import Side

FILE = b"Date,Quantity\n2026-11-03,2.5\n"


def told(action: Action, side: Side) -> dict[str, Any]:
    """The values a verb is sent with, where its fields alone do not tell."""
    meter: Any = side.records.get(Meter)
    ref = meter.ref if meter else ""
    event = {"id": "e1", "meter": ref, "at": "2026-11-03T12:00:00Z", "quantity": "2.5"}
    sent: dict[tuple[type[Record], str], dict[str, Any]] = {
        (UsageBatch, "take"): {"events": [event]},
        (UsageBatch, "upload"): {"file": ContentFile(FILE, name="usage.csv"), "meter": ref},
        (Meter, "close"): {"until": date(2026, 1, 31)},
        (RefreshSchedule, "deliver"): {"rows": 12},
    }
    return sent.get((action.model, action.verb), {})
