"""A real worker with one listener more, which takes its time before it is done; started by test_killed_worker."""

import sys
from dataclasses import dataclass
from datetime import datetime

import django
from django.db import connection

LOCK = 7301  # held by the test for as long as a listener shall wait


def declare() -> type:
    """Declare the fact and its listener, and give the fact's type."""
    from followthrough.kernel.facts.announce import Fact, listens  # noqa: PLC0415 -- app ready
    from followthrough.kernel.notify.tell import tell  # noqa: PLC0415 -- app ready

    @dataclass(frozen=True, slots=True)
    class BellRung(Fact):
        user_id: int
        name: str
        waits: bool = False  # for the test to let go of the lock
        lasts: float = 0.0  # seconds

    @listens(BellRung)
    def tell_of_bell(fact: BellRung, key: str, at: datetime) -> None:
        tell([fact.user_id], f"rung {fact.name}", url="", now=at)
        with connection.cursor() as cursor:
            if fact.waits:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            cursor.execute("SELECT pg_sleep(%s)", [fact.lasts])

    return BellRung


if __name__ == "__main__":
    from followthrough.__main__ import main

    django.setup()
    declare()
    sys.exit(main(["worker"]))
