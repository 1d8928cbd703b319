"""How often contact data of real files is read right: ``python benchmarks/identity.py``, with ../shared beside it."""

import csv
import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from followthrough.values.contactdata import (
    Country,
    Email,
    Phone,
    find_country,
    normalise_email,
    normalise_phone,
    phone_region,
    split_name,
)

SHARED = Path(os.environ.get("FOLLOWTHROUGH_SHARED") or Path(__file__).parents[2] / "shared") / "data"
GIVEN = {"GivenName", "FirstInitial", "MiddleName", "MiddleInitial"}
FAMILY = {"Surname", "LastInitial"}

Case = tuple[str, bool]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of the shared data, packed or not."""
    path = SHARED / name
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode()
    yield from csv.DictReader(text.splitlines(keepends=True))


def emails() -> Iterator[Case]:
    """Right if an address is taken exactly when its diagnosis is valid.

    Left out: what only DNS can tell, and faults that are nothing but white space around the address, which we mend.
    """
    for case in json.loads((SHARED / "identity/email_addresses_a.json").read_text(encoding="utf-8")):
        if not case["diagnosis"].startswith("dns") and case["address"] == case["address"].strip():
            taken = isinstance(normalise_email(case["address"]), Email)
            yield case["address"], taken == (case["diagnosis"] == "valid")


def phones() -> Iterator[Case]:
    """Right if the national and the international form give the E.164 form, and a wrong number gives none."""
    for row in rows("identity/phones_a.csv"):
        for typed, region in ((row["national"], row["region"]), (row["international"], None)):
            found = normalise_phone(typed, region)
            yield f"{row['region']} {typed}", (found.e164 if isinstance(found, Phone) else "") == row["e164"]


def names() -> Iterator[Case]:
    """Right if given and family name hold the words labelled so; two people in one name are left out."""
    for row in rows("identity/person_names_a.csv.gz"):
        tokens = json.loads(row["tokens"])
        labels = {label for _word, label in tokens}
        if len(tokens) > 1 and "And" not in labels:
            found = split_name(row["raw"])
            parts = ((found.given, GIVEN), (found.family, FAMILY))
            yield row["raw"], all(_bare(part) == _bare(_labelled(tokens, of)) for part, of in parts)


def sure_names() -> Iterator[Case]:
    """The same, of those names only of which the split says that it is sure."""
    return (case for case in names() if split_name(case[0]).is_sure)


def countries() -> Iterator[Case]:
    """Right if a country is found at all: these files hold no others."""
    for name, column in (
        ("northwind/Customer.csv", "country"),
        ("northwind/Supplier.csv", "country"),
        ("classicmodels/customers.csv", "country"),
        ("crm_pipeline/accounts.csv", "office_location"),
    ):
        for row in rows(name):
            yield row[column], isinstance(find_country(row[column]), Country)


def customer_phones() -> Iterator[Case]:
    """Right if a customer's number becomes E.164 by the customer's country; many of these samples are made up."""
    for name in ("northwind/Customer.csv", "northwind/Supplier.csv", "classicmodels/customers.csv"):
        for row in rows(name):
            found = normalise_phone(row["phone"], phone_region(row["country"]))
            yield f"{row['country']} {row['phone']}", isinstance(found, Phone)


MEASURES: tuple[Callable[[], Iterator[Case]], ...] = (emails, phones, names, sure_names, countries, customer_phones)


def share(measure: Callable[[], Iterator[Case]]) -> tuple[int, int, list[str]]:
    """How many cases are right, of how many, and the wrong ones."""
    cases = list(measure())
    return sum(right for _case, right in cases), len(cases), [case for case, right in cases if not right]


def _labelled(tokens: list[list[str]], of: set[str]) -> str:
    return " ".join(word for word, label in tokens if label in of)


def _bare(name: str) -> str:
    return " ".join(name.replace(",", " ").replace(".", " ").split()).casefold()


if __name__ == "__main__":
    for measure in MEASURES:
        right, all_cases, wrong = share(measure)
        print(f"{measure.__name__:16} {right:5} of {all_cases:5}  {right / all_cases:6.1%}")
        if "-v" in sys.argv:
            print("    " + "\n    ".join(wrong[:200]))
