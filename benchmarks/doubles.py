"""How well doubles are found in made-up person records with typing errors: `bin/benchmark doubles`."""

import csv
import gzip
import re
import time
from collections.abc import Iterator
from itertools import combinations

from benchmarks.ground.shared import shared_data
from followthrough.kernel.doubles.blocks import Pair, likely_pairs
from followthrough.kernel.doubles.telling import Sign

FILES = ("febrl_dataset1", "febrl_dataset3")
LEAST = (50, 75, 90, 99)

Told = dict[Sign, list[str]]


def records(name: str) -> Iterator[tuple[str, Told]]:
    """Who a record is (the number in its id), and what a contact's fields would hold of it; ids and birth dates not."""
    with gzip.open(shared_data() / "dedupe" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file, skipinitialspace=True):
            row = {key: (value or "").strip() for key, value in raw.items()}
            told = {
                Sign.PERSON: f"{row['given_name']} {row['surname']}".strip(),
                Sign.STREET: f"{row['street_number']} {row['address_1']}".strip(),
                Sign.CITY: row["suburb"],
                Sign.POSTCODE: row["postcode"],
            }
            yield re.split("-", row["rec_id"])[1], {sign: [value] for sign, value in told.items() if value}


def found_of(name: str) -> tuple[int, dict[Pair, int], set[Pair], float]:
    """The records, the pairs found with their score, the true pairs, and the seconds it took."""
    read = list(records(name))
    people: dict[str, list[int]] = {}
    for place, (who, _told) in enumerate(read):
        people.setdefault(who, []).append(place)
    true = {pair for places in people.values() for pair in combinations(places, 2)}
    start = time.perf_counter()
    found = likely_pairs({place: told for place, (_who, told) in enumerate(read)}, least=min(LEAST))
    return len(read), {pair: like.score for pair, like in found.items()}, true, time.perf_counter() - start


def shares(found: dict[Pair, int], true: set[Pair], least: int) -> tuple[float, float]:
    """Precision and recall of the pairs with at least this score."""
    said = {pair for pair, score in found.items() if score >= least}
    return len(said & true) / max(1, len(said)), len(said & true) / max(1, len(true))


if __name__ == "__main__":
    for name in FILES:
        count, found, true, seconds = found_of(name)
        print(f"{name}: {count} records, {len(true)} true pairs, {seconds:.1f} s")
        for least in LEAST:
            precision, recall = shares(found, true, least)
            print(f"  from {least} %  precision {precision:6.1%}  recall {recall:6.1%}")
