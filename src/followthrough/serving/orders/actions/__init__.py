"""What is done with orders; the only room that writes them."""

from followthrough.keystone.promises.actions import promise_verb_on, talk_verbs_on
from followthrough.serving.orders.actions import (
    arranging,
    dating,
    delivering,
    entering,
    handing,
    holding,
    onboarding,
    preparing,
    rushing,
    taking_over,
    telling,
)
from followthrough.serving.orders.models import Order

__all__ = [
    "arranging",
    "dating",
    "delivering",
    "entering",
    "handing",
    "holding",
    "onboarding",
    "preparing",
    "rushing",
    "taking_over",
    "telling",
]

talk_verbs_on(Order)
promise_verb_on(Order)
