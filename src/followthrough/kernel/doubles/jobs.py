"""Look for doubles every night, and whenever somebody asks for it."""

from followthrough.kernel import clock
from followthrough.kernel.doubles.scanning import SCAN, scan, scan_all
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.records.registry import type_named


@job("doubles.nightly", every="40 2 * * *", lock="doubles.nightly")
def look_through_all() -> None:
    """Look through all records."""
    scan_all(now=clock.now())


@job(SCAN, lock=SCAN)
def look_through(kind: str) -> None:
    """Look through the records of one kind."""
    found = type_named(kind)
    if found is not None:
        scan(found, now=clock.now())
