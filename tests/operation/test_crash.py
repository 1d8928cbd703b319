"""A database killed under load loses nothing that was answered."""

import os
import random
import signal
import threading
import time
from pathlib import Path

import psycopg
import pytest

from followthrough.config import roles
from followthrough.config.embedded import EmbeddedServer
from followthrough.config.orphans import server_processes

ROUNDS = int(os.environ.get("FOLLOWTHROUGH_CRASH_ROUNDS", "4"))
WRITERS = 4
LONGEST_OUTAGE = 30.0  # seconds from the kill to the first answer


@pytest.mark.slow
def test_no_answered_row_is_lost_when_the_server_is_killed(home: Path) -> None:
    server = EmbeddedServer(home).start()
    with psycopg.connect(server.address(roles.OWNER)) as owner:
        owner.execute("CREATE TABLE ledger (writer int, number int, PRIMARY KEY (writer, number))")
        owner.execute("GRANT SELECT, INSERT ON ledger TO followthrough")
    answered: set[tuple[int, int]] = set()
    for kind in (["parent", "all"] * ROUNDS)[:ROUNDS]:
        started = [max((n for w, n in answered if w == writer), default=0) for writer in range(WRITERS)]
        writers = [
            # the gap skips what a kill left unsure
            threading.Thread(target=_write, args=[server, writer, last + WRITERS, answered])
            for writer, last in enumerate(started)
        ]
        for writer in writers:
            writer.start()
        time.sleep(random.uniform(0.3, 1.0))
        _kill(server, only_parent=kind == "parent")
        for writer in writers:
            writer.join()
        began = time.monotonic()
        server.start()
        assert time.monotonic() - began < LONGEST_OUTAGE
        with psycopg.connect(server.address(roles.APPLICATION)) as reader:
            kept = set(reader.execute("SELECT writer, number FROM ledger").fetchall())
        assert answered - kept == set()
    assert len(answered) > 100 * ROUNDS
    server.leave()


def _write(server: EmbeddedServer, writer: int, number: int, answered: set[tuple[int, int]]) -> None:
    try:
        with psycopg.connect(server.address(roles.APPLICATION), autocommit=True) as connection:
            while True:
                connection.execute("INSERT INTO ledger VALUES (%s, %s)", [writer, number])
                answered.add((writer, number))
                number += 1
    except psycopg.OperationalError:
        return


def _kill(server: EmbeddedServer, *, only_parent: bool) -> None:
    found = server_processes(server.cluster)
    for pid, title in found.items():
        if not (only_parent and title.startswith("postgres:")):
            os.kill(pid, signal.SIGKILL)
