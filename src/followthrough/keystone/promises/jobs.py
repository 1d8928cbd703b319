"""The engine's timetable."""

from followthrough.kernel.jobs.declare import job
from followthrough.keystone.promises.actions.engine import run_rules
from followthrough.keystone.promises.actions.morning import post_morning_mails
from followthrough.keystone.promises.actions.rule_settings import follow_segments


@job("promises.run_rules", every="*/5 * * * *", lock="promises.run_rules")
def rules() -> None:
    """Make what the rules want; also asked for after an import."""
    run_rules()


@job("promises.morning", every="*/10 * * * *", lock="promises.morning")
def morning() -> None:
    """Post the morning mail to those whose morning it is."""
    post_morning_mails()


@job("promises.follow_segments", every="10 3 * * *")
def segments() -> None:
    """Let promised contacts follow a segment whose cadence was changed."""
    follow_segments()
