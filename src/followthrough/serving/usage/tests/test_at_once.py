"""Many senders at the same time, and the surfaces they send by."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import ApiKey
from followthrough.kernel.records.problems import Denied, Invalid
from followthrough.serving.usage.models import UsageDay, UsageEvent
from followthrough.serving.usage.tests.metering import event, meter, send, taken
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.slow

SENDERS, EVENTS = 20, 300


def numbered(number: int) -> dict[str, object]:
    """Always the same event under a number."""
    return event(f"e{number}", f"2026-11-{number % 20 + 1:02}", f"{number % 7}.25", meter=f"meter-{number % 2}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_senders_of_overlapping_batches_count_each_event_once():
    by = agreements.desk()
    account = agreements.customer()
    meters = [meter(account=account, name=f"Meter {n}", code=f"meter-{n}") for n in range(2)]
    start = Barrier(SENDERS)

    def work(number: int) -> tuple[int, int]:
        chance = Random(number)
        numbers = chance.sample(range(EVENTS), 200)
        try:
            start.wait(timeout=60)
            batch = send(by, *(numbered(one) for one in numbers))
            return batch.taken, batch.repeated
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as pool:
        told = list(pool.map(work, range(SENDERS)))
    sent = {number for seed in range(SENDERS) for number in Random(seed).sample(range(EVENTS), 200)}
    assert (sum(one for one, _again in told), sum(one + again for one, again in told)) == (len(sent), SENDERS * 200)
    expected = [sum(Decimal(f"{n % 7}.25") for n in sent if n % 2 == place) for place in range(2)]
    assert [Decimal(taken(one)) for one in meters] == expected
    assert UsageEvent.objects.count() == sum(row.events for row in UsageDay.objects.all()) == len(sent)


@pytest.fixture
def maya(db):
    return agreements.desk(), agreements.customer()


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=12), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_whatever_the_order_and_the_repeats_the_sum_is_that_of_the_different_events(maya, batches, chance):
    by, account = maya
    one = meter(account=account, code=f"m{uuid4()}")
    for batch in batches:
        events = [event(f"e{n}", f"2026-11-{n % 20 + 1:02}", n, meter=one.code) for n in batch]
        chance.shuffle(events)
        send(by, *events)
    assert taken(one) == str(sum({n for batch in batches for n in batch}))


@pytest.mark.django_db
def test_a_program_sends_ten_thousand_events_at_once_and_hears_of_each_bad_one():
    one = meter()
    caller = Caller(cast.person("Ada Admin", "admin"))
    events = [event(f"{'long' * 20}-{n}", "2026-11-03", "0.5", subject="s" * 60) for n in range(9_999)]
    answer = caller.post("/usage-batches/take", {"events": [*events, event("bad", "2026-11-03", "x")]})
    assert (answer.status_code, taken(one)) == (200, "4999.5")
    record = answer.json()["record"]
    assert (record["taken"], record["refused"]) == (9_999, 1)
    assert [(row["index"], row["id"], row["code"]) for row in record["refusals"]] == [(9_999, "bad", "no_number")]
    again = caller.post("/usage-batches/take", {"events": events[:3]}).json()["record"]
    assert (again["taken"], again["repeated"]) == (0, 3)
    over = caller.post("/usage-batches/take", {"events": [{}] * 10_001})
    assert (over.status_code, list(over.json()["fields"])) == (422, ["events"])


@pytest.mark.django_db
def test_a_key_for_usage_alone_counts_and_does_nothing_else():
    one = meter()
    caller = Caller(cast.person("Ada Admin", "admin"), limits=["usage-batches.take", "usage-batches.view"])
    answer = caller.post("/usage-batches/take", {"events": [event("a", "2026-11-03", 2)]})
    assert (answer.status_code, answer.json()["record"]["taken"], taken(one)) == (200, 1, "2")
    assert [caller.get("/accounts").status_code, caller.post("/meters", {"name": "x"}).status_code] == [403, 403]
    actor = actor_of(caller.user, key=caller.key)
    with pytest.raises(Denied):
        cast.does(actor, ApiKey, "make", name="wider")


@pytest.mark.django_db
def test_a_key_hands_on_no_more_than_its_maker_may():
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator"))
    with pytest.raises(Invalid, match="no permission"):
        cast.does(ana, ApiKey, "make", name="all", only=["companies.edit"])
    cast.does(ana, ApiKey, "make", name="usage", only=["usage-batches.take"])
    assert ApiKey.objects.get(name="usage").limits == ["usage-batches.take"]
