"""What the quote editor costs: its page and the saving of one value, at 30 lines and at 300.

Run it as `bin/benchmark quotes`. It starts a database of its own in a scratch folder with a product and a price for each line,
and prints p50 and p95 by the clock, p50 of the processor time of page and database, queries, bytes, and the growth from the
short quote to the long one. Each page goes through the whole stack, without the network.
"""

import argparse
import logging
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Any

from benchmarks.ground.house import move_in, print_load, scratch_house
from benchmarks.ground.meter import measured, middle, p95

PROMISED_MS = 150  # from leaving a field of 300 lines to the sums


def main() -> int:
    """Fill, ask, print; 1 if a promise is not kept."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--sizes", default="30,300")
    given.add_argument("--times", type=int, default=25)
    options = given.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with scratch_house():
        logging.disable(logging.INFO)
        move_in()
        found = {size: _asked(*fill(size), options.times) for size in sizes}
    _print(found, sizes)
    print_load()
    return 0 if found[sizes[-1]]["one value saved"][0] <= PROMISED_MS else 1


def fill(size: int) -> tuple[Any, Any]:
    """A draft with that many lines, and who writes it."""
    from followthrough.foundation.accounts.models import Account
    from followthrough.foundation.catalogue.models import Product
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.declare import actions_on
    from followthrough.kernel.actions.generic import create_records
    from followthrough.kernel.actions.run import run
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User
    from followthrough.kernel.records.registry import type_of
    from followthrough.winning.pipeline.models import Line
    from followthrough.winning.quotes.models import Quote

    admin = User._default_manager.filter(role="admin").first()
    assert admin
    now = clock.now()
    with acting(SYSTEM, "fill", surface="benchmark", now=now):
        account = create_records(type_of(Account), [{"name": f"Customer of {size}"}], by=SYSTEM, now=now)[0]
        named = [{"name": f"Part {n} of {size}", "list_price": Decimal(n + 10)} for n in range(size)]
        products = create_records(type_of(Product), named, by=SYSTEM, now=now)
    values = {"account": account.ref, "name": f"{size} lines"}
    made = run(actions_on(Quote)["create"], actor=actor_of(admin), surface="benchmark", values=values)
    quote = Quote._default_manager.get(ref=made.ref)
    with acting(SYSTEM, "fill", surface="benchmark", now=now):
        rows = [
            {"opportunity": quote.opportunity, "product": one, "quantity": Decimal(5), "unit_price": one.list_price,
             "position": n + 1, "amount": one.list_price * 5}
            for n, one in enumerate(products)
        ]  # fmt: skip
        lines = create_records(type_of(Line), rows, by=SYSTEM, now=now)
    return quote, lines[len(lines) // 2]


def _asked(quote: Any, line: Any, times: int) -> dict[str, tuple[float, float, float, int, int]]:
    from django.db import connection
    from django.test import Client

    from followthrough.kernel.people.models import User
    from followthrough.winning.pipeline.models import Line

    client = Client()
    client.force_login(User._default_manager.filter(role="admin").first())  # type: ignore[arg-type]  # there is one
    typed = count(1)

    def saved() -> Any:
        version = Line._default_manager.values_list("version", flat=True).get(pk=line.pk)
        values = {"line": line.ref, "name": "quantity", "quantity": str(next(typed)), "version": version}
        rows = Line._default_manager.filter(opportunity=quote.opportunity).order_by("position", "pk")
        values["shown"] = ",".join(f"{ref}:{number}" for ref, number in rows.values_list("ref", "version"))
        return client.post(f"/quotes/{quote.ref}/lines", {**values, "idempotency_key": f"k{quote.pk}-{version}"})

    works: dict[str, Callable[[], Any]] = {
        "page": lambda: client.get(f"/quotes/{quote.ref}/"),
        "one value saved": saved,
    }
    found = {}
    for name, work in works.items():
        answer = work()
        if answer.status_code != 200:
            raise SystemExit(f"{name} answered {answer.status_code}: {answer.content[:300]!r}")
        asked: list[str] = []
        with connection.execute_wrapper(
            lambda execute, statement, *more, asked=asked: asked.append(statement) or execute(statement, *more)
        ):
            work()
        costs = [measured(work)[0] for _time in range(times)]
        clock, spent = [one.clock for one in costs], [one.processor for one in costs]
        found[name] = (middle(clock), p95(clock), middle(spent), len(asked), len(answer.content))
    return found


def _print(found: dict[int, dict[str, tuple[float, float, float, int, int]]], sizes: list[int]) -> None:
    print(f"{'what':<18}{'lines':>7}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}{'bytes':>10}{'growth':>8}")
    for name in found[sizes[0]]:
        for size in sizes:
            p50, high, spent, queries, size_of = found[size][name]
            growth = spent / found[sizes[0]][name][2]
            print(f"{name:<18}{size:>7}{p50:>9.1f}{high:>9.1f}{spent:>9.1f}{queries:>9}{size_of:>10,}{growth:>8.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
