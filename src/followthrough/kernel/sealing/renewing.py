"""Say anew what parts of the history hold once an erasure has changed them; what was changed before stays a finding."""

from datetime import datetime

from psycopg import Connection

from followthrough.kernel.sealing.chain import CONTENT, LOCK, chained

TOUCHED = """
SELECT DISTINCT ON (s.last) s.after, s.last, s.entries, s.content FROM sealing_seal s
WHERE EXISTS (SELECT 1 FROM history_entry h
              WHERE h.id > s.after AND h.id <= s.last AND h.xmin = pg_current_xact_id()::xid)
ORDER BY s.last, s.id DESC
"""
NEWEST = "SELECT chained FROM sealing_seal ORDER BY id DESC LIMIT 1"
ADD = """
INSERT INTO sealing_seal (at, after, last, entries, content, why, chained) VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def renew_seals(changing: Connection, outside: Connection, why: str, now: datetime) -> int:
    """Add a seal for each part that the transaction of `changing` touched, resting on the chain as any other.

    `outside` still sees what was there before: a part that was not as sealed even then gets no new seal. How many did.
    """
    changing.execute(LOCK)
    count = 0
    for after, last, entries, content in changing.execute(TOUCHED).fetchall():
        if outside.execute(CONTENT, [after, last]).fetchone() != (entries, content):
            continue
        told = changing.execute(CONTENT, [after, last]).fetchone()
        newest = changing.execute(NEWEST).fetchone()
        assert told is not None and newest is not None
        chain = chained(newest[0], after, last, told[0], told[1], why)
        changing.execute(ADD, [now, after, last, *told, why, chain])
        count += 1
    return count
