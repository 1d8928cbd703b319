"""What import, download, search, change in bulk and undo cost, as ratios to bare SQL that does the same to the same rows.

Run it as `bin/benchmark ratios`. It fills a house, does each with so many rows, and prints the clock, the processor time of
this process and of the database, and the ratio of processor time to the bare statement's: COPY of the file into a table of
text, COPY of the table to CSV, the same words asked of the index, an UPDATE with the house's history.
"""

import argparse
import logging
from collections.abc import Callable
from typing import Any

from benchmarks import importing
from benchmarks.ground.filled import filled
from benchmarks.ground.house import HOME, print_load, scratch_house
from benchmarks.ground.meter import Cost, measured


def main() -> int:
    """Fill, do each, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--size", type=int, default=1_000_000)
    given.add_argument("--rows", type=int, default=20_000)
    options = given.parse_args()
    with scratch_house():
        logging.disable(logging.INFO)
        filled(options.size)
        print(f"{'what':<28}{'rows':>9}{'s':>8}{'CPU s':>8}{'DB CPU':>8}{'bare CPU':>9}{'ratio':>7}", flush=True)
        _search()
        _download(options.rows)
        _change(options.rows)
        _import(options.rows)
    print_load()
    return 0


def _told(what: str, rows: int, work: Callable[[], Any], bare: Callable[[], Any]) -> None:
    base, cost = measured(bare)[0], measured(work)[0]
    _line(what, rows, cost, base)


def _line(what: str, rows: int, cost: Cost, base: Cost) -> None:
    parts = (cost.clock / 1000, cost.own / 1000, cost.database / 1000, base.processor / 1000)
    print(
        f"{what:<28}{rows:>9,}"
        + "{:>8.2f}{:>8.2f}{:>8.2f}{:>9.2f}".format(*parts)
        + f"{cost.processor / base.processor:>7.1f}",
        flush=True,
    )


def _admin() -> Any:
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User

    return actor_of(User._default_manager.get(ref="P-9001"))


def _sql(statement: str, given: Any = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        cursor.fetchall()


def _search() -> None:
    from followthrough.kernel.search.finding import find

    words, admin = ("valves", "jaisick", "spoke next"), _admin()
    asked = [["{a}.{0}:*".format(*word.split(), a=code) for code in ("a", "k", "d", "pm", "i")] for word in words]

    def bare() -> None:
        for _time in range(10):
            for queries in asked:
                _sql("SELECT f.* FROM unnest(%s::text[]) q, LATERAL ft_holding(q::tsquery, 200) f", [queries])

    def ours() -> None:
        for _time in range(10):
            for word in words:
                find(word, admin)

    ours()
    _told("30 searches", 30, ours, bare)


def _download(rows: int) -> None:
    from django.db import connection

    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel.exchange.exporting import export_csv
    from followthrough.kernel.records.registry import type_of

    def bare() -> None:
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY (SELECT * FROM accounts_account LIMIT {int(rows)}) TO STDOUT (FORMAT csv)") as copy,
        ):
            for _piece in copy:
                pass

    ids = ",".join(map(str, Account._default_manager.order_by("pk").values_list("pk", flat=True)[:rows]))
    _told(
        "download as CSV",
        rows,
        lambda: sum(len(piece) for piece in export_csv(type_of(Account), _admin(), {"id": ids})),
        bare,
    )


def _change(rows: int) -> None:
    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.undo import undo
    from followthrough.kernel.bulk.applying import apply_in_parts, start
    from followthrough.kernel.bulk.choosing import choose
    from followthrough.kernel.bulk.previewing import preview
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.records.registry import type_of

    kind, admin, batch = type_of(Account), _admin(), []
    refs = list(Account._default_manager.order_by("pk").values_list("ref", flat=True)[:rows])

    def bare() -> None:
        with acting(SYSTEM, "bare", surface="benchmark", now=clock.now()):
            Account._default_manager.filter(ref__in=refs).update(city="Bonn")

    def change() -> None:
        chosen = choose(kind, "edit", refs=refs, by=admin, now=clock.now())
        batch.append(preview(kind, chosen, {"city": "Toledo"}, by=admin))
        start(kind, batch[0], admin)
        apply_in_parts(kind, batch[0], by=admin, surface="job")

    base = measured(bare)[0]
    _line("change in bulk, with look", rows, measured(change)[0], base)
    _line("undo of it", rows, measured(lambda: undo(batch[0].run, actor=admin, surface="web"))[0], base)


def _import(rows: int) -> None:
    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel.numbering.draw import draw_refs
    from followthrough.kernel.records.registry import type_of
    from tests import cast

    kind = type_of(Account)
    draw_refs(kind.kind, kind.ref, year=2026, count=Account._default_manager.count())  # those of the filled house
    path, admin = HOME / "accounts.csv", cast.as_actor(cast.person("Ada Admin", "admin"))
    head, line = importing.FILES["accounts"]
    path.write_text(head + "".join(line(n) for n in range(rows)), encoding="utf-8")

    def ours() -> None:
        draft = importing._uploaded(path, "accounts", admin)
        importing._check(draft, admin)
        importing._apply(draft, admin)

    _told("import, from upload to end", rows, ours, lambda: importing._bare_copy(path, "accounts"))


if __name__ == "__main__":
    raise SystemExit(main())
