"""How long the expiry calendar takes over very many contracts: the months with their sums, one month's rows, retention.

Run it as `bin/benchmark renewals --contracts 100000`. It starts a database of its own in a scratch folder, fills
contracts of two lines each by statements, and prints the middle and the 95th percentile in ms of each read, as a manager
who sees all of them.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.ground.house import move_in, print_load, scratch_house

FILL = """
INSERT INTO contracts_contract (ref, version, created_at, updated_at, custom, name, account_id, owner_id, team_id, language,
  currency, state, state_since, starts_on, ends_on, renews, renewal_months, notice, notice_unit, payment_days, billing,
  needs_po, po_number, terms_number, signed_on, signed_by, notice_from, end_reason, term_ends_on, notice_by,
  with_party, former_id)
SELECT 'C-' || lpad(n::text, 7, '0'), 1, now(), now(), '{}', 'Contract ' || n, a.id, a.owner_id, a.team_id, 'en',
  'USD', 'signed', d - 375, d - 365, d, true, 12, 60, 'days', 30, 'year_before',
  false, '', 0, d - 375, '', '', '', d, d - 60, '', ''
FROM generate_series(1, %(contracts)s) n
JOIN accounts_account a ON a.id = (SELECT min(id) FROM accounts_account) + n %% 500
CROSS JOIN LATERAL (SELECT %(day)s::date + (n * 7919 %% 720)::int AS d) days;
INSERT INTO contracts_contractline (ref, version, created_at, updated_at, custom, contract_id, description, quantity,
  unit_price, discount, charged, billed_when, tiers, amount, currency, effective_from)
SELECT 'CN-' || c.id || '-' || k, 1, now(), now(), '{}', c.id, 'Line ' || k, 1, 1200, 0,
  CASE k WHEN 1 THEN 'year' ELSE 'month' END, 'schedule', '{}', 1200 + c.id %% 97, 'USD', c.starts_on
FROM contracts_contract c CROSS JOIN generate_series(1, 2) k;
"""


def main() -> int:
    """Fill and measure; 0 when the sums are those of the rows."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--contracts", type=int, default=10_000)
    given.add_argument("--rounds", type=int, default=5)
    options = given.parse_args()
    with scratch_house():
        move_in()
        fill(options.contracts)
        print(f"{options.contracts:,} contracts{'middle, ms':>32}{'p95, ms':>10}", flush=True)
        _measure(options.rounds)
    print_load()
    return 0


def fill(contracts: int) -> None:
    """So many contracts of two lines each, over two years."""
    from django.db import connection

    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.actions.generic import create_records
    from followthrough.kernel.history.acting import acting
    from followthrough.kernel.people.models import User
    from followthrough.kernel.records.registry import type_of
    from tests import cast

    cast.person("Ana Ruiz", "manager", reach="all")
    now = clock.now()
    with acting(SYSTEM, "seed", surface="setup", now=now):
        owner = User._default_manager.get(name="Ana Ruiz")
        rows = [{"name": f"Company {n:04} GmbH", "owner": owner} for n in range(500)]
        create_records(type_of(Account), rows, by=SYSTEM, now=now)
        with connection.cursor() as cursor:
            cursor.execute(FILL, {"contracts": contracts, "day": date(now.year, now.month, 1)})


def _measure(rounds: int) -> None:
    from followthrough.kernel import clock
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User
    from followthrough.winning.renewals.queries.expiring import Asked, By, groups_of, rows_of, stretch_of, total_of
    from followthrough.winning.renewals.queries.retention import Reading, by_time

    ana, today = actor_of(User._default_manager.get(name="Ana Ruiz")), clock.now().date()
    year = stretch_of(today, 12)
    _print("twelve months with their sums", rounds, lambda: groups_of(ana, Asked(*year)))
    _print("the same by rep", rounds, lambda: groups_of(ana, Asked(*year, by=By.REP)))
    first = groups_of(ana, Asked(*year))[0]
    asked = Asked(*year, group=first.key)
    _print("rows of one month, first 500", rounds, lambda: list(rows_of(ana, asked)[:500]))
    _print("a year of retention, by month", 2, lambda: by_time(Reading(ana), today, 12, 1, "USD"))
    rows = list(rows_of(ana, asked))
    assert sum(one.yearly for one in rows) == total_of([first]).yearly["USD"], "sums are those of the rows"


def _print(what: str, rounds: int, work: Callable[[], Any]) -> None:
    taken = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    print(f"{what:<34}{taken[len(taken) // 2]:>12.0f}{taken[min(len(taken) - 1, int(len(taken) * 0.95))]:>10.0f}")


if __name__ == "__main__":
    raise SystemExit(main())
