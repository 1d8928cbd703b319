"""How fast long lists go out as CSV and Excel, and in how much memory: rows per second, and the peak.

Rows are typed values of a wide record, made up here; what the database adds shows with `--database` on a filled house.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import django


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
    given = parser.parse_args()
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


def measure_house(plural: str) -> None:
    """A record of the house, read, typed and written, as an administrator asks for it."""
    from followthrough.config.environment import environment
    from followthrough.config.preparing import open_database
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.exchange.exporting import export_csv, export_xlsx
    from followthrough.kernel.records.registry import type_named

    open_database(environment())
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
