"""What is done with usage."""

from followthrough.serving.usage.actions.meters import clean_meter, close_meter, close_usage
from followthrough.serving.usage.actions.sending import take_usage_batch
from followthrough.serving.usage.actions.taking import take_events

__all__ = ["clean_meter", "close_meter", "close_usage", "take_events", "take_usage_batch"]
