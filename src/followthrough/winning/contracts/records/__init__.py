"""Contracts, their parts, clauses, amendments and negotiation, declared."""

from followthrough.winning.contracts.records import waits  # noqa: I001 -- in this order: what belongs comes after
from followthrough.winning.contracts.records import clauses
from followthrough.winning.contracts.records import contract
from followthrough.winning.contracts.records import parts
from followthrough.winning.contracts.records import written
from followthrough.winning.contracts.records import talk
from followthrough.winning.contracts.records import amendments
from followthrough.winning.contracts.records import approving
from followthrough.winning.contracts.records import elsewhere

__all__ = ["amendments", "approving", "clauses", "contract", "elsewhere", "parts", "talk", "waits", "written"]
