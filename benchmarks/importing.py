"""How long big files take to go in, from the upload to the last row, beside a bare COPY of the same rows.

Run it as `bin/benchmark importing`. It starts a database of its own in a scratch folder, writes files of accounts and of
contacts (with company, e-mail, phone and address), lets them in as the worker does, uploads the same file again, takes
the whole upload back, and prints seconds, rows per second, the worker's memory, the ratio to the bare COPY, and for how
long at most nobody could see it move. `--rows 1000000 --into products` is the long one; with `--stop-at 100000` it is
stopped by hand once so many rows are in, and let go on.
"""

import argparse
import os
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.ground.house import HOME, move_in, postmaster, print_load, scratch_house
from benchmarks.ground.meter import spent_by

COMPANIES = 1_000
FILES = {
    "products": ("name,code\n", lambda n: f"Fitting {n:07} of brass,P{n:07}\n"),
    "accounts": ("name,city,former_id\n", lambda n: f"Company {n:07} GmbH,City {n % 500},F{n}\n"),
    "contacts": (
        "name,account,email,phone,street,city,postcode,country\n",
        lambda n: (
            f"Lena{n} Fischer,Client {n % COMPANIES:05},lena{n}@falk{n % 50}.com,+4930{n:07},"
            f"{n % 200} High Street,City {n % 500},{n % 99999:05},Germany\n"
        ),
    ),
}


def main() -> int:
    """Fill, let in, again, take back, print; 0 when every count was right."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=int, default=100_000)
    given.add_argument("--into", default="products,accounts,contacts")
    given.add_argument("--once", action="store_true", help="neither again nor back")
    given.add_argument("--stop-at", type=int, default=0, help="rows after which it is stopped once by hand")
    options = given.parse_args()
    with scratch_house():
        move_in()
        prepare()
        print(
            f"{'what':<32}{'rows':>10}{'s':>8}{'CPU s':>8}{'DB CPU':>8}{'rows/s':>9}{'x COPY':>8}{'MiB':>7}", flush=True
        )
        for into in options.into.split(","):
            _measure(into, options.rows, once=options.once, stop_at=options.stop_at)
    print_load()
    return 0


def prepare() -> None:
    """The process as the worker is, and the companies that the contacts of the file work for."""
    from followthrough.config.standing import look_seldom
    from followthrough.foundation.accounts.models import Account
    from tests import cast

    look_seldom()
    for n in range(COMPANIES):
        cast.account(f"Client {n:05}", country="Germany") if n < 5 else None
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.generic import create_records
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.records.registry import type_of

    now = clock.now()
    with acting(SYSTEM, "fill", surface="benchmark", now=now):
        rows: list[dict[str, Any]] = [{"name": f"Client {n:05}", "country": "Germany"} for n in range(5, COMPANIES)]
        create_records(type_of(Account), rows, by=SYSTEM, now=now)


def _measure(into: str, rows: int, *, once: bool, stop_at: int) -> None:
    from followthrough.kernel.exchange.models import Import
    from tests import cast

    path = HOME / f"{into}.csv"
    head, line = FILES[into]
    with path.open("w", encoding="utf-8") as out:
        out.write(head)
        out.writelines(line(n) for n in range(rows))
    admin = cast.as_actor(_admin(into))
    bare = _timed(lambda: _bare_copy(path, into))
    _told(f"bare COPY of {into}", rows, bare, bare)
    draft = _uploaded(path, into, admin)
    watch = _Watch(draft.pk)
    checked = _timed(lambda: _check(draft, admin))
    _told(f"{into}: checked", rows, checked, bare)
    if stop_at:
        _told(f"{into}: until stopped by hand", stop_at, _timed(lambda: _stopped(draft, admin, stop_at)), bare)
    wrote = _timed(lambda: _apply(draft, admin))
    _told(f"{into}: written", rows, wrote, bare)
    _told(f"{into}: both", rows, checked + wrote, bare)
    print(f"{into}: seen to move at least every {watch.ended():.1f} s", flush=True)
    draft = Import._default_manager.get(pk=draft.pk)
    if draft.state != "done" or draft.counts["new"] != rows:
        raise SystemExit(f"{into}: {draft.state} {draft.counts} {draft.problem}")
    if not once:
        again = _uploaded(path, into, admin)
        _told(f"{into}: the same file again", rows, _timed(lambda: _check(again, admin)), bare)
        from followthrough.kernel.exchange.checking import counts_of

        if counts_of(again)["same"] != rows:
            raise SystemExit(f"{into}: the second time {counts_of(again)}")
        _told(f"{into}: taken back", rows, _timed(lambda: _undo(draft, admin)), bare)


class _Watch:
    """Looks from outside how far an upload is, as its page does, and notes the longest time it stood still."""

    def __init__(self, upload: int) -> None:
        self.upload, self.longest, self.over = upload, 0.0, threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        from django.db import connection

        from followthrough.kernel.exchange.models import Progress

        seen, since = None, time.monotonic()
        while not self.over.wait(0.5):
            now = Progress.objects.filter(upload=self.upload).values_list("step", "done", "moved_at").first()
            if now != seen:
                seen, since = now, time.monotonic()
            self.longest = max(self.longest, time.monotonic() - since)
        connection.close()

    def ended(self) -> float:
        """The longest pause in seconds, once nothing is watched any more."""
        self.over.set()
        self.thread.join()
        return self.longest


def _admin(into: str) -> Any:
    from followthrough.kernel.people.models import User
    from tests import cast

    found = User._default_manager.filter(email="ada@example.com").first()
    return found or cast.person("Ada Admin", "admin")


def _uploaded(path: Path, into: str, admin: Any) -> Any:
    from django.core.files.base import File

    from followthrough.kernel.exchange.models import Import
    from tests import cast

    with path.open("rb") as stream:
        outcome = cast.does(admin, Import, "upload", file=File(stream, name=path.name), into=into)
    return Import._default_manager.get(ref=outcome.ref)


def _check(draft: Any, admin: Any) -> None:
    from followthrough.kernel.exchange.jobs import check_upload

    check_upload(draft.ref, admin.user_id)


def _apply(draft: Any, admin: Any) -> None:
    from followthrough.kernel.exchange.jobs import apply_upload
    from tests import cast

    cast.does(admin, type(draft), "start", draft)
    apply_upload(draft.ref, admin.user_id)


def _stopped(draft: Any, admin: Any, stop_at: int) -> None:
    """Let it go in until somebody else stops it, who sees so many rows; say how long it then went on."""
    from django.db import connection

    from followthrough.kernel.exchange.models import Import, ImportState, Progress
    from tests import cast

    asked: list[float] = []

    def stop() -> None:
        while not Progress.objects.filter(upload=draft, written__gte=stop_at).exists():
            time.sleep(0.1)  # looks as somebody at the page would; nothing is timed by it
        cast.does(admin, Import, "cancel", draft)
        asked.append(time.perf_counter())
        connection.close()

    watcher = threading.Thread(target=stop, daemon=True)
    watcher.start()
    _apply(draft, admin)
    ended = time.perf_counter()
    watcher.join()
    draft.refresh_from_db()
    if draft.state != ImportState.FAILED:
        raise SystemExit(f"not stopped: {draft.state}")
    done = Progress.objects.get(upload=draft).done
    print(f"stopped by hand: {ended - asked[0]:.1f} s after it was asked for, {done:,} rows in", flush=True)


def _undo(draft: Any, admin: Any) -> None:
    from followthrough.kernel.actions.undo import undo
    from followthrough.kernel.exchange.models import Progress

    undo(Progress.objects.get(upload=draft).run, actor=admin, surface="benchmark")


def _bare_copy(path: Path, into: str) -> None:
    """The file's rows into a bare table of text columns."""
    from django.db import connections
    from psycopg import sql

    head = path.open(encoding="utf-8").readline().strip().split(",")
    columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(name)) for name in head)
    table = sql.Identifier(f"bare_{into}")
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TABLE {} (id bigserial PRIMARY KEY, {})").format(table, columns))
        names = sql.SQL(", ").join(map(sql.Identifier, head))
        statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER)").format(table, names)
        with cursor.copy(statement) as copy, path.open("rb") as stream:
            while piece := stream.read(1 << 16):
                copy.write(piece)


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of a processor in this process and in the database's."""

    clock: float
    worker: float
    database: float

    def __add__(self, other: "Took") -> "Took":
        return Took(self.clock + other.clock, self.worker + other.worker, self.database + other.database)


def _timed(work: Callable[[], None]) -> Took:
    began = time.perf_counter(), time.process_time(), _database_time()
    if folder := os.environ.get("PROFILE"):
        import cProfile

        with cProfile.Profile() as profile:
            work()
        profile.dump_stats(f"{folder}.{int(began[0] * 1000)}")
    else:
        work()
    return Took(time.perf_counter() - began[0], time.process_time() - began[1], _database_time() - began[2])


def _database_time() -> float:
    """Processor seconds of all of the database's processes so far."""
    return spent_by(postmaster())


def _told(what: str, rows: int, took: Took, bare: Took) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:<32}{rows:>10,}{took.clock:>8.1f}{took.worker:>8.1f}{took.database:>8.1f}"
        f"{rows / took.clock:>9,.0f}{took.clock / bare.clock:>8.1f}{peak:>7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
