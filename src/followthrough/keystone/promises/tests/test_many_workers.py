"""Exactly once under any number of workers, each on its own connection."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from followthrough.foundation.accounts.models import Segment
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.keystone.promises.actions import Wanted, make_promises, run_rules
from followthrough.keystone.promises.models import Promise, RuleSetting
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WORKERS = 4


def at_once(work):
    """Run the same work in several threads that start together; what each returned."""
    start = Barrier(WORKERS)

    def one(number):
        try:
            start.wait(timeout=20)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, range(WORKERS)))


def test_four_workers_wanting_overlapping_occurrences_make_each_once():
    def work(number):
        now = clock.now()
        wanted = [
            Wanted(what=f"Call {n}", due_on=date(2026, 11, 30), occurrence=f"x/account:{n}/on-2026-11-30")
            for n in range(number * 5, number * 5 + 40)
        ]
        with acting(SYSTEM, "run_rules", surface="job", now=now):
            return len(make_promises(wanted, by=SYSTEM, now=now))

    made = at_once(work)
    refs = list(Promise.objects.values_list("ref", flat=True).order_by("ref"))
    assert (sum(made), len(refs)) == (55, 55)
    assert refs == [f"PM-{n:06}" for n in range(1, 56)]


def test_four_workers_running_all_rules_make_one_promise_an_account():
    segment = cast.made(Segment, name="Key", cadence_days=30)
    owner = cast.person("Ana Ruiz", "coordinator")
    for n in range(12):
        cast.account(f"Account {n}", owner=owner, segment=segment)
    made = at_once(lambda _number: run_rules())
    assert (sum(made), Promise.objects.count()) == (12, 12)
    rules = list(RuleSetting.objects.values_list("rule", flat=True))
    assert sorted(rules) == sorted(set(rules))
