"""What is done with contracts; the only room that writes them."""

from followthrough.keystone.promises.actions import promise_verb_on, talk_verbs_on
from followthrough.winning.contracts.actions import (
    amending,
    approving,
    beginning,
    calling,
    clauses,
    ending,
    entitling,
    negotiating,
    packaging,
    papers,
    parting,
    sending,
    signing,
)
from followthrough.winning.contracts.models import Contract

__all__ = [
    "amending",
    "approving",
    "beginning",
    "calling",
    "clauses",
    "ending",
    "entitling",
    "negotiating",
    "packaging",
    "papers",
    "parting",
    "sending",
    "signing",
]

talk_verbs_on(Contract)
promise_verb_on(Contract)
