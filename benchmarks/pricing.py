"""What pricing costs: 300 lines of a quote beside one, and the page of a price list of very many entries.

Run it as `bin/benchmark pricing`. It starts a database of its own in a scratch folder with two price books of so many
products each, every tenth with tiers, and prints processor time of this process and the database's in milliseconds, with
the number of queries.
"""

import argparse
from collections.abc import Callable
from decimal import Decimal
from statistics import median
from typing import Any

from benchmarks.ground.house import move_in, print_load, scratch_house
from benchmarks.ground.meter import measured

TIERS = ["10: 9.00", "50: 8.50"]


def main() -> int:
    """Fill, measure, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--size", type=int, default=100_000)
    given.add_argument("--times", type=int, default=15)
    options = given.parse_args()
    with scratch_house():
        move_in()
        actor, editions = fill(options.size)
        _measure(actor, editions, options.times)
    print_load()
    return 0


def fill(size: int) -> tuple[Any, list[Any]]:
    """Two price books of so many products each, every tenth with tiers: who prices, and their editions."""
    from followthrough.foundation.catalogue.models import Product
    from followthrough.foundation.pricing.models import PriceBook, PriceEdition, PriceEntry
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.generic import change_records, create_records
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.records.registry import type_of

    now = clock.now()
    with acting(SYSTEM, "fill", surface="setup", now=now):
        rows = [{"name": f"Part {n:06}", "family": f"Family {n % 40}", "code": f"P-{n:06}"} for n in range(size)]
        products = create_records(type_of(Product), rows, by=SYSTEM, now=now)
        names = [{"name": name, "currency": "USD"} for name in ("Standard", "Other")]
        books = create_records(type_of(PriceBook), names, by=SYSTEM, now=now)
        editions = create_records(type_of(PriceEdition), [{"book": book} for book in books], by=SYSTEM, now=now)
        for edition in editions:
            entries = [
                {"edition": edition, "product": one, "price": Decimal("10.00"), "tiers": [] if n % 10 else TIERS}
                for n, one in enumerate(products)
            ]
            create_records(type_of(PriceEntry), entries, by=SYSTEM, now=now)
        published = {"state": "published", "effective_from": now.date()}
        change_records(type_of(PriceEdition), [(one, published) for one in editions], by=SYSTEM, now=now)
    return SYSTEM, editions


def _measure(actor: Any, editions: list[Any], times: int) -> None:
    from django.db import connection, connections
    from django.test.utils import CaptureQueriesContext

    from followthrough.foundation.catalogue.models import Product
    from followthrough.foundation.pricing.models import PriceEntry
    from followthrough.foundation.pricing.queries import Ask, priced
    from followthrough.kernel import clock

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    some, today = list(Product._default_manager.order_by("pk")[:300]), clock.now().date()
    asks = [Ask(one, Decimal(n + 1)) for n, one in enumerate(some)]

    def page() -> list[Any]:
        rows = PriceEntry.visible_to(actor).filter(edition=editions[0])
        return list(rows.select_related("product", "edition").order_by("-id")[:100])

    works: dict[str, Callable[[], Any]] = {
        "one line priced": lambda: priced(asks[:1], currency="USD", on=today),
        "300 lines priced": lambda: priced(asks, currency="USD", on=today),
        "100 entries of the list": page,
    }
    print(f"{'what':<26}{'CPU p50':>9}{'queries':>9}")
    for name, work in works.items():
        with CaptureQueriesContext(connection) as caught:
            work()
        costs = [measured(work)[0] for _time in range(times)]
        print(f"{name:<26}{median(one.processor for one in costs):>9.1f}{len(caught):>9}")


if __name__ == "__main__":
    raise SystemExit(main())
