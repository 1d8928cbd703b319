"""Every verb that says it can be taken back is done, taken back and done again: every table as it was, to the byte."""

from copy import copy

import pytest
from django.db import connection, transaction
from psycopg import sql

from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.facts.announce import deliver
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.records.problems import Problem
from followthrough.kernel.records.registry import record_types
from tests.house.acts import Trial

pytestmark = pytest.mark.slow

# What only tells that something happened, or counts on: history, answers kept for retries, what was announced, jobs,
# numbers drawn, words ever seen, notices, what was chosen in lists, rows of a file on their way in.
REMEMBERS = (
    "history_",
    "actions_answer",
    "facts_",
    "procrastinate_",
    "numbering_counter",
    "search_word",
    "notify_",
    "bulk_batch",
    "exchange_progress",
    "exchange_stagedrow",
    "exchange_matched",
)
SAME_FOR_ALL = ("add-note", "attach", "tell-apart", "delete-many", "restore-many", "restore", "merge")
LARGEST = ("accounts", "contacts", "promises", "opportunities", "merges")
TOUCHED = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE schemaname = 'public'"
ROWS = """
SELECT {name}, (SELECT array_agg(r ORDER BY r) FROM (SELECT (to_jsonb(t) - {left}::text[])::text AS r FROM {table} t) o)
"""
MOVES_WITH_EVERY_WRITE = ["version", "updated_at"]


class Tables:
    """All rows of every table, as text; after the first look only those are read that this transaction wrote to."""

    def __init__(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            self.names = {name for (name,) in cursor.fetchall() if not name.startswith(REMEMBERS)}
        self.rows, self.touched = {}, {}
        self.now()

    def again(self):
        """Begin with the rows of the first look: everything written since was taken back."""
        found = copy(self)
        with connection.cursor() as cursor:
            cursor.execute(TOUCHED)
            found.touched = dict(cursor.fetchall())
        return found

    def now(self):
        """By table, its rows; a number that leads on again may do so in another row."""
        with connection.cursor() as cursor:
            cursor.execute(TOUCHED)
            touched = dict(cursor.fetchall())
            anew = {name for name in self.names if touched[name] != self.touched.get(name)}
            parts = [
                sql.SQL(ROWS).format(
                    name=sql.Literal(name),
                    table=sql.Identifier(name),
                    left=sql.Literal([*MOVES_WITH_EVERY_WRITE, *(["id"] if name == "numbering_formernumber" else [])]),
                )
                for name in sorted(anew)
            ]
            if parts:
                cursor.execute(sql.SQL(" UNION ALL ").join(parts))
                self.rows = {**self.rows, **dict(cursor.fetchall())}
        self.touched = touched
        return self.rows


def differing(before, after):
    """What is not as it was, by table: rows too few and too many."""
    return {
        name: (
            sorted(set(before[name] or ()) - set(after[name] or ())),
            sorted(set(after[name] or ()) - set(before[name] or ())),
        )
        for name in before
        if before[name] != after[name]
    }


def trouble(house, action, tables):
    """What is not as it should be when this verb is done, taken back and done again; empty if all is well."""
    trial = Trial(action, house)
    if not trial.is_offered():
        return ""
    tables = tables.again()
    record = trial.prepared()
    values = trial.values(action, record)
    waiting = set(Announcement.objects.values_list("pk", flat=True))
    before = tables.now()
    try:
        outcome = trial.do(record, values)
        deliver(sorted(set(Announcement.objects.values_list("pk", flat=True)) - waiting))
        after = tables.now()
        undone = undo(outcome.run, actor=trial.admin, surface="test")
        back = tables.now()
        undo(undone.run, actor=trial.admin, surface="test")
    except Problem as problem:
        return f"{problem.__class__.__name__}: {problem.message}"
    return differing(before, back) or differing(after, tables.now()) or ("" if before != after else "nothing happened")


def undoable(kind):
    """The verbs that can be taken back; those that are the same for all kinds are tried on the largest ones only."""
    found = [action for action in actions_on(kind.model).values() if action.is_undoable]
    return [action for action in found if kind.plural in LARGEST or action.verb not in SAME_FOR_ALL]


KINDS = [
    pytest.param(kind, id=kind.plural, marks=() if kind.plural == "slips" else pytest.mark.slow)
    for kind in record_types()
    if undoable(kind)
]


@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_as_before_when_undone_and_as_after_when_done_again(house, kind):
    found, tables = {}, Tables()
    for action in undoable(kind):
        with transaction.atomic():
            found[action.verb] = trouble(house, action, tables)
            transaction.set_rollback(True)
    assert {verb: what for verb, what in found.items() if what} == {}
