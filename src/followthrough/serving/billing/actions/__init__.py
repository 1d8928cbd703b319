"""What is done in billing: draft, hand off, settle; and all writing."""

from followthrough.serving.billing.actions import (
    delivered,
    drafting,
    handing_off,
    honouring,
    journalling,
    paying,
    receiving,
    settling,
    writing,
)

__all__ = [
    "delivered",
    "drafting",
    "handing_off",
    "honouring",
    "journalling",
    "paying",
    "receiving",
    "settling",
    "writing",
]
