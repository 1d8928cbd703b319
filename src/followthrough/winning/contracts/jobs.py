"""The timetable of contracts."""

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.winning.contracts.actions.ending import roll_terms
from followthrough.winning.contracts.actions.entitling import entitle_due


@job("contracts.roll_terms", every="20 * * * *", lock="contracts.roll_terms")
def roll() -> None:
    """Let lists show the term that has begun."""
    roll_terms(clock.now())


@job("contracts.entitle", every="25 * * * *", lock="contracts.entitle")
def entitle() -> None:
    """Make the promises of the terms that have become certain."""
    entitle_due()
