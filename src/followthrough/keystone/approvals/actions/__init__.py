"""What is done with approvals; the only room that writes them."""

from followthrough.keystone.approvals.actions import answering, rule_settings
from followthrough.keystone.approvals.actions.asking import approval_verb_on
from followthrough.keystone.approvals.actions.falling import (
    settle_approvals,
    settle_everything,
    take_back_questions,
)
from followthrough.keystone.approvals.actions.letting_out import let_out, use_approvals
from followthrough.keystone.approvals.actions.rule_settings import clean_rule

__all__ = [
    "answering",
    "approval_verb_on",
    "clean_rule",
    "let_out",
    "rule_settings",
    "settle_approvals",
    "settle_everything",
    "take_back_questions",
    "use_approvals",
]
