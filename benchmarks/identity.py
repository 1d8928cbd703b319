"""How often contact data of real files is read right: `bin/benchmark identity`, with ../shared beside it."""

import csv
import gzip
import json
import sys
from collections.abc import Callable, Iterator

from benchmarks.ground.shared import shared_data
from followthrough.values.contactdata import (
    Country,
    Email,
    Phone,
    PostalAddress,
    country_code,
    find_country,
    normalise_email,
    normalise_phone,
    split_address,
    split_company,
    split_name,
    street_key,
)

GIVEN = {"GivenName", "FirstInitial", "MiddleName", "MiddleInitial"}
PARTS = {
    "number": {"AddressNumber", "AddressNumberPrefix", "AddressNumberSuffix"},
    "city": {"PlaceName"},
    "region": {"StateName"},
    "postcode": {"ZipCode", "ZipPlus4"},
    "unit": {"OccupancyType", "OccupancyIdentifier"},
}
STREET = {
    "StreetName", "StreetNamePreDirectional", "StreetNamePostDirectional", "StreetNamePreType", "StreetNamePostType",
    "StreetNamePreModifier", "StreetNamePostModifier",
}  # fmt: skip
FAMILY = {"Surname", "LastInitial"}

Case = tuple[str, bool]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of the shared data, packed or not."""
    path = shared_data() / name
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode()
    yield from csv.DictReader(text.splitlines(keepends=True))


def emails() -> Iterator[Case]:
    """Right if an address is taken exactly when its diagnosis is valid.

    Left out: what only DNS can tell, and faults that are nothing but white space around the address, which we mend.
    """
    for case in json.loads((shared_data() / "identity/email_addresses_a.json").read_text(encoding="utf-8")):
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
            found = normalise_phone(row["phone"], country_code(row["country"]))
            yield f"{row['country']} {row['phone']}", isinstance(found, Phone)


def company_forms() -> Iterator[Case]:
    """Right if the legal form at a company name's end, and nothing else, is told from it; names without one keep all."""
    for row in rows("identity/company_names_a.csv.gz"):
        tokens = json.loads(row["tokens"])
        labels = [label for _word, label in tokens]
        if "CorporationName" in labels:
            is_form = bool(labels) and labels[-1] == "CorporationLegalType"
            yield row["raw"], bool(split_company(row["raw"]).legal_form) == is_form


def company_keys() -> Iterator[Case]:
    """Right if a name has the same key in capitals, without signs, and without the legal form at its end."""
    for row in rows("identity/company_names_a.csv.gz"):
        tokens = json.loads(row["tokens"])
        if {"CorporationLegalType"} & {label for _word, label in tokens[:-1]} or len(tokens) < 2:
            continue
        bare = " ".join(word for word, label in tokens if label != "CorporationLegalType")
        keys = {split_company(text).key for text in (row["raw"], row["raw"].upper(), bare, bare.replace("&", "and"))}
        yield row["raw"], len(keys) == 1


def labelled_addresses() -> Iterator[tuple[str, list[list[str]]]]:
    """Addresses with a house number, and the label of each of their words."""
    for row in rows("identity/us_addresses_a.csv.gz"):
        tokens = json.loads(row["tokens"])
        labels = {label for _word, label in tokens}
        if "AddressNumber" in labels and labels & STREET and "IntersectionSeparator" not in labels:
            yield row["raw"], tokens


def address_parts() -> Iterator[Case]:
    """Right, for each labelled part of an address, if it holds the words labelled so."""
    for raw, tokens in labelled_addresses():
        found = split_address(raw)
        for part, of in PARTS.items():
            if wanted := _labelled(tokens, of):
                got = getattr(found, part) if isinstance(found, PostalAddress) else ""
                yield f"{part}: {raw}", _spelt(got) == _spelt(wanted) or _same_state(part, got, wanted)


def address_streets() -> Iterator[Case]:
    """Right if the street's name with its direction and kind is told from all the rest."""
    for raw, tokens in labelled_addresses():
        found = split_address(raw)
        street = found.street if isinstance(found, PostalAddress) else ""
        yield raw, street_key(street) == street_key(_labelled(tokens, STREET))


def county_addresses() -> Iterator[Case]:
    """Right if a county's own parts, written on one line, come apart again; every fiftieth of 95,000."""
    for place, row in enumerate(rows("identity/openaddresses_linn_iowa.csv.gz")):
        if place % 50 == 0 and row["number"] and row["street"]:
            unit = f" {row['unit']}" if row["unit"] else ""
            line = f"{row['number']} {row['street']}{unit}, {row['city']}, {row['state']} {row['zip']}"
            found = split_address(line)
            parts = (found.number, found.street, found.city) if isinstance(found, PostalAddress) else ("", "", "")
            yield line, parts == (row["number"], row["street"], row["city"])


def messy_addresses() -> Iterator[Case]:
    """Right if a line nobody could label is either taken apart to a number and a street or called unclear."""
    packed = (shared_data() / "identity/us_addresses_unparseable.csv.gz").read_bytes()
    for row in csv.reader(gzip.decompress(packed).decode().splitlines()):
        found = split_address(" ".join(row))
        yield " ".join(row), not isinstance(found, PostalAddress) or bool(found.box or (found.number and found.street))


MEASURES: tuple[Callable[[], Iterator[Case]], ...] = (
    emails,
    phones,
    names,
    sure_names,
    countries,
    customer_phones,
    company_forms,
    company_keys,
    address_parts,
    address_streets,
    county_addresses,
    messy_addresses,
)


def share(measure: Callable[[], Iterator[Case]]) -> tuple[int, int, list[str]]:
    """How many cases are right, of how many, and the wrong ones."""
    cases = list(measure())
    return sum(right for _case, right in cases), len(cases), [case for case, right in cases if not right]


def _labelled(tokens: list[list[str]], of: set[str]) -> str:
    return " ".join(word for word, label in tokens if label in of)


def _spelt(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _same_state(part: str, got: str, wanted: str) -> bool:
    """A state is told by its two letters, however it was written."""
    alone = split_address(f"1 A St, B, {wanted} 10001")
    return part == "region" and bool(got) and isinstance(alone, PostalAddress) and alone.region == got


def _bare(name: str) -> str:
    return " ".join(name.replace(",", " ").replace(".", " ").split()).casefold()


if __name__ == "__main__":
    for measure in MEASURES:
        right, all_cases, wrong = share(measure)
        print(f"{measure.__name__:16} {right:5} of {all_cases:5}  {right / all_cases:6.1%}")
        if "-v" in sys.argv:
            print("    " + "\n    ".join(wrong[:200]))
