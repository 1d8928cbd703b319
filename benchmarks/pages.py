"""How long the server takes for a list, a record, Today, the board and other pages, at 1,000 and 1,000,000 records.

Run it as `bin/benchmark pages`. Each size is a house of its own in a scratch folder (or in a folder of BENCHMARK_HOME, where
it is kept for the next run), asked in a process of its own: each page goes through the whole stack, without the network.
The sizes take turns at each page, so that both meet the same hours of a machine that is now faster, now slower. Printed
are p50 and p95 by the clock, p50 of the processor time of page and database, queries, bytes, the growth of the processor
time from the smallest to the largest size, and as a floor the time of the page's main rows in bare SQL.
"""

import argparse
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.ground.filled import WEDNESDAY, filled
from benchmarks.ground.house import HOME, KEPT, print_load, scratch_house
from benchmarks.ground.meter import measured, middle, p95
from followthrough.kernel.clock import clock_at

TURNS = 8
FLOORS = {
    "list of 100 accounts": "SELECT * FROM accounts_account WHERE binned_at IS NULL ORDER BY ft_fold(name), id LIMIT 101",
    "next 100, page 50": "SELECT * FROM accounts_account WHERE binned_at IS NULL ORDER BY ft_fold(name), id LIMIT 101",
    "account page": "SELECT * FROM accounts_account WHERE ref = 'A-00077'",
    "Today, 5,000 open": "SELECT * FROM promises_promise WHERE state = 'open' AND minder_id = "
    "(SELECT id FROM people_user WHERE ref = 'P-9001') ORDER BY due, id LIMIT 300",
    "list found by a word": "SELECT * FROM accounts_account WHERE binned_at IS NULL AND name LIKE '%Valves' ORDER BY ft_fold(name), id LIMIT 101",
    "list found by a frequent word": "SELECT * FROM promises_promise WHERE binned_at IS NULL AND what LIKE '% the %' ORDER BY due, id LIMIT 101",
    "list found by a name": "SELECT * FROM accounts_account WHERE ref = 'A-00077'",
    "list of a filter": "SELECT * FROM promises_promise WHERE binned_at IS NULL AND state = 'open' ORDER BY due, id LIMIT 101",
    "board": "SELECT stage_id, count(*), sum(amount) FROM pipeline_opportunity WHERE state = 'open' GROUP BY 1",
    "deals by stage": "SELECT stage_id, count(*), sum(amount) FROM pipeline_opportunity WHERE binned_at IS NULL GROUP BY 1",
    "accounts as a board": "SELECT kind, count(*) FROM accounts_account WHERE binned_at IS NULL GROUP BY 1",
    "calendar": "SELECT close_on, count(*) FROM pipeline_opportunity WHERE close_on BETWEEN date ':day' AND date ':day' + 30 GROUP BY 1",
    "timeline": "SELECT * FROM pipeline_opportunity WHERE close_on BETWEEN date ':day' AND date ':day' + 90 ORDER BY close_on LIMIT 101",
}
PAGES = {
    "list of 100 accounts": "/accounts/",
    "next 100, page 50": "/accounts/?after={after}",
    "account page": "/accounts/A-00077/",
    "Today, 5,000 open": "/today/",
    "list found by a word": "/accounts/?q=valves",
    "list found by a frequent word": "/promises/?view=all&q=the",
    "list found by a name": "/accounts/?q={name}",
    "list of a filter": "/promises/?view=all&state=open",
    "board": "/pipeline/",
    "deals by stage": "/opportunities/?view=all&group=stage",
    "accounts as a board": "/accounts/?as=board&group=kind",
    "calendar": "/opportunities/?view=all&as=calendar",
    "timeline": "/opportunities/?view=all&as=timeline&dates=close_on",
}


@dataclass(slots=True)
class Measured:
    """One page at one size: milliseconds by the clock, of a processor and of the bare rows; queries and bytes."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    def add(self, more: "Measured") -> None:
        """Take what another turn found."""
        self.clock += more.clock
        self.processor += more.processor
        self.floor += more.floor
        self.queries, self.size = more.queries, more.size


def main() -> int:
    """Measure each size in a process of its own, in turns, print; 0 when every page could be measured."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--sizes", default="1000,1000000")
    given.add_argument("--times", type=int, default=5, help="how often each page is asked for in each of eight turns")
    given.add_argument("--one", type=int, default=0, help=argparse.SUPPRESS)
    options = given.parse_args()
    if options.one:
        return _answer_for_one(options.one, options.times)
    try:
        with ExitStack() as houses:
            asking = {
                int(size): houses.enter_context(_house(int(size), options.times)) for size in options.sizes.split(",")
            }
            found = {(name, size): Measured() for name in PAGES for size in asking}
            for _turn in range(TURNS):
                for name, size in found:
                    found[name, size].add(asking[size](name))
        _print(found, list(asking))
    finally:
        if not KEPT:
            shutil.rmtree(HOME, ignore_errors=True)
    return 0


@contextmanager
def _house(size: int, times: int) -> Iterator[Callable[[str], Measured]]:
    """A house of this size, filled and warm; gives what measures one of its pages."""
    command = [sys.executable, __file__, "--one", str(size), "--times", str(times)]
    surroundings = {**os.environ, "BENCHMARK_HOME": str(HOME / str(size))}
    with subprocess.Popen(command, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin and child.stdout
        asked, told = child.stdin, child.stdout

        def measure(name: str) -> Measured:
            print(name, file=asked, flush=True)
            answer = told.readline()
            if not answer:
                raise SystemExit(f"{name} could not be measured at {size:,} records: see above")
            return Measured(**json.loads(answer))

        measure(next(iter(PAGES)))  # comes back when the house is filled
        yield measure  # leaving closes what is asked, and so ends the child


def _answer_for_one(size: int, times: int) -> int:
    """Measure the pages whose names are read, one answer a line, until there are no more."""
    with scratch_house(), clock_at(WEDNESDAY):
        from followthrough.config.standing import look_seldom

        logging.disable(logging.INFO)
        look_seldom()  # as the web server does
        filled(size)
        for line in sys.stdin:
            name = line.strip()
            print(json.dumps(asdict(_measure(name, PAGES[name], times))), flush=True)
    return 0


def _measure(name: str, path: str, times: int) -> Measured:
    from django.db import connection
    from django.test import Client

    from followthrough.kernel.people.models import User

    client = Client(raise_request_exception=True)
    client.force_login(User._default_manager.get(ref="P-9001"))
    address = path.format(after=_deep_mark() if "{after}" in path else "", name=_a_name() if "{name}" in path else "")
    for _warm in range(3):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{name}: {address} answered {answer.status_code}")
    asked: list[tuple[float, str]] = []
    with connection.execute_wrapper(_noting(asked)):
        client.get(address)
    for spent, statement in asked:
        if spent > float(os.environ.get("SLOW") or "inf"):
            print(f"{name}: {spent:.1f} ms {statement}", file=sys.stderr)
    costs = [measured(lambda: client.get(address))[0] for _time in range(times)]
    floor = [measured(lambda: _bare(FLOORS[name]))[0].processor for _time in range(times)]
    clock, processor = [cost.clock for cost in costs], [cost.processor for cost in costs]
    return Measured(clock, processor, floor, len(asked), len(answer.content))


def _noting(asked: list[tuple[float, str]]) -> Any:
    """Have each statement noted with the milliseconds it took."""

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            asked.append(((time.perf_counter() - began) * 1000, f"{sql} {params}"))

    return note


def _deep_mark() -> str:
    """The mark of a page in the middle of the list."""
    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel.records.columns import Fold
    from followthrough.kernel.records.listing import _encode

    rows = Account._default_manager.order_by(Fold("name"), "id")
    row = rows[min(4_999, rows.count() // 2)]
    return _encode(row.name, row.pk)


def _a_name() -> str:
    from followthrough.foundation.accounts.models import Account

    return Account._default_manager.get(ref="A-00077").name.replace(" ", "+")


def _bare(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement.replace(":day", str(WEDNESDAY.date())))
        cursor.fetchall()


def _print(found: dict[tuple[str, int], Measured], sizes: list[int]) -> None:
    print(
        f"{'page':<30}{'records':>10}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}{'kB':>7}{'floor':>8}{'growth':>8}"
    )
    for (name, size), m in found.items():
        processor = middle(m.processor)
        growth = f"{processor / middle(found[name, sizes[0]].processor):.2f}" if size != sizes[0] else ""
        print(
            f"{name:<30}{size:>10,}{middle(m.clock):>9.1f}{p95(m.clock):>9.1f}{processor:>9.1f}{m.queries:>9}"
            f"{m.size / 1024:>7.0f}{middle(m.floor):>8.2f}{growth:>8}"
        )
    print_load()


if __name__ == "__main__":
    raise SystemExit(main())
