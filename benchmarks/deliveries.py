"""What the week of deliveries costs, with very many promises: the board, the list, another week, one customer, one rep.

Run it as `bin/benchmark deliveries --size 100000`. It starts a database of its own in a scratch folder with so many
promises of ten departments, spread over two years, one in five hundred late, and prints processor time of page and database
(p50 and p95, in milliseconds), time by the clock, and the queries of each page through the whole stack, without the network.
"""

import argparse
import logging
import os
import time
from datetime import UTC, datetime
from typing import Any

from benchmarks.ground.house import by_statements, move_in, print_load, scratch_house
from benchmarks.ground.meter import measured, middle, p95

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)
PEOPLE = """
INSERT INTO people_team (version, ref, name, is_department, email, former_id)
SELECT 1, 'T-9' || n, 'Department ' || n, true, '', '' FROM generate_series(1, 10) n;
INSERT INTO people_user (version, ref, name, email, role, reach, password, job_title, phone, former_id, signs_in, is_active,
                         language, zone, theme, keys_on, morning_mail, notices_by_mail)
SELECT 1, 'P-9' || n, 'Person ' || n, 'p' || n || '@bench.example', CASE n WHEN 1 THEN 'coordinator' ELSE 'rep' END,
       CASE n WHEN 1 THEN 'all' ELSE 'own' END, '', '', '', '', true, true, 'en', 'UTC', 'system', true, false, false
FROM generate_series(1, 200) n;
INSERT INTO deliveries_departmentsetting (version, ref, department_id, per_day, digest, language)
SELECT 1, 'DS-' || id, id, 200, 'never', 'en' FROM people_team WHERE ref LIKE 'T-9%';
INSERT INTO accounts_account (version, ref, name, kind, status, industry, owner_id, street, city, region, postcode, country,
                              phone, website, currency, terms, tags, former_id)
SELECT 1, 'A-' || n, 'Account ' || n, 'client', 'active', '', u.id, '', '', '', '', '', '', '', 'USD', '', '{}', ''
FROM generate_series(1, greatest(:size / 10, 200)) n JOIN people_user u ON u.ref = 'P-9' || (n % 200 + 1)
"""
PROMISES = """
INSERT INTO promises_promise (version, ref, direction, kind, what, account_id, owed_to, department_id, minder_id, due_on, due,
                              counted_due, zone, state, closed_at, source_kind, source_ref, source_text, rule, is_touched,
                              agreed_with, reason, reason_text, ladder, pushes)
SELECT 1, 'PM-' || n, 'promise', 'contracts.delivery', 'Deliver ' || n, a.id, '', t.id, a.owner_id, d.due_on,
       d.due, d.due, 'UTC', CASE WHEN d.due < now.at AND n % 500 > 0 THEN 'kept' ELSE 'open' END,
       CASE WHEN d.due < now.at AND n % 500 > 0 THEN d.due - interval '3 hours' END, '', '', '', '', false, '', '', '', '{}', 0
FROM (SELECT timestamptz ':now' AS at) now, generate_series(1, :size) n
CROSS JOIN LATERAL (SELECT date ':now' - 365 + (n % 730)::int AS due_on) one
CROSS JOIN LATERAL (SELECT one.due_on, (one.due_on + 1)::timestamptz - interval '1 microsecond' AS due) d
JOIN accounts_account a ON a.ref = 'A-' || (n % greatest(:size / 10, 200) + 1)
JOIN people_team t ON t.ref = 'T-9' || (n % 10 + 1)
"""
PAGES = {
    "board": ("P-91", "/deliveries/"),
    "list": ("P-91", "/deliveries/?as=list"),
    "next week": ("P-91", "/deliveries/?week=2026-11-30"),
    "last year": ("P-91", "/deliveries/?week=2026-01-12"),
    "one customer": ("P-91", "/deliveries/?account=A-77"),
    "one department": ("P-91", "/deliveries/?department=T-93"),
    "one rep's": ("P-91", "/deliveries/?rep=P-95"),
    "a rep with own accounts": ("P-95", "/deliveries/"),
    "the week's credit": ("P-91", "/credit/"),
}


def main() -> int:
    """Fill, measure, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--size", type=int, default=10_000)
    given.add_argument("--times", type=int, default=20)
    options = given.parse_args()
    with scratch_house():
        move_in()
        fill(options.size)
        _measure(options.times)
    print_load()
    return 0


def fill(size: int) -> None:
    """So many promises of ten departments."""
    tables = ("people_team", "people_user", "accounts_account", "promises_promise", "deliveries_departmentsetting")
    with by_statements(tables) as cursor:
        for statement in (*PEOPLE.split(";\n"), PROMISES):
            cursor.execute(statement.replace(":size", str(size)).replace(":now", WEDNESDAY.date().isoformat()))


def _noting(caught: list[tuple[float, str]]) -> Any:
    """Have each statement noted with the milliseconds it took."""

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            caught.append(((time.perf_counter() - began) * 1000, f"{sql} {params}"))

    return note


def _measure(times: int) -> None:
    from django.db import connection
    from django.test import Client

    from followthrough.kernel.clock import clock_at
    from followthrough.kernel.people.models import User

    logging.disable(logging.INFO)
    print(f"{'page':<26}{'CPU p50':>9}{'CPU p95':>9}{'clock p50':>10}{'queries':>9}")
    for name, (who, address) in PAGES.items():
        client = Client()
        client.force_login(User.objects.get(ref=who), backend="followthrough.kernel.people.backend.PersonBackend")

        def asked(client: Any = client, address: str = address) -> Any:
            answer = client.get(address)
            assert answer.status_code == 200, answer.status_code
            return answer

        with clock_at(WEDNESDAY):
            asked()
            caught: list[tuple[float, str]] = []
            with connection.execute_wrapper(_noting(caught)):
                asked()
            for spent, statement in caught:
                if spent > float(os.environ.get("SLOW") or "inf"):
                    print(f"{name}: {spent:.1f} ms {statement[:1500]}")
            costs = [measured(asked)[0] for _time in range(times)]
        busy, clock = [one.processor for one in costs], [one.clock for one in costs]
        print(f"{name:<26}{middle(busy):>9.1f}{p95(busy):>9.1f}{middle(clock):>10.1f}{len(caught):>9}")


if __name__ == "__main__":
    raise SystemExit(main())
