"""How often one key may ask: a bucket of tokens that refills, kept in the database so that all processes share it."""

import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from followthrough.kernel.records.problems import Problem

AT_ONCE = 20
# The machine's own clock, not business time: a test that stops the one must not stop the other. A refused request
# takes nothing, so waiting always helps; no row back means that the bucket holds less than one token.
TAKE = """
INSERT INTO api_bucket AS b (key_id, tokens, at) VALUES (%(key)s, %(burst)s - 1, clock_timestamp())
ON CONFLICT (key_id) DO UPDATE SET at = excluded.at, tokens =
  least(%(burst)s, b.tokens + %(rate)s * greatest(0, extract(epoch FROM excluded.at - b.at))) - 1
WHERE least(%(burst)s, b.tokens + %(rate)s * greatest(0, extract(epoch FROM excluded.at - b.at))) >= 1
RETURNING b.tokens
"""
LEFT = """
SELECT tokens + %(rate)s * greatest(0, extract(epoch FROM clock_timestamp() - at))
FROM api_bucket WHERE key_id = %(key)s
"""


class TooMany(Problem):
    """The key asked more often than it may; `seconds` says when one more request is taken."""

    status = 429
    code = "too_many_requests"

    def __init__(self, seconds: int) -> None:
        super().__init__(_("This key asks too often. Wait %(seconds)d seconds, then go on.") % {"seconds": seconds})
        self.seconds = seconds


_running: Counter[int] = Counter()
_counting = Lock()


@contextmanager
def under_way(key_id: int) -> Iterator[None]:
    """Hold one of the twenty places a key has in this process for as long as its request runs, or raise TooMany."""
    with _counting:
        if _running[key_id] >= AT_ONCE:
            raise TooMany(1)
        _running[key_id] += 1
    try:
        yield
    finally:
        with _counting:
            _running[key_id] -= 1
            if not _running[key_id]:
                del _running[key_id]


def take_token(key_id: int) -> None:
    """Count one request of this key, or raise TooMany; settings.API_RATE is (burst, per second), None for no limit."""
    if settings.API_RATE is None:
        return
    burst, rate = settings.API_RATE
    asked = {"key": key_id, "burst": float(burst), "rate": float(rate)}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, asked)
        if cursor.fetchone():
            return
        cursor.execute(LEFT, asked)
        row = cursor.fetchone()
    raise TooMany(max(1, math.ceil((1 - float(row[0] if row else 0)) / rate)))
