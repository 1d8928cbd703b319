"""Contracts, their parts, clauses, amendments and negotiation, declared."""

from followthrough.winning.contracts.records import amendments, clauses, contract, elsewhere, parts, talk, waits

__all__ = ["amendments", "clauses", "contract", "elsewhere", "parts", "talk", "waits"]
