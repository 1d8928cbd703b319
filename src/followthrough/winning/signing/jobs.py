"""Sealing what all have signed happens here: it must survive a crash, and takes longer than a page may."""

from followthrough.kernel.jobs.declare import job


@job("signing.finish")
def finish_one(envelope_id: int) -> None:
    """Complete one that all have signed."""
    from followthrough.winning.signing.actions.finishing import finish  # noqa: PLC0415 -- pyHanko is slow to import

    finish(envelope_id)


@job("signing.sweep", every="*/5 * * * *", lock="signing.sweep")
def sweep() -> None:
    """Complete what a crash or an outage left behind, and let expire what is over its last day."""
    from followthrough.winning.signing.actions.finishing import finish_all  # noqa: PLC0415 -- as above

    finish_all()
