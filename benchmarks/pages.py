"""How long the server takes for a list, a record, Today and the board, at 1,000 and 100,000 records of each kind.

Run it as `bin/benchmark pages`. It starts a database of its own in a scratch folder, fills it, asks each page through
the whole stack in this process, and prints best, p50 and p95 in milliseconds, queries, bytes, the growth from the small to
the large size, and as a floor the time of the page's main rows in bare SQL.
"""

import argparse
import os
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks.ground.house import move_in, print_load, scratch_house
from followthrough.kernel.clock import clock_at

FILL = """
INSERT INTO people_team (version, ref, name, is_department, email, former_id) VALUES (1, 'T-901', 'West', false, '', '');
INSERT INTO people_user (version, ref, name, email, role, reach, team_id, password, job_title, phone, former_id, signs_in, is_active,
                         language, zone, theme, keys_on)
SELECT 1, 'P-9' || n, 'Person ' || n, 'p' || n || '@bench.example', CASE n WHEN 1 THEN 'coordinator' ELSE 'rep' END, 'all',
       (SELECT id FROM people_team WHERE ref = 'T-901'), '', '', '', '', true, true, 'en', 'UTC', 'system', true
FROM generate_series(1, 20) n;
INSERT INTO accounts_account (version, ref, name, kind, status, industry, owner_id, team_id, street, city, region, postcode, country,
                              phone, website, currency, terms, tags, former_id)
SELECT 1, 'A-' || lpad(n::text, 6, '0'), md5(n::text) || ' Company ' || n, 'client', 'active', 'Valves', u.id, u.team_id,
       n || ' High Street', 'City ' || n % 500, 'R' || n % 50, lpad((n % 99999)::text, 5, '0'), 'United States', '', '',
       'USD', '', '{}', 'F' || n
FROM generate_series(1, :size) n JOIN people_user u ON u.ref = 'P-9' || (n % 20 + 1);
INSERT INTO accounts_contact (version, ref, name, given_name, family_name, account_id, job_title, roles, email, phone, language, former_id)
SELECT 1, 'K-' || lpad(a.id::text, 6, '0'), 'Contact ' || a.id, 'Contact', a.id::text, a.id, 'Buyer', '{}',
       'c' || a.id || '@bench.example', '', '', '' FROM accounts_account a;
INSERT INTO accounts_interaction (version, ref, kind, account_id, by_id, at, is_inbound, outcome, number, text, about_kind)
SELECT 1, 'I-' || lpad(a.id::text, 6, '0'), 'call', a.id, a.owner_id, now() - (a.id % 90) * interval '1 day', false, 'reached',
       '', 'Spoke about the next order', '' FROM accounts_account a;
INSERT INTO pipeline_opportunity (version, ref, name, account_id, owner_id, team_id, stage_id, state, amount, currency, close_on,
                                  stage_since, slips, checked, close_reason, close_text, source, former_id)
SELECT 1, 'D-2026-' || lpad(a.id::text, 6, '0'), 'Deal ' || a.id, a.id, a.owner_id, a.team_id, s.id, s.kind, 100 + a.id % 5000,
       'USD', date ':day' + (a.id % 180)::int, now(), 0, '{}', '', '', '', ''
FROM accounts_account a
JOIN (SELECT id, kind, row_number() OVER (ORDER BY position) - 1 AS place, count(*) OVER () AS whole
      FROM pipeline_stage WHERE binned_at IS NULL) s ON s.place = a.id % s.whole;
INSERT INTO promises_promise (version, ref, direction, kind, what, account_id, owed_to, owner_id, minder_id, team_id, due_on, due,
                              counted_due, zone, state, source_kind, source_id, source_ref, source_text, rule, is_touched,
                              agreed_with, reason, reason_text, ladder, pushes)
SELECT 1, 'PM-' || lpad(a.id::text, 6, '0'), CASE a.id % 50 WHEN 7 THEN 'wait' ELSE 'promise' END, 'pipeline.next_step', 'Agree the next step with company ' || a.id, a.id, '',
       minder.id, minder.id, minder.team_id, date ':day' - 3 + (a.id % 40)::int,
       (date ':day' - 2 + (a.id % 40)::int)::timestamptz - interval '1 microsecond',
       (date ':day' - 2 + (a.id % 40)::int)::timestamptz - interval '1 microsecond', 'UTC',
       'open', 'pipeline.opportunity', o.id, o.ref, 'Every open opportunity has a next step', 'pipeline.next_step', false,
       '', '', '', '{}', 0
FROM accounts_account a JOIN pipeline_opportunity o ON o.account_id = a.id
JOIN people_user minder ON minder.ref = CASE WHEN a.id <= 5000 THEN 'P-91' ELSE 'P-9' || (a.id % 19 + 2) END;
"""
FLOORS = {
    "list of 100 accounts": "SELECT * FROM accounts_account WHERE binned_at IS NULL ORDER BY ft_fold(name), id LIMIT 101",
    "next 100, page 50": "SELECT * FROM accounts_account WHERE binned_at IS NULL ORDER BY ft_fold(name), id LIMIT 101",
    "account page": "SELECT * FROM accounts_account WHERE ref = 'A-000777'",
    "Today, 5,000 open": "SELECT * FROM promises_promise WHERE state = 'open' AND minder_id = "
    "(SELECT id FROM people_user WHERE ref = 'P-91') ORDER BY due, id LIMIT 300",
    "board": "SELECT stage_id, count(*), sum(amount) FROM pipeline_opportunity WHERE state = 'open' GROUP BY 1",
    "deals by stage": "SELECT stage_id, count(*), sum(amount) FROM pipeline_opportunity WHERE binned_at IS NULL GROUP BY 1",
    "accounts as a board": "SELECT kind, count(*) FROM accounts_account WHERE binned_at IS NULL GROUP BY 1",
    "calendar": "SELECT close_on, count(*) FROM pipeline_opportunity WHERE close_on BETWEEN date ':day' AND date ':day' + 30 GROUP BY 1",
    "timeline": "SELECT * FROM pipeline_opportunity WHERE close_on BETWEEN date ':day' AND date ':day' + 90 ORDER BY close_on LIMIT 101",
}
PAGES = {
    "list of 100 accounts": "/accounts/",
    "next 100, page 50": "/accounts/?after={after}",
    "account page": "/accounts/A-000777/",
    "Today, 5,000 open": "/today/",
    "board": "/pipeline/",
    "deals by stage": "/opportunities/?view=all&group=stage",
    "accounts as a board": "/accounts/?as=board&group=kind",
    "calendar": "/opportunities/?view=all&as=calendar",
    "timeline": "/opportunities/?view=all&as=timeline&dates=close_on",
}


WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)  # a day with something late, due today and due later this week


@dataclass
class Measured:
    """One page at one size."""

    best: float
    p50: float
    p95: float
    queries: int
    size: int
    floor: float


def main() -> int:
    """Fill, measure, print; 0 when every page could be measured."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--sizes", default="1000,100000")
    given.add_argument("--times", type=int, default=60)
    options = given.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with scratch_house(), clock_at(WEDNESDAY):
        results = {size: _at(size, options.times) for size in sizes}
    _print(results, sizes)
    return 0


def _at(size: int, times: int) -> dict[str, Measured]:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP OWNED BY CURRENT_USER CASCADE; CREATE SCHEMA IF NOT EXISTS public")
    connections.close_all()
    move_in()
    _fill(size)
    return {name: _measure(name, path, times) for name, path in PAGES.items()}


def _fill(size: int) -> None:
    from django.db import connection, connections

    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.history.acting import acting

    began = time.perf_counter()
    with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()), connection.cursor() as cursor:
        cursor.execute(FILL.replace(":size", str(int(size))).replace(":day", WEDNESDAY.date().isoformat()))
    with connections["owner"].cursor() as cursor:  # what autovacuum does within a minute
        cursor.execute("ANALYZE")
    print(f"{size:,} of each kind filled in {time.perf_counter() - began:.1f} s", file=sys.stderr)


def _measure(name: str, path: str, times: int) -> Measured:
    from django.db import connection
    from django.test import Client

    from followthrough.kernel.people.models import User

    client = Client(raise_request_exception=True)
    client.force_login(User._default_manager.get(ref="P-91"))
    address = path.format(after=_deep_mark()) if "{after}" in path else path
    for _warm in range(5):
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{name}: {address} answered {answer.status_code}")
    asked: list[tuple[float, str]] = []
    with connection.execute_wrapper(_noting(asked)):
        answer = client.get(address)
    if os.environ.get("SLOW"):
        for spent, statement in asked:
            if spent > float(os.environ["SLOW"]):
                print(f"{name}: {spent:.1f} ms {statement}", file=sys.stderr)
    took = [_timed(lambda: client.get(address)) for _time in range(times)]
    floor = [_timed(lambda: _bare(FLOORS[name])) for _time in range(times)]
    return Measured(
        min(took), statistics.median(took), _p95(took), len(asked), len(answer.content), statistics.median(floor)
    )


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


def _bare(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement.replace(":day", WEDNESDAY.date().isoformat()))
        cursor.fetchall()


def _timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def _print(results: dict[int, dict[str, Measured]], sizes: list[int]) -> None:
    print(
        f"{'page':<24}{'records':>10}{'best ms':>9}{'p50 ms':>9}{'p95 ms':>9}{'queries':>9}{'kB':>7}{'floor ms':>10}{'growth':>8}"
    )
    for name in PAGES:
        for size in sizes:
            m = results[size][name]
            growth = f"{m.p50 / results[sizes[0]][name].p50:.2f}" if size != sizes[0] else ""
            print(
                f"{name:<24}{size:>10,}{m.best:>9.1f}{m.p50:>9.1f}{m.p95:>9.1f}{m.queries:>9}{m.size / 1024:>7.0f}{m.floor:>10.2f}{growth:>8}"
            )
    print_load()


if __name__ == "__main__":
    raise SystemExit(main())
