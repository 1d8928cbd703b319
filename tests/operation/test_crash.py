"""D2: a database killed under load loses nothing that was answered, and this test would see it if it did."""

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
from tests.battery import IS_LONG

pytestmark = pytest.mark.slow

ROUNDS = 20 if IS_LONG else 5
WRITERS = 4
LONGEST_OUTAGE = 30.0  # seconds from the kill to the first answer
# An answer that waits for no disk: such a server loses what it answered just before it was killed.
CARELESS = {"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "2GB"}
Number = tuple[int, int]


@pytest.mark.slow
def test_no_answered_row_is_lost_when_the_server_is_killed(home: Path) -> None:
    server = _with_ledger(EmbeddedServer(home).start())
    answered, lost, longest = _rounds(server, ROUNDS)
    server.leave()
    assert (lost, longest < LONGEST_OUTAGE, len(answered) > 100 * ROUNDS) == (set(), True, True)


@pytest.mark.slow
def test_lost_rows_are_seen_when_answers_do_not_wait_for_the_disk(home: Path) -> None:
    """The positive control: a server that loses rows must be caught by the same rounds."""
    server = _with_ledger(EmbeddedServer(home, settings=CARELESS).start())
    _answered, lost, _longest = _rounds(server, 2)
    server.leave()
    assert lost


def _with_ledger(server: EmbeddedServer) -> EmbeddedServer:
    """Two tables: a row of the first without one of the second would be a half-done record."""
    with psycopg.connect(server.address(roles.OWNER)) as owner:
        owner.execute("SET synchronous_commit = on")
        for table in ("ledger", "lines"):
            owner.execute(f"CREATE TABLE {table} (writer int, number int, PRIMARY KEY (writer, number))".encode())
            owner.execute(f"GRANT SELECT, INSERT ON {table} TO followthrough".encode())
    return server


def _rounds(server: EmbeddedServer, rounds: int) -> tuple[set[Number], set[Number], float]:
    """Write, kill and start again; what was answered, what of it is missing, and the longest outage in seconds."""
    answered: set[Number] = set()
    lost: set[Number] = set()
    longest = 0.0
    for kind in (["parent", "all"] * rounds)[:rounds]:
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
        longest = max(longest, time.monotonic() - began)
        lost |= answered - _kept(server)
    return answered, lost, longest


def _kept(server: EmbeddedServer) -> set[Number]:
    with psycopg.connect(server.address(roles.APPLICATION)) as reader:
        kept = set(reader.execute("SELECT writer, number FROM ledger").fetchall())
        lines = set(reader.execute("SELECT writer, number FROM lines").fetchall())
    assert kept == lines
    return kept


def _write(server: EmbeddedServer, writer: int, number: int, answered: set[Number]) -> None:
    try:
        with psycopg.connect(server.address(roles.APPLICATION), autocommit=True) as connection:
            while True:
                with connection.transaction():
                    connection.execute("INSERT INTO ledger VALUES (%s, %s)", [writer, number])
                    connection.execute("INSERT INTO lines VALUES (%s, %s)", [writer, number])
                answered.add((writer, number))
                number += 1
    except psycopg.OperationalError:
        return


def _kill(server: EmbeddedServer, *, only_parent: bool) -> None:
    found = server_processes(server.cluster)
    for pid, title in found.items():
        if not (only_parent and title.startswith("postgres:")):
            os.kill(pid, signal.SIGKILL)
