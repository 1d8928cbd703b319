"""Renewals, the rules for their prices, letters of notice, and addresses of calendar feeds."""

from followthrough.winning.renewals.models.feeds import FeedAddress, Whose
from followthrough.winning.renewals.models.letters import LetterState, NoticeLetter, Posted
from followthrough.winning.renewals.models.renewals import (
    Carried,
    LostReason,
    Outcome,
    PriceBy,
    Renewal,
    RenewalLine,
    UpliftRule,
)

__all__ = [
    "Carried",
    "FeedAddress",
    "LetterState",
    "LostReason",
    "NoticeLetter",
    "Outcome",
    "Posted",
    "PriceBy",
    "Renewal",
    "RenewalLine",
    "UpliftRule",
    "Whose",
]
