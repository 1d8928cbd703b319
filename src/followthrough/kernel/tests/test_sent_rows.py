"""Many rows sent by COPY come back as they were, beside other work too; and no index stands there that nobody reads."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import sql

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.copying import copy_text
from followthrough.kernel.records.indexes import idle_indexes
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.records.sending import send_rows, sending_beside
from tests import cast

pytestmark = pytest.mark.django_db
COLUMNS = {"n": "int", "t": "text", "x": "text", "d": "numeric", "b": "boolean", "at": "timestamptz", "on": "date"}
TEXTS = st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\0")))


@pytest.fixture
def held():
    with connection.cursor() as cursor:
        columns = sql.SQL(", ").join(sql.SQL("{} " + kind).format(sql.Identifier(n)) for n, kind in COLUMNS.items())
        cursor.execute(sql.SQL("CREATE TEMP TABLE held ({}, UNIQUE (n)) ON COMMIT DROP").format(columns))
        yield cursor


COPY = sql.SQL("COPY held FROM STDIN")
ROW = ("said", None, Decimal("1.50"), True, datetime(2026, 3, 1, 12, 30, 0, 7, tzinfo=UTC), date(2026, 3, 1))


def lines(*rows):
    return copy_text((values, lambda value: value) for values in zip(*rows, strict=True))


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, TEXTS, st.none() | st.booleans()), min_size=1, max_size=8))
def test_texts_come_back_as_they_were_sent(given):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE texts (n int, t text, x text, b boolean)")
        send_rows(sql.SQL("COPY texts FROM STDIN"), [lines(*((n, *row) for n, row in enumerate(given)))])
        cursor.execute("SELECT t, x, b FROM texts ORDER BY n")
        assert cursor.fetchall() == given
        cursor.execute("DROP TABLE texts")


def test_what_is_sent_beside_other_work_is_there_when_asked_for(held):
    with sending_beside():
        send_rows(COPY, [lines(*((n, *ROW) for n in range(some, some + 500))) for some in (0, 500)])
        held.execute("SELECT count(*), count(DISTINCT (t, d, b, at)) FROM held")
        assert held.fetchone() == (1000, 1)
        send_rows(COPY, [lines((1000, *ROW), (1001, *ROW))])
    held.execute("SELECT * FROM held WHERE n = 1001")
    assert held.fetchone() == (1001, *ROW)


def test_what_goes_wrong_beside_is_said_rather_than_what_came_of_it(held):
    with pytest.raises(IntegrityError, match="held_n_key"), sending_beside():
        send_rows(COPY, [lines((1, *ROW), (1, *ROW))])
        held.execute("SELECT 1")


def test_many_records_made_beside_bear_their_numbers_in_order():
    admin, now = cast.as_actor(cast.person("Ada Admin", "admin")), clock.now()
    with acting(admin, "arrange", surface="test", now=now), sending_beside():
        made = create_records(type_of(Account), [{"name": f"Company {n}"} for n in range(250)], by=admin, now=now)
    assert [(one.pk, one.ref, one.name) for one in made] == list(
        Account.objects.order_by("ref").values_list("pk", "ref", "name")
    )


def test_no_index_stands_on_our_tables_that_nobody_reads():
    assert idle_indexes("default") == []
