"""Entries written after their records, by a connection of its own: while more goes in, a second core does this."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache

from django.db import connection, transaction

from followthrough.kernel.search.indexed import Indexed, indexed_kinds

MOST = 24  # statements whose records are indexed in one transaction

# One at a time: who comes second waits, and finds what is left.
TAKE = """
DELETE FROM search_owed WHERE id = ANY (ARRAY(
  SELECT id FROM search_owed WHERE kind = (SELECT kind FROM search_owed ORDER BY id LIMIT 1)
  ORDER BY id LIMIT %s FOR UPDATE))
RETURNING kind, first, last
"""


def index_later() -> None:
    """Until the transaction ends, the entries of new records are only noted as owed: see to `index_owed` after it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('followthrough.search', 'later', true)")


def index_owed() -> None:
    """Write every entry that is owed; what others write at this moment is waited for."""
    while _index_some():
        pass


class IndexingBeside:
    """`index_owed` beside what the caller goes on with. What goes wrong here stays owed."""

    def __init__(self) -> None:
        self.indexer = ThreadPoolExecutor(1, thread_name_prefix="index")
        self.under_way: Future[None] | None = None

    def go_on(self) -> None:
        """Have what is committed by now indexed, unless that is under way already."""
        if self.under_way is None or self.under_way.done():
            self.under_way = self.indexer.submit(_index_in_thread)

    def end(self) -> None:
        """Wait for what is under way."""
        self.indexer.submit(lambda: connection.close())  # of that thread, not of this one
        self.indexer.shutdown()


@contextmanager
def indexing_beside() -> Iterator[IndexingBeside]:
    """A second connection for as long as the block lasts."""
    beside = IndexingBeside()
    try:
        yield beside
    finally:
        beside.end()


def _index_in_thread() -> None:
    connection.close_if_unusable_or_obsolete()
    index_owed()


def _index_some() -> bool:
    """Index some of the records of the kind owed first; False when nothing is owed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")  # what a server that dies loses is owed still
        cursor.execute("SET LOCAL work_mem = '64MB'")  # words go into their index by the thousand: a fifth less work
        cursor.execute(TAKE, [MOST])
        taken = cursor.fetchall()
        if not taken:
            return False
        kinds, firsts, lasts = zip(*taken, strict=True)
        cursor.execute(_indexed()[kinds[0]].write_owed, [list(firsts), list(lasts)])
        return True


@cache
def _indexed() -> dict[str, Indexed]:
    return {one.kind.kind: one for one in indexed_kinds()}
