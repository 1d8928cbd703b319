"""What people and rules do with promises; the only room that writes them."""

from followthrough.keystone.promises.actions import closing, dating, handing, reminding, waits
from followthrough.keystone.promises.actions.by_hand import promise_verb_on
from followthrough.keystone.promises.actions.conversations import Logged, log_conversation
from followthrough.keystone.promises.actions.engine import apply_rule, run_rules
from followthrough.keystone.promises.actions.making import make_promises, void_promises
from followthrough.keystone.promises.actions.talking import talk_verbs_on
from followthrough.keystone.promises.queries.wanted import Rule, Wanted

__all__ = [
    "Logged",
    "Rule",
    "Wanted",
    "apply_rule",
    "closing",
    "dating",
    "handing",
    "log_conversation",
    "make_promises",
    "promise_verb_on",
    "reminding",
    "run_rules",
    "talk_verbs_on",
    "void_promises",
    "waits",
]
