"""Fill the desk with many records at once, numbered and on record like any others, but past the rules of the house.

Rules would promise something on every deal and call; here the number of promises is part of the size.
"""

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from random import Random

from django.db import connection
from psycopg import sql

from followthrough.config.seeding.cast import hide_canaries, make_cast
from followthrough.config.seeding.rows import Rows
from followthrough.config.seeding.sizes import SIZES
from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.numbering.draw import draw_refs
from followthrough.kernel.people.models import Company
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity

BATCH = 5_000


def fill(name: str, seed: int) -> Iterator[str]:
    """Fill an empty desk that is set up; yields a line for each kind made, and at the end how fast it went."""
    size, began, now = SIZES[name], time.perf_counter(), clock.now()
    with acting(SYSTEM, "seed", surface="setup", now=now):
        house = Company._default_manager.order_by("id")[0]
        change_records(
            type_of(Company), [(house, {"name": f"Seeded desk, {name}", "is_demo": True})], by=SYSTEM, now=now
        )
        cast = make_cast(now)
    rows = Rows(size, cast, Random(seed), now)  # noqa: S311 -- made-up work, not a secret
    for model, made in (
        (Account, rows.accounts()),
        (Contact, rows.contacts()),
        (Opportunity, rows.opportunities()),
        (Interaction, rows.interactions()),
        (Promise, rows.promises()),
    ):
        yield f"{_write(model, made, now):>9,} {type_of(model).label_plural}"
    with acting(SYSTEM, "seed", surface="setup", now=now):
        hide_canaries(cast, now)
    seconds = time.perf_counter() - began
    yield f"{size.records / seconds:>9,.0f} records a second; the key key_limited is {cast.key}"


def _write(model: type[Record], rows: Iterator[Values], now: datetime) -> int:
    """Number the rows and copy them in, some thousands at a time; their history is written with them."""
    kind, count = type_of(model), 0
    usual = {**_usual(model), "created_at": now, "updated_at": now}
    copy_in = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, usual))
    )
    while some := list(islice(rows, BATCH)):
        with acting(SYSTEM, "seed", surface="setup", now=now), connection.cursor() as cursor:
            refs = draw_refs(kind.kind, kind.ref, year=now.year, count=len(some))
            with cursor.copy(copy_in.as_string(connection.connection)) as copy:
                for ref, row in zip(refs, some, strict=True):
                    copy.write_row(list({**usual, **row, "ref": ref}.values()))
        count += len(some)
    return count


def _usual(model: type[Record]) -> Values:
    """What a row holds where neither the row nor the database says anything; columns are named as attributes here."""
    blank = model()
    columns = [c for c in model._meta.concrete_fields if not (c.primary_key or c.generated or c.has_db_default())]
    return {column.attname: getattr(blank, column.attname) for column in columns}
