"""What is done in billing: draft, hand off, settle; and all writing."""

from followthrough.serving.billing.actions import (
    drafting,
    handing_off,
    honouring,
    journalling,
    paying,
    receiving,
    settling,
    writing,
)

__all__ = ["drafting", "handing_off", "honouring", "journalling", "paying", "receiving", "settling", "writing"]
