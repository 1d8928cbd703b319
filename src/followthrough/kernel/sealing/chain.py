"""Seal what the history holds, part by part, and find out whether it is still so."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from followthrough.kernel.crashing import crash_point
from followthrough.kernel.sealing.models import Mark, Seal

A_PART, AT_ONCE = 5_000, 200  # entries under one seal, seals of one round
LOCK = "SELECT pg_advisory_xact_lock(hashtext('followthrough.sealing'))"
# What an entry says, however a session likes to write times and figures.
CONTENT = """
SELECT count(*), encode(sha256(coalesce(string_agg(sha256(convert_to(jsonb_build_array(
  id, at AT TIME ZONE 'UTC', kind, record_id, parent_kind, parent_id, operation, version, before, after,
  actor_id, actor_name, verb, surface, correlation, run)::text, 'UTF8')), ''::bytea ORDER BY id), ''::bytea)), 'hex')
FROM history_entry WHERE id > %s AND id <= %s
"""
NEXT = "SELECT max(id) FROM (SELECT id FROM history_entry WHERE id > %s AND id <= %s ORDER BY id LIMIT %s) part"
DRAWN = "SELECT last_value FROM history_entry_id_seq"
# No transaction older than the mark is under way on this database; other databases of the server do not matter.
# A mark of another server's numbers (this one is a restored copy) waits for nobody.
IS_RIPE = """
SELECT pg_snapshot_xmax(s)::text::bigint < %s OR NOT EXISTS (
  SELECT FROM pg_locks held JOIN pg_stat_activity session USING (pid)
  WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND session.datname = current_database()
    AND pg_snapshot_xmax(s)::text::bigint - age(held.transactionid) < %s)
FROM pg_current_snapshot() s
"""
SPAN = "SELECT min(at), max(at) FROM history_entry WHERE id > %s AND id <= %s"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the history with what was last said of it."""

    after: int
    last: int
    entries: int
    content: str


def seal_history(now: datetime) -> Seal | None:
    """Seal what is complete since the last time, and mark how far the next time may go; gives the newest seal.

    Entries get their numbers before their transaction commits: a part is sealed once all are there that ever will be.
    """
    newest = None
    for _round in range(AT_ONCE):
        made = _seal_next(now)
        if made is None:
            break
        newest = made
    _mark_ahead()
    return newest


def chained(before: str, after: int, last: int, entries: int, content: str, why: str) -> str:
    """The hash of a seal that rests on the one before."""
    told = "\n".join([before, str(after), str(last), str(entries), content, why])
    return hashlib.sha256(told.encode()).hexdigest()


def _seal_next(now: datetime) -> Seal | None:
    with transaction.atomic():
        _ask(LOCK)
        mark = Mark.objects.first()
        if mark is None or not _is_ripe(mark):
            return None
        newest = Seal.objects.order_by("-id").first()
        after = Seal.objects.filter(why="").order_by("-last").values_list("last", flat=True).first() or 0
        (last,) = _ask(NEXT, after, mark.last, A_PART)
        if last is None:
            return None
        entries, content = _ask(CONTENT, after, last)
        chain = chained(newest.chained if newest else "", after, last, entries, content, "")
        made = Seal.objects.create(at=now, after=after, last=last, entries=entries, content=content, chained=chain)
        crash_point("seal.written")
    crash_point("seal.committed")
    return made


def _mark_ahead() -> None:
    """In two steps: whoever drew a number before the first one is under way when the second one looks."""
    with transaction.atomic():
        _ask(LOCK)
        mark = Mark.objects.first() or Mark(last=-1, horizon=0)
        if mark.pk and not _is_ripe(mark):
            return
        (drawn,) = _ask(DRAWN)
        (horizon,) = _ask("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        mark.last, mark.horizon = drawn, horizon
        mark.save()


def broken() -> Iterator[str]:
    """A line for each place where the chain, or the history under it, is not what it was when it was sealed."""
    before, last = "", 0
    parts: dict[int, Part] = {}
    for seal in Seal.objects.order_by("id").iterator(1_000):
        told = chained(before, seal.after, seal.last, seal.entries, seal.content, seal.why)
        if told != seal.chained:
            yield f"seal {seal.pk} of the history does not rest on the one before it: the chain was changed here"
        if not seal.why and seal.after != last:
            yield f"the seals of history entries {last + 1} to {seal.after} are missing"
        before, last = seal.chained, max(last, seal.last)
        parts[seal.last] = Part(seal.after, seal.last, seal.entries, seal.content)
    for part in parts.values():
        if problem := _changed(part):
            yield problem


def _is_ripe(mark: Mark) -> bool:
    (told,) = _ask(IS_RIPE, mark.horizon, mark.horizon)
    return bool(told)


def _changed(part: Part) -> str:
    entries, content = _ask(CONTENT, part.after, part.last)
    if (entries, content) == (part.entries, part.content):
        return ""
    first, newest = _ask(SPAN, part.after, part.last)
    where = f"among history entries {part.after + 1} to {part.last} ({first:%Y-%m-%d %H:%M} to {newest:%Y-%m-%d %H:%M})"
    if entries != part.entries:
        return f"{where} there are {entries}, {part.entries} were sealed" if first else f"{where} none is left"
    return f"{where} something was changed after they were sealed"


def _ask(statement: str, *params: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: tuple[Any, ...] = cursor.fetchone()
        return found
