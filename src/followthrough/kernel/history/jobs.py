"""What history does by the clock."""

from followthrough.kernel import clock
from followthrough.kernel.history.emptying import empty_bin
from followthrough.kernel.history.patience import be_patient
from followthrough.kernel.jobs.declare import before_each, job


@job("bin.empty", every="23 2 * * *")
def empty_the_bin() -> None:
    """Remove for good what has been in the bin for thirty days."""
    empty_bin(clock.now())


before_each(be_patient)
