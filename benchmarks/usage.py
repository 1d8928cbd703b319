"""How many usage events a second the web server takes, beside a bare INSERT of the same rows.

Run it as `bin/benchmark usage`. It starts a database in a scratch folder and the web server over it with one process of four
threads as the product does, sends batches of 10,000 events from two connections by the API, and prints events a second and the
processor time of a thousand events (web server and database); beside it the same rows by INSERT … ON CONFLICT DO NOTHING into
a table with the same unique key, without validation, sums, history or HTTP, and the ratio of the two.
"""

import argparse
import http.client
import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from benchmarks.ground.house import move_in, print_load, scratch_house
from benchmarks.mix import HOUSE, _served, _spent

CONNECTIONS, BATCH, PORT = 2, 10_000, 8641
START = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = "ftk_benchmark_of_usage"  # noqa: S105 -- of a scratch database


def main() -> int:
    """Arrange, send, print; 0 when every event was counted."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--batches", type=int, default=20)
    options = given.parse_args()
    with scratch_house():
        logging.disable(logging.INFO)
        move_in()
        arrange()
        bodies = [_body(number) for number in range(options.batches)]
        with _served(HOUSE, PORT) as pid:
            _send(_body(-1))  # the first request makes the pages and the connections
            before, clock = _spent(pid), time.monotonic()
            answers = _sent(bodies)
            seconds, processor = time.monotonic() - clock, _spent(pid) - before
        events = options.batches * BATCH
        bare = _bare(options.batches)
    print(f"{'what':<22}{'events/s':>12}{'CPU ms of 1,000':>18}")
    print(f"{'by the API':<22}{events / seconds:>12,.0f}{processor * 1000 / events * 1000:>18.1f}")
    print(f"{'bare INSERT':<22}{events / bare[0]:>12,.0f}{bare[1] * 1000 / events * 1000:>18.1f}")
    print(f"ratio of processor time {processor / bare[1]:.1f}")
    print_load()
    return 0 if sum(answers) == events else 1


def arrange() -> None:
    """A key of the interface, and four meters."""
    from followthrough.kernel.people.actors import hash_of
    from followthrough.kernel.people.models import ApiKey
    from followthrough.serving.usage.models import Meter
    from tests import cast

    person = cast.person("Ada Admin", "admin")
    cast.made(ApiKey, user=person, name="Usage", prefix=SECRET[:12], key_hash=hash_of(SECRET))
    account = cast.account("Juniper Process Controls")
    for number in range(4):
        cast.made(Meter, account=account, name=f"Calls {number}", unit="calls", code=f"calls-{number}")


def _body(number: int) -> bytes:
    rows = [
        {
            "id": f"event-{number}-{place:07}",
            "meter": f"calls-{place % 4}",
            "at": (START + timedelta(seconds=place * 60 % 5_000_000)).isoformat(),
            "quantity": f"{place % 97}.5",
        }
        for place in range(BATCH)
    ]
    return orjson.dumps({"events": rows, "source": "benchmark"})


def _sent(bodies: list[bytes]) -> list[int]:
    waiting, answers, lock = list(bodies), [], threading.Lock()

    def work() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                body = waiting.pop()
            taken = _send(body)
            with lock:
                answers.append(taken)

    threads = [threading.Thread(target=work) for _n in range(CONNECTIONS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return answers


def _send(body: bytes) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/usage-batches/take", body, headers)
    answer = connection.getresponse()
    told: Any = orjson.loads(answer.read())
    if answer.status != 200:
        raise SystemExit(f"{answer.status}: {told}")
    return int(told["record"]["taken"])


def _bare(batches: int) -> tuple[float, float]:
    """Seconds by the clock and of processors that the same rows take by INSERT alone."""
    from django.db import connections

    from benchmarks.ground.meter import measured

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare_usage (id bigserial PRIMARY KEY, meter bigint, source text, event_id text, at timestamptz,"
            " quantity numeric(20, 6), UNIQUE (meter, source, event_id))"
        )

    def work() -> None:
        for number in range(batches):
            rows = [
                (
                    place % 4,
                    "benchmark",
                    f"event-{number}-{place:07}",
                    START + timedelta(seconds=place),
                    place % 97 + 0.5,
                )
                for place in range(BATCH)
            ]
            with connections["owner"].cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO bare_usage (meter, source, event_id, at, quantity) VALUES (%s, %s, %s, %s, %s)"
                    " ON CONFLICT DO NOTHING",
                    rows,
                )

    cost, _nothing = measured(work)
    return cost.clock / 1000, cost.processor / 1000


if __name__ == "__main__":
    raise SystemExit(main())
