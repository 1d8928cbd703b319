"""A real worker with one listener more, which waits for a lock before it is done; started by test_killed_worker."""

import sys
from dataclasses import dataclass
from datetime import datetime

import django
from django.db import connection

LOCK = 7301  # held by the test for as long as the listener shall wait


def declare() -> type:
    """Declare the fact and its listener, and give the fact's type."""
    from followthrough.kernel.facts.announce import Fact, listens  # noqa: PLC0415 -- app ready
    from followthrough.kernel.notify.tell import tell  # noqa: PLC0415 -- app ready

    @dataclass(frozen=True, slots=True)
    class BellRung(Fact):
        user_id: int
        waits: bool

    @listens(BellRung)
    def tell_of_bell(fact: BellRung, key: str, at: datetime) -> None:
        tell([fact.user_id], f"rung {fact.waits}", url="", now=at)
        if fact.waits:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    return BellRung


if __name__ == "__main__":
    from followthrough.__main__ import main

    django.setup()
    declare()
    sys.exit(main(["worker"]))
