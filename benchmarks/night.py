"""What the house does by itself each day, with very many contracts and ten promises of each: every job of the timetable.

Run it as `bin/benchmark night --contracts 100000`. It starts a database of its own in a scratch folder, fills it by statements,
runs each job once for what is due at the start, moves the clock on by a day, and prints the seconds each job then takes and what
it made; then the Today page of somebody who looks after one contract in two hundred (p50 and p95, in ms).
"""

import argparse
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.deliveries import PEOPLE
from benchmarks.ground.house import by_statements, move_in, print_load, scratch_house
from benchmarks.ground.meter import measured, middle, p95
from benchmarks.renewals import FILL

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)
EACH = """
UPDATE contracts_contract SET promised_until = term_ends_on;
INSERT INTO contracts_entitlement (ref, version, contract_id, name, kind, quantity, first_on, recurrence, lead_days, window_days,
  needs, needs_days, place, stands_as, flight_days, currency, proof, department_id, effective_from)
SELECT 'EN-' || c.id, 1, c.id, 'Monthly file', 'deliverable', 1, c.starts_on + 20, 'FREQ=MONTHLY;COUNT=10', 0, 0,
  '', 0, '', '', 0, 'USD', '', t.id, c.starts_on
FROM contracts_contract c JOIN people_team t ON t.ref = 'T-9' || (c.id % 10 + 1);
INSERT INTO promises_promise (ref, version, direction, kind, what, account_id, owed_to, department_id, minder_id, due_on, due,
  counted_due, zone, state, closed_at, source_kind, source_id, source_ref, source_text, rule, occurrence, is_touched, agreed_with,
  reason, reason_text, ladder, pushes)
SELECT 'PM-' || e.id || '-' || k, 1, 'promise', 'contracts.delivery', 'Monthly file', c.account_id, '', e.department_id, c.owner_id,
  d.day, d.due, d.due, 'UTC', CASE WHEN d.due < date ':now' THEN 'kept' ELSE 'open' END,
  CASE WHEN d.due < date ':now' THEN d.due - interval '3 hours' END, 'contracts.contract', c.id, c.ref, c.name,
  'contracts.entitled', 'contracts.entitled/entitlement:' || e.id || '/on-' || d.day, false, '', '', '', '{}', 0
FROM contracts_entitlement e JOIN contracts_contract c ON c.id = e.contract_id CROSS JOIN generate_series(0, 9) k
CROSS JOIN LATERAL (SELECT (e.first_on + make_interval(months => k))::date AS day) one
CROSS JOIN LATERAL (SELECT one.day, (one.day + 1)::timestamptz - interval '1 microsecond' AS due) d
"""
# What the days before have left behind: renewals begun, invoices looked at.
BEFORE = """
INSERT INTO renewals_renewal (ref, version, name, contract_id, account_id, owner_id, team_id, term, ends_on, notice_by, state,
  is_by_rule, reason, reason_text, currency)
SELECT 'RN-' || id, 1, name, id, account_id, owner_id, team_id, 0, term_ends_on, notice_by, 'open', false, '', '', 'USD'
FROM contracts_contract WHERE notice_by <= date ':now' + 117;
INSERT INTO billing_contractbilling (ref, version, contract_id, next_on, seen_version)
SELECT 'BC-' || id, 1, id, date ':now' + 8 + (id % 300)::int, 1 FROM contracts_contract
"""
TABLES = (
    "people_team",
    "people_user",
    "accounts_account",
    "deliveries_departmentsetting",
    "contracts_contract",
    "contracts_contractline",
    "contracts_entitlement",
    "promises_promise",
    "renewals_renewal",
    "billing_contractbilling",
)
TODAY = ("P-95", "/today/")


def main() -> int:
    """Fill, let a night pass, measure the next one, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--contracts", type=int, default=10_000)
    given.add_argument("--times", type=int, default=20)
    options = given.parse_args()
    with scratch_house():
        move_in()
        fill(options.contracts)
        logging.disable(logging.INFO)
        from followthrough.config.standing import look_seldom

        look_seldom()  # as the worker and the web server do
        _nights()
        _today(options.times)
    print_load()
    return 0


def fill(contracts: int) -> None:
    """So many contracts with ten promises each, and what the days before have left behind."""
    size, day = str(contracts * 10), WEDNESDAY.date().isoformat()
    with by_statements(TABLES) as cursor:
        for statement in PEOPLE.split(";\n"):
            cursor.execute(statement.replace(":size", size))
        cursor.execute(FILL, {"contracts": contracts, "day": WEDNESDAY.date()})
        for statement in (EACH + ";\n" + BEFORE).split(";\n"):
            cursor.execute(statement.replace(":now", day))


def _nights() -> None:
    from followthrough.kernel.clock import clock_at
    from followthrough.keystone.promises.models import Promise
    from tests.story.night import jobs, work_of

    print(f"{'job':<28}{'first, s':>10}{'next day, s':>13}{'promises made':>15}", flush=True)
    total = 0.0
    for name in jobs():
        with clock_at(WEDNESDAY):
            first = _seconds(work_of(name))
        before = Promise._default_manager.count()
        with clock_at(WEDNESDAY + timedelta(days=1)):
            following = _seconds(work_of(name))
        total += following
        print(f"{name:<28}{first:>10.1f}{following:>13.1f}{Promise._default_manager.count() - before:>15,}", flush=True)
    print(f"{'all of them':<28}{'':>10}{total:>13.1f}", flush=True)


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _today(times: int) -> None:
    from django.test import Client

    from followthrough.kernel.clock import clock_at
    from followthrough.kernel.people.models import User

    who, address = TODAY
    client = Client()
    client.force_login(User.objects.get(ref=who), backend="followthrough.kernel.people.backend.PersonBackend")

    def asked() -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer

    with clock_at(WEDNESDAY + timedelta(days=1)):
        asked()
        costs = [measured(asked)[0].clock for _time in range(times)]
    print(f"\nToday: {middle(costs):.1f} ms at the middle, {p95(costs):.1f} ms p95")


if __name__ == "__main__":
    raise SystemExit(main())
