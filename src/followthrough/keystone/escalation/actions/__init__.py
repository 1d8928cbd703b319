"""What is done with escalation rules, and what they do."""

from followthrough.keystone.escalation.actions.engine import escalate
from followthrough.keystone.escalation.actions.rule_settings import clean_rule, clean_step

__all__ = ["clean_rule", "clean_step", "escalate"]
