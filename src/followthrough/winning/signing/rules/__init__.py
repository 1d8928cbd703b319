"""Decisions on plain values: whose turn it is, until when, what a signature or a scan is, what is consented to."""

from followthrough.winning.signing.rules.consent import Consent, consent_of, consent_with
from followthrough.winning.signing.rules.drawing import BadDrawing, drawing_of, svg_of
from followthrough.winning.signing.rules.road import LADDER, deadline_of, next_step
from followthrough.winning.signing.rules.scan import scan_name

__all__ = [
    "LADDER",
    "BadDrawing",
    "Consent",
    "consent_of",
    "consent_with",
    "deadline_of",
    "drawing_of",
    "next_step",
    "scan_name",
    "svg_of",
]
