"""How long a search takes at a million records, and what keeping the index costs.

Run it as `bin/benchmark searching`. It starts a database of its own in a scratch folder, fills it with made-up companies,
people, deals, promises and conversations whose words come from a made-up language of some 40,000, searches as one who sees
everything and as one who sees little, and prints for each kind of word p50 and p95 in milliseconds, by the clock and
in processor time of this process and the database's; then what keeping the index adds to a hundred thousand new records.
"""

import argparse
import os
from typing import Any

from benchmarks.ground.filled import filled, insert_accounts
from benchmarks.ground.house import print_load, scratch_house
from benchmarks.ground.meter import Cost, measured, middle, p95

SEARCHES = {
    "three letters, frequent": ("val", "ind", "sen", "str"),
    "a word many hold": ("valves", "company", "quote", "order"),
    "a rare word": (":rare", ":rare2"),
    "two words": (":full", ":full2"),
    "misspelt": (":slip", ":slip2"),
    "nowhere": ("zyxqwv", "qqq wwww"),
    "a number": ("D-2026-00123", "a-1234", "#777"),
    "an e-mail": (":mail", ":mailpart"),
    "a phone number": ("(212) 000-1234", "000-1234", "+1 415 000 4321"),
}


def main() -> int:
    """Fill, measure, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--size", type=int, default=1_000_000)
    given.add_argument("--times", type=int, default=10)
    given.add_argument("--upkeep", type=int, default=100_000, help="new records to measure the index's upkeep with")
    options = given.parse_args()
    with scratch_house():
        filled(options.size)
        _search(options.times)
        if options.upkeep:
            _upkeep(options.upkeep)
    print_load()
    return 0


def _search(times: int) -> None:
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User

    words, whole = _words(), []
    print(
        f"{'search':<26}{'sees':>8}{'found':>7}{'p50 ms':>9}{'p95 ms':>9}{'CPU p50':>9}{'CPU p95':>9}{'of it SQL':>10}"
    )
    for sees, ref in (("all", "P-9001"), ("little", "P-9002")):
        actor = actor_of(User._default_manager.get(ref=ref))
        for name, searches in SEARCHES.items():
            whole += _measure(name, sees, [words.get(one, one) for one in searches], actor, times)
    _told("all of them", "", "", whole)


def _words() -> dict[str, str]:
    """Real words of the records for the searches that need them."""
    from followthrough.foundation.accounts.models import Contact

    one, two = Contact._default_manager.get(ref="K-01234"), Contact._default_manager.get(ref="K-23456")
    return {
        ":rare": one.family_name, ":rare2": two.family_name, ":full": one.name, ":full2": two.name[:-1],
        ":slip": one.family_name[:2] + one.family_name[3:], ":slip2": two.family_name[:-2] + two.family_name[:-3:-1],
        ":mail": one.email, ":mailpart": two.email.split("@")[0],
    }  # fmt: skip


def _measure(name: str, sees: str, searches: list[str], actor: Any, times: int) -> list[Cost]:
    from followthrough.kernel.search.finding import find

    costs, found = [], 0
    for typed in searches:
        find(typed, actor)  # once unmeasured: what a search of the last minutes has left in memory
        for _time in range(times):
            cost, finds = measured(lambda typed=typed: find(typed, actor))
            costs.append(cost)
        found += sum(len(one.finds) for one in finds)
        if os.environ.get("SLOW"):
            print(f"    {typed!r} {cost} {[(o.kind.plural, [f.record.title for f in o.finds]) for o in finds]}")
    _told(name, sees, found, costs)
    return costs


def _told(name: str, sees: str, found: int | str, costs: list[Cost]) -> None:
    clock, spent = [cost.clock for cost in costs], [cost.processor for cost in costs]
    print(
        f"{name:<26}{sees:>8}{found:>7}{middle(clock):>9.1f}{p95(clock):>9.1f}{middle(spent):>9.1f}{p95(spent):>9.1f}"
        f"{middle([cost.database for cost in costs]):>10.1f}",
        flush=True,
    )


def _upkeep(rows: int) -> None:
    """What new accounts cost the database with the index's triggers and without, each time taken back."""
    from django.db import connections

    for how in ("DISABLE", "ENABLE", "DISABLE", "ENABLE"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"ALTER TABLE accounts_account {how} TRIGGER ft_search_insert")
        cost, _none = measured(lambda: insert_accounts(10_000_000, 10_000_000 + rows - 1, keep=False))
        per = cost.database / rows * 10_000
        print(
            f"{rows:,} accounts, index {how.lower()}d: {cost.clock / 1000:.1f} s, {per:.0f} ms of CPU for 10,000",
            flush=True,
        )


if __name__ == "__main__":
    raise SystemExit(main())
