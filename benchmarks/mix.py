"""How many requests a second the web server answers of a support team's day, beside bare Django on the same database.

Run it as `bin/benchmark mix`. It fills a house, starts the web server over it with one process of four threads as the
product does, sends it the mix of a day (lists and search 25 %, records 25 %, fragments 30 %, writes 10 %, notices 6 %,
boards 3 %, downloads 1 %) from four connections for some seconds, does the same with the pages of `benchmarks/bare`, in
turns, and prints requests a second, the processor time of one request (web server and database), and the ratios.
"""

import argparse
import http.client
import logging
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from benchmarks.ground.filled import filled
from benchmarks.ground.house import postmaster, print_load, scratch_house, wait_for_answer
from benchmarks.ground.meter import middle, p95, spent_by

CONNECTIONS = 4
MIX = (
    ("list", 15), ("list found", 10), ("record", 25), ("palette", 15), ("link field", 10), ("field", 5), ("write", 10),
    ("notices", 6), ("board", 3), ("download", 1),
)  # fmt: skip
HOUSE, BARE = "followthrough.config.wsgi:application", "benchmarks.bare.app:application"


@dataclass
class Answers:
    """What came back: milliseconds by kind of request, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0

    @property
    def number(self) -> int:
        """All answers."""
        return sum(map(len, self.took.values()))


def main() -> int:
    """Fill, serve, ask, print; 0 when nothing went wrong."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--size", type=int, default=1_000_000)
    given.add_argument("--seconds", type=float, default=15)
    given.add_argument("--rounds", type=int, default=2)
    options = given.parse_args()
    with scratch_house():
        logging.disable(logging.INFO)
        filled(options.size)
        words = _words()
        cookie = _signed_in()
        found: dict[str, list[Answers]] = {HOUSE: [], BARE: []}
        for turn in range(options.rounds):
            for place, server in enumerate(found):
                port = 8610 + 2 * turn + place
                with _served(server, port) as pid:
                    found[server].append(_asked(port, cookie if server == HOUSE else "", pid, words, options.seconds))
    _print(found)
    return 1 if any(one.wrong for rounds in found.values() for one in rounds) else 0


def _words() -> list[tuple[str, str]]:
    """Numbers and beginnings of names of companies."""
    from followthrough.foundation.accounts.models import Account

    rows = Account._default_manager.filter(pk__lte=2_000).values_list("ref", "name")[:500]
    return [(ref, name[:5].lower()) for ref, name in rows]


def _signed_in() -> str:
    from django.conf import settings
    from django.test import Client

    from followthrough.kernel.people.models import User

    client = Client()
    client.force_login(User._default_manager.get(ref="P-9001"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def _served(application: str, port: int) -> Iterator[int]:
    """The web server with this application, for as long as the block lasts; gives its process."""
    from django.db import connection

    known = connection.settings_dict
    surroundings = {
        **os.environ,
        "BARE_HOST": str(known["HOST"]), "BARE_NAME": str(known["NAME"]), "BARE_USER": str(known["USER"]),
        "BARE_PASSWORD": str(known["PASSWORD"]), "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }  # fmt: skip
    options = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--port", str(port), "--no-ws"]
    command = [sys.executable, "-m", "granian", *options, "--log-level", "error", application]
    server = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_answer(port)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


def _asked(port: int, cookie: str, pid: int, words: list[tuple[str, str]], seconds: float) -> Answers:
    for warm in (True, False):
        answers = Answers()
        began, spent = time.monotonic(), _spent(pid)
        until = began + (min(4.0, seconds) if warm else seconds)
        asking = [
            threading.Thread(target=_ask, args=(port, cookie, n, words, until, answers)) for n in range(CONNECTIONS)
        ]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        answers.seconds, answers.processor = time.monotonic() - began, _spent(pid) - spent
    return answers


def _ask(port: int, cookie: str, number: int, words: list[tuple[str, str]], until: float, answers: Answers) -> None:
    """One connection: the next request as soon as the last one is answered."""
    chance, connection = random.Random(number), http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/notices", headers={"Cookie": cookie})
    first = connection.getresponse()
    first.read()
    set_cookies = [value.split(";")[0] for name, value in first.getheaders() if name.lower() == "set-cookie"]
    token = next((one.partition("=")[2] for one in set_cookies if "csrf" in one), "")
    cookies = "; ".join(filter(None, [cookie, *set_cookies]))
    kinds, weights = zip(*MIX, strict=True)
    while time.monotonic() < until:
        (kind,) = chance.choices(kinds, weights)
        path, body = _request(kind, *chance.choice(words), chance)
        headers = {"Cookie": cookies, "X-CSRFToken": token, "HX-Request": "true"} if body else {"Cookie": cookies}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        connection.request("POST" if body else "GET", path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        answers.took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            answers.wrong.append(f"{kind} {path}: {answer.status}")


def _request(kind: str, ref: str, word: str, chance: random.Random) -> tuple[str, str]:
    asked = urlencode({"q": word})
    if kind == "write":
        return f"/accounts/{ref}/field/city", urlencode({"city": f"City {chance.randrange(10**6)}"})
    return {
        "list": "/accounts/",
        "list found": f"/accounts/?{asked}",
        "record": f"/accounts/{ref}/",
        "palette": f"/palette?{asked}",
        "link field": f"/choose/accounts.account?{asked}",
        "field": f"/accounts/{ref}/field/city",
        "notices": "/notices",
        "board": "/pipeline/",
        "download": f"/accounts/export.csv?{asked}",
    }[kind], ""


def _spent(pid: int) -> float:
    """Processor seconds so far of the web server's processes and of the database's connections."""
    return spent_by(pid) + spent_by(postmaster())


def _print(found: dict[str, list[Answers]]) -> None:
    rates: dict[str, Any] = {}
    for server, rounds in found.items():
        number, seconds = sum(one.number for one in rounds), sum(one.seconds for one in rounds)
        rates[server] = (number / seconds, sum(one.processor for one in rounds) / number * 1000)
        name = "the house" if server == HOUSE else "bare Django"
        print(f"{name}: {rates[server][0]:.1f} requests/s, {rates[server][1]:.1f} ms of CPU each, {number} answers")
        for kind, _weight in MIX:
            took = [ms for one in rounds for ms in one.took.get(kind, [])]
            if took:
                print(f"    {kind:<12}{len(took):>6}  p50 {middle(took):>7.1f} ms  p95 {p95(took):>7.1f} ms")
        for wrong in sorted({line for one in rounds for line in one.wrong})[:5]:
            print(f"    wrong: {wrong}")
    house, bare = rates[HOUSE], rates[BARE]
    print(f"ratio of requests/s {house[0] / bare[0]:.2f}, of requests per second of processor {bare[1] / house[1]:.2f}")
    print_load()


if __name__ == "__main__":
    raise SystemExit(main())
