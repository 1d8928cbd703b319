"""How long it takes to change very many records at once and to take that back, beside the bare statements.

Run it as `bin/benchmark bulk`. It starts a database of its own in a scratch folder, makes accounts, looks at a change of
all of them, does it part by part as the worker does, takes it back and does it again, and prints seconds, records per
second and the ratio to one bare UPDATE of the same rows with the history's triggers.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

from benchmarks.ground.house import move_in, print_load, scratch_house


def main() -> int:
    """Fill, look, change, take back, do again; 0 when every count was right."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=int, default=100_000)
    options = given.parse_args()
    with scratch_house():
        move_in()
        prepare(options.rows)
        print(f"{'what':<28}{'records':>10}{'s':>8}{'a second':>10}{'x bare':>8}", flush=True)
        _measure(options.rows)
    print_load()
    return 0


def prepare(rows: int) -> None:
    """So many accounts, and who changes them."""
    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.generic import create_records
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.records.registry import type_of
    from tests import cast

    cast.person("Ana Ruiz", "coordinator", reach="all")
    now = clock.now()
    with acting(SYSTEM, "seed", surface="setup", now=now):
        made = [{"name": f"Company {n:07} GmbH", "city": f"City {n % 500}"} for n in range(rows)]
        create_records(type_of(Account), made, by=SYSTEM, now=now)


def _measure(rows: int) -> None:
    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.undo import undo
    from followthrough.kernel.bulk.applying import apply_in_parts, start
    from followthrough.kernel.bulk.choosing import choose
    from followthrough.kernel.bulk.previewing import preview
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User
    from followthrough.kernel.records.registry import type_of

    kind, ana = type_of(Account), actor_of(User._default_manager.get(name="Ana Ruiz"))
    owner = str(User._default_manager.get(name="Ana Ruiz").ref)

    def bare() -> None:
        with acting(SYSTEM, "bare", surface="setup", now=clock.now()):
            Account._default_manager.update(terms="30 days")

    base = _timed("bare UPDATE with history", rows, bare, 0)
    batch: list[Any] = []

    def look() -> None:
        chosen = choose(kind, "edit", where={}, by=ana, now=clock.now())
        batch.append(preview(kind, chosen, {"owner": owner, "city": "Toledo"}, by=ana))

    def change() -> None:
        start(kind, batch[0], ana)
        apply_in_parts(kind, batch[0], by=ana, surface="job")

    _timed("choose and preview", rows, look, base)
    _timed("change in parts", rows, change, base)
    assert Account._default_manager.filter(city="Toledo", owner__ref=owner).count() == rows
    done: list[Any] = []
    _timed("undo", rows, lambda: done.append(undo(batch[0].run, actor=ana, surface="web")), base)
    assert Account._default_manager.filter(city="Toledo").count() == 0
    _timed("do again", rows, lambda: done.append(undo(done[0].run, actor=ana, surface="web")), base)
    assert Account._default_manager.filter(city="Toledo", owner__ref=owner).count() == rows


def _timed(what: str, rows: int, work: Callable[[], None], base: float) -> float:
    begun = time.perf_counter()
    work()
    took = time.perf_counter() - begun
    ratio = f"{took / base:>8.1f}" if base else f"{'1.0':>8}"
    print(f"{what:<28}{rows:>10,}{took:>8.1f}{rows / took:>10,.0f}{ratio}", flush=True)
    return took


if __name__ == "__main__":
    raise SystemExit(main())
