"""The timetable of renewals."""

from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.winning.renewals.actions.beginning import begin_due
from followthrough.winning.renewals.actions.deciding import settle_over


@job("renewals.begin", every="35 * * * *", lock="renewals.begin")
def begin() -> None:
    """Begin the renewals whose first heads-up has come."""
    begin_due(clock.now())


@job("renewals.settle", every="40 * * * *", lock="renewals.settle")
def settle() -> None:
    """Write down what became of renewals whose term is over."""
    settle_over(clock.now())
