"""How fast long lists go out as CSV and Excel, and in how much memory: rows per second, and the peak.

Rows are typed values of a wide record, made up here. What the database adds shows with `--database` on a filled house,
or with `--accounts N` in a scratch one: whole accounts with their owners, read, typed and written.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

FILL = """
INSERT INTO people_user (version, ref, name, email, role, reach, password, job_title, phone, former_id, signs_in, is_active,
                         language, zone, theme, keys_on, morning_mail, notices_by_mail)
SELECT 1, 'P-9' || n, 'Person ' || n, 'p' || n || '@bench.example', 'rep', 'all', '', '', '', '', true, true,
       'en', 'UTC', 'system', true, false, false
FROM generate_series(1, 20) n;
INSERT INTO accounts_account (version, ref, name, kind, status, industry, owner_id, street, city, region, postcode, country,
                              phone, website, currency, terms, tags, former_id)
SELECT 1, 'A-' || lpad(n::text, 7, '0'), md5(n::text) || ' Company ' || n, 'client', 'active', 'Valves', u.id,
       n || ' High Street', 'City ' || n % 500, 'R' || n % 50, lpad((n % 99999)::text, 5, '0'), 'United States', '', '',
       'USD', '', '{key}', 'F' || n
FROM generate_series(1, %s) n JOIN people_user u ON u.ref = 'P-9' || (n %% 20 + 1);
"""


def rows(number: int) -> Iterator[list[Any]]:
    """So many rows: number, name, code with zeros, amount, day, moment, yes or no, a note."""
    from followthrough.values.money import Money

    amount, day, moment = Money(Decimal("1234.50"), "EUR"), date(2026, 11, 30), datetime(2026, 11, 30, 9, tzinfo=UTC)
    for n in range(number):
        yield [f"A-{n:07}", f"Müller & Co {n}", f"{n:08}", amount, day, moment, n % 2 == 0, "=1+1"]


def measure(name: str, pieces: Any, number: int) -> None:
    """Print what it took."""
    began, worked = time.perf_counter(), time.process_time()
    size = sum(len(piece) for piece in pieces)
    took, worked = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:<10}{took:>8.1f} s{worked:>8.1f} s of CPU{number / worked:>12,.0f} rows per s of CPU{size / 1e6:>10,.1f} MB{peak:>9,.0f} MiB peak"
    )


def main() -> None:
    """Write a list of the size asked for in both forms, or a record of the house."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", metavar="PLURAL", default="", help="export this record of the house instead")
    parser.add_argument(
        "--accounts", type=int, default=0, metavar="N", help="export so many accounts of a scratch house"
    )
    given = parser.parse_args()
    if given.accounts:
        measure_scratch(given.accounts)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followthrough.config.settings")
    django.setup()
    measure_house(given.database) if given.database else measure_writing(given.rows)


def measure_writing(number: int) -> None:
    """The writers alone."""
    from followthrough.kernel.exchange.writing import Column, write_csv, write_xlsx

    kinds = ("text", "text", "text", "money", "date", "instant", "yes_no", "long")
    columns = [Column(f"Column {place}", kind) for place, kind in enumerate(kinds)]
    measure("csv", write_csv(columns, rows(number)), number)
    with tempfile.TemporaryFile() as stream:

        def written() -> Iterator[bytes]:
            write_xlsx(stream, "Accounts", columns, rows(number), [("What", "Accounts")])
            stream.seek(0)
            yield from iter(lambda: stream.read(1 << 20), b"")

        measure("xlsx", written(), number)


def measure_scratch(number: int) -> None:
    """Fill a house of its own and export its accounts."""
    from benchmarks.ground.house import move_in, print_load, scratch_house

    with scratch_house():
        move_in()
        fill(number)
        print(f"{number:,} accounts filled; this process holds {_held():,.0f} MiB before it begins", flush=True)
        _measure_kind("accounts")
    print_load()


def fill(number: int) -> None:
    """So many accounts of twenty people, without triggers, which are not what is measured."""
    from django.db import connections

    from benchmarks.ground.house import by_statements

    with by_statements(("accounts_account", "people_user")) as cursor:
        cursor.execute(FILL.replace("%s", str(number)).replace("%%", "%"))
    connections["owner"].close()


def _held() -> float:
    """MiB of memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


def measure_house(plural: str) -> None:
    """A record of the house, read, typed and written, as an administrator asks for it."""
    from followthrough.config.environment import environment
    from followthrough.config.preparing import open_database

    open_database(environment())
    _measure_kind(plural)


def _measure_kind(plural: str) -> None:
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
    from followthrough.kernel.records.registry import type_named

    kind = type_named(plural)
    assert kind is not None
    number = kind.model.visible_to(SYSTEM).count()
    measure("csv", export_csv(kind, SYSTEM, {}), number)

    def written() -> Iterator[bytes]:
        with export_xlsx(kind, SYSTEM, {}, now=clock.now()) as stream:
            yield from iter(lambda: stream.read(1 << 20), b"")

    measure("xlsx", written(), number)


if __name__ == "__main__":
    main()
