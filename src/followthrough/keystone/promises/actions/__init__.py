"""What people and rules do with promises; the only room that writes them."""

from followthrough.keystone.promises.actions.conversations import log_conversation
from followthrough.keystone.promises.actions.making import make_promises, void_promises
from followthrough.keystone.promises.queries.wanted import Rule, Wanted

__all__ = ["Rule", "Wanted", "log_conversation", "make_promises", "void_promises"]
