"""What is done with renewals; the only room that writes them."""

from followthrough.keystone.promises.actions import promise_verb_on, talk_verbs_on
from followthrough.winning.renewals.actions import beginning, deciding, feeding, noticing, pricing
from followthrough.winning.renewals.models import Renewal

__all__ = ["beginning", "deciding", "feeding", "noticing", "pricing"]

talk_verbs_on(Renewal)
promise_verb_on(Renewal)
