"""What is owed: which kinds and rules there are, what is due, and how well promises were kept."""

from followthrough.keystone.promises.queries.kinds import PromiseKind, kind_named, register_kind, register_rule
from followthrough.keystone.promises.queries.wanted import Rule, Wanted

__all__ = ["PromiseKind", "Rule", "Wanted", "kind_named", "register_kind", "register_rule"]
