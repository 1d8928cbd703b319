"""The tables of usage."""

from followthrough.serving.usage.models.events import UsageBatch, UsageDay, UsageEvent
from followthrough.serving.usage.models.meters import AddsUp, Charges, Meter

__all__ = ["AddsUp", "Charges", "Meter", "UsageBatch", "UsageDay", "UsageEvent"]
