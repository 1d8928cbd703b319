"""Decisions on plain values: whose turn it is, until when, what a signature looks like, what is consented to."""

from followthrough.winning.signing.rules.consent import Consent, consent_of, consent_with
from followthrough.winning.signing.rules.drawing import BadDrawing, drawing_of, svg_of
from followthrough.winning.signing.rules.road import LADDER, deadline_of, next_step

__all__ = [
    "LADDER",
    "BadDrawing",
    "Consent",
    "consent_of",
    "consent_with",
    "deadline_of",
    "drawing_of",
    "next_step",
    "svg_of",
]
