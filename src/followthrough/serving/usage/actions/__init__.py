"""What is done with usage."""

from followthrough.serving.usage.actions.alerting import keep_and_warn
from followthrough.serving.usage.actions.keeping import keep_standings
from followthrough.serving.usage.actions.meters import clean_meter, close_meter, close_usage
from followthrough.serving.usage.actions.refreshing import deliver_refresh_schedule
from followthrough.serving.usage.actions.reminding import remind_unused_contract, share_commitment
from followthrough.serving.usage.actions.sending import take_usage_batch, upload_usage_batch
from followthrough.serving.usage.actions.taking import take_events

__all__ = [
    "clean_meter",
    "close_meter",
    "close_usage",
    "deliver_refresh_schedule",
    "keep_and_warn",
    "keep_standings",
    "remind_unused_contract",
    "share_commitment",
    "take_events",
    "take_usage_batch",
    "upload_usage_batch",
]
