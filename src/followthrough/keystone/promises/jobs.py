"""The engine's timetable."""

from followthrough.kernel.jobs.declare import job
from followthrough.keystone.promises.actions.engine import run_rules


@job("promises.run_rules", every="*/5 * * * *", lock="promises.run_rules")
def rules() -> None:
    """Make what the rules want; also asked for after an import."""
    run_rules()
