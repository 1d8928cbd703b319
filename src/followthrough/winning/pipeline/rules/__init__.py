"""What the pipeline decides on plain values: what stages mean and what stalls, and what an offer comes to."""

from followthrough.winning.pipeline.rules.offer import WHOLE, Item, line_amount
from followthrough.winning.pipeline.rules.standing import (
    SLIPS_TOO_OFTEN,
    StageGuess,
    days_in_stage,
    is_slipping,
    is_stalled,
    stage_guess,
    weighted,
)

__all__ = [
    "SLIPS_TOO_OFTEN",
    "WHOLE",
    "Item",
    "StageGuess",
    "days_in_stage",
    "is_slipping",
    "is_stalled",
    "line_amount",
    "stage_guess",
    "weighted",
]
