"""What is read of approvals: what needs one, who gives it, how long that takes."""

from followthrough.keystone.approvals.queries.standing import (
    Standing,
    refuse_unapproved,
    standing_of,
    why_unapproved,
)
from followthrough.keystone.approvals.queries.subjects import Measure, Subject, register_subject, subject_of

__all__ = [
    "Measure",
    "Standing",
    "Subject",
    "refuse_unapproved",
    "register_subject",
    "standing_of",
    "subject_of",
    "why_unapproved",
]
