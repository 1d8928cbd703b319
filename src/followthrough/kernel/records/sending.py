"""A COPY that goes on while the rows that follow it are prepared: of two cores the database works on one."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql


class Sending:
    """The one COPY under way. Whatever else is asked of the connection waits for its end: the driver sees to that."""

    def __init__(self) -> None:
        self.sender = ThreadPoolExecutor(1, thread_name_prefix="copy")
        self.under_way: Future[None] | None = None

    def send(self, statement: sql.Composed, blocks: Sequence[str]) -> None:
        """Begin to send; returns once nothing else can come in between."""
        self.settle()
        connection.ensure_connection()
        begun = Event()
        self.under_way = self.sender.submit(_sent, connection.connection, statement, blocks, begun)
        begun.wait()

    def settle(self) -> None:
        """Wait for the end of what is under way; raises what went wrong with it."""
        ended, self.under_way = self.under_way, None
        if ended is not None:
            with connection.wrap_database_errors:
                ended.result()


_sending: ContextVar[Sending | None] = ContextVar("sending", default=None)


@contextmanager
def sending_beside() -> Iterator[None]:
    """Inside, in one transaction, rows are sent while what follows is prepared; at its end all are there, or it raises.

    What a statement says that came after one that failed is replaced by what that one said.
    """
    sending = Sending()
    token = _sending.set(sending)
    try:
        yield
    finally:
        _sending.reset(token)
        try:
            sending.settle()
        finally:
            sending.sender.shutdown()


def send_rows(statement: sql.Composed, blocks: Sequence[str]) -> None:
    """Send these lines of text by COPY; at once, or beside what comes next."""
    sending = _sending.get()
    if sending is not None:
        sending.send(statement, blocks)
        return
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in blocks:
            copy.write(block)


def _sent(held: "psycopg.Connection[Any]", statement: sql.Composed, blocks: Sequence[str], begun: Event) -> None:
    try:
        with held.cursor() as cursor, cursor.copy(statement) as copy:
            begun.set()
            for block in blocks:
                copy.write(block)
    finally:
        begun.set()
