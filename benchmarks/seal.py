"""What a seal costs: a document of so many pages with its certificate, sealed, and checked again.

Run it as `bin/benchmark seal`. It prints the median by the clock and the processor time of each step.
"""

import argparse
import hashlib
import json
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.ground.house import print_load, scratch_house


def main() -> int:
    """Seal and check, and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--pages", type=int, default=12)
    given.add_argument("--rounds", type=int, default=20)
    options = given.parse_args()
    with scratch_house(), tempfile.TemporaryDirectory() as folder:
        logging.disable(logging.INFO)
        _measure(options.pages, options.rounds, Path(folder))
    print_load()
    return 0


def _measure(pages: int, rounds: int, folder: Path) -> None:
    import typst
    from django.conf import settings

    from followthrough.kernel.papers.picturing import page_picture
    from followthrough.kernel.signatures.authority import ensure_seal, trusted
    from followthrough.kernel.signatures.chain import linked
    from followthrough.kernel.signatures.seal import Wording, sealed
    from followthrough.kernel.signatures.verifying import verified

    settings.SIGNING_FOLDER = folder / "signing"
    now = datetime.now(UTC)
    words = "#lorem(350)\n#pagebreak(weak: true)\n" * pages
    pdf: Any = typst.compile(words.encode(), format="pdf")
    certificate: Any = typst.compile(b"#lorem(600)", format="pdf")
    event = {"number": 1, "kind": "signed", "before": ""}
    event["hash"] = linked(event, "")
    shown = {"sha256": hashlib.sha256(pdf).hexdigest(), "size": len(pdf)}
    evidence = json.dumps({"document": shown, "events": [event], "head": event["hash"]}).encode()
    key, roots = ensure_seal("Benchmark", now=now), list(trusted())
    wording = Wording("Evidence", "Benchmark")
    file = b""

    def seal() -> None:
        nonlocal file
        file = sealed(pdf, pages=certificate, evidence=evidence, wording=wording, key=key, at=now)

    def check() -> None:
        assert verified(file, roots=roots, now=now).is_whole

    print(f"{pages} pages, {len(pdf) // 1024} KB\n{'what':<24}{'median ms':>10}{'CPU ms':>9}{'a minute':>10}")
    _told("seal", rounds, seal)
    _told("check", rounds, check)
    numbers = iter(range(1, pages + 1))
    _told("page as picture", min(pages, rounds), lambda: page_picture(pdf, shown["sha256"], next(numbers)))  # type: ignore[arg-type]


def _told(what: str, rounds: int, work: Callable[[], object]) -> None:
    clocks, own = [], time.process_time()
    for _n in range(rounds):
        start = time.perf_counter()
        work()
        clocks.append((time.perf_counter() - start) * 1000)
    median, cpu = statistics.median(clocks), (time.process_time() - own) * 1000 / rounds
    print(f"{what:<24}{median:>10.1f}{cpu:>9.1f}{60_000 / median:>10,.0f}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
