"""The tables of usage."""

from followthrough.serving.usage.models.events import UsageBatch, UsageDay, UsageEvent
from followthrough.serving.usage.models.meters import AddsUp, Charges, Meter
from followthrough.serving.usage.models.refreshes import RefreshDelivery, RefreshSchedule
from followthrough.serving.usage.models.standing import KeptStanding

__all__ = [
    "AddsUp",
    "Charges",
    "KeptStanding",
    "Meter",
    "RefreshDelivery",
    "RefreshSchedule",
    "UsageBatch",
    "UsageDay",
    "UsageEvent",
]
