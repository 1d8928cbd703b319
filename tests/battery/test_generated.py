"""I7: calls made at random from the API's own document are answered as it says: no 5xx, no unknown status, no trace."""

import json
import random
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from jsonschema import Draft202012Validator

from followthrough.api.openapi.document import document
from followthrough.kernel.records.registry import record_types
from tests.battery import IS_LONG
from tests.battery.hostile import INTO_SQL, TEXTS
from tests.callers import Caller
from tests.house.conftest import House

pytestmark = pytest.mark.slow

ROLES = ("rep_b", "admin", "readonly", "key_limited", "coordinator", "department", "manager", "finance", "anon")
CALLS = 60  # of each role; the long round goes on for as long as this many seconds
SECONDS = 600 / len(ROLES)
ODD: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    ["x"],
    {"ref": "x"},
    *INTO_SQL[:3],
    *TEXTS[:3],
    "2026-13-45",
)


# What objects that the document leaves open hold somewhere, and what never stands in any.
NAMES = ("0", "1", "name", "kind", "rows", "columns", "seen", "text", "product", "quantity", "unit_price", "header_row")
NAMES += ("delimiter", "encoding", "match", "sheet", "q", "city", "plain_unit", "to", "measure", "nobody's")


def anything(chance: random.Random, depth: int = 0) -> Any:
    """Any JSON value."""
    found = chance.randrange(7 if depth < 3 else 5)
    if found == 5:
        return [anything(chance, depth + 1) for _n in range(chance.randrange(3))]
    if found == 6:
        return {chance.choice(NAMES): anything(chance, depth + 1) for _n in range(chance.randrange(4))}
    return (None, chance.randrange(-5, 500), 1.5, chance.random() < 0.5, chance.choice(ODD))[found]


def value_for(schema: dict[str, Any], chance: random.Random) -> Any:
    """Something the schema allows, or now and then something it does not."""
    if chance.random() < 0.15:
        return chance.choice(ODD)
    if "$ref" in schema:
        return value_for(resolved(schema["$ref"]), chance)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return value_for(chance.choice(schema[several]), chance)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    kind = schema.get("type", "string")
    kind = chance.choice(kind) if isinstance(kind, list) else kind
    if kind == "object" and "properties" not in schema:
        return {chance.choice(NAMES): anything(chance) for _n in range(chance.randrange(4))}
    if kind == "object":
        return {n: value_for(s, chance) for n, s in schema["properties"].items() if chance.random() < 0.5}
    if kind == "array":
        return [value_for(schema.get("items", {}), chance) for _n in range(chance.randrange(3))]
    plain = {"integer": chance.randrange(-5, 500), "number": 1.5, "boolean": chance.random() < 0.5, "null": None}
    if kind in plain:
        return plain[kind]
    formats = {"date": "2026-11-30", "date-time": "2026-11-30T12:00:00Z", "email": "a@example.com", "time": "09:00"}
    return formats.get(schema.get("format", ""), chance.choice(["Juniper", "12.50", "A-00001", "x" * 300, "1"]))


def resolved(ref: str) -> Any:
    """What a reference of the document leads to."""
    found: Any = document()
    for part in ref.removeprefix("#/").split("/"):
        found = found[part]
    return found


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, told)
        for path, methods in document()["paths"].items()
        for method, told in methods.items()
        if method in ("get", "post", "patch", "delete", "put")
    ]


def call(caller: Caller, house: House, chance: random.Random) -> tuple[str, Any, dict[str, Any]]:
    """One call: which, its answer, and what the document says of it."""
    path, method, told = chance.choice(operations())
    filled = path
    for kind in record_types():
        if path.startswith(f"/{kind.plural}/") and "{ref}" in path:
            record = chance.choice([side.records[kind.model].ref for side in house.sides.values()])
            filled = path.replace("{ref}", record if chance.random() < 0.8 else "ZZ-1")
    filled = (
        filled.replace("{file}", "F-00001")
        .replace("{run}", "00000000-0000-4000-8000-000000000000")
        .replace("{ref}", "x")
    )
    asked = [resolved(one["$ref"]) if "$ref" in one else one for one in told.get("parameters", [])]
    query = {p["name"]: value_for(p["schema"], chance) for p in asked if p["in"] == "query" and chance.random() < 0.08}
    content = told.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    body = value_for(schema, chance) if schema else None
    headers = {"If_Match": chance.choice(["*", '"1"', "rubbish"])} if method in ("patch", "delete") else {}
    asks = f"{filled}?{urlencode(query)}" if query else filled
    sent = None if body is None else json.dumps(body).encode()
    return f"{method} {asks} {sent!r}", caller.ask(method.upper(), asks, sent, **headers), told


def misfits(answer: Any, told: dict[str, Any]) -> list[str]:
    """What of an answer the document does not say."""
    known = told["responses"].get(str(answer.status_code))
    if known is None:
        return [f"{answer.status_code} is not in the document"]
    schema = (resolved(known["$ref"]) if "$ref" in known else known).get("content", {})
    found = next((s["schema"] for kind, s in schema.items() if kind.endswith("json") and "schema" in s), None)
    if found is None or answer.body is None:
        return []
    whole = {"components": document()["components"], **found}
    return [error.message[:200] for error in Draft202012Validator(whole).iter_errors(answer.body)]


def rounds(role: str) -> Iterator[int]:
    """The numbers of the calls to be made as one role."""
    began, number = time.monotonic(), 0
    while (IS_LONG and time.monotonic() - began < SECONDS) or number < CALLS:
        yield number
        number += 1


@pytest.mark.slow
@pytest.mark.parametrize("role", [*ROLES[:2], *(pytest.param(role, marks=pytest.mark.battery) for role in ROLES[2:])])
def test_calls_at_random_are_answered_as_the_document_says(house: House, role: str) -> None:
    wrong = []
    chance = random.Random(f"calls of {role}")  # the same calls every time
    for _number in rounds(role):
        with transaction.atomic():
            said, answer, told = call(house.callers[role], house, chance)
            if answer.status_code >= 500 or b"Traceback" in answer.sent:
                wrong.append((said[:300], answer.status_code))
            wrong += [(said[:300], problem) for problem in misfits(answer, told)]
            transaction.set_rollback(True)
    assert wrong == [], wrong[:10]


@pytest.mark.slow
def test_an_answer_that_is_not_in_the_document_is_seen(house: House) -> None:
    """The control: a status and a body that the document does not know."""
    answer = house.callers["admin"].get("/accounts")
    told = document()["paths"]["/accounts"]["get"]
    assert misfits(answer, told) == []
    answer.body = {"items": "none"}
    assert misfits(answer, told) != []
    answer.status_code = 418
    assert misfits(answer, told) == ["418 is not in the document"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing",
        "/api/v2/accounts",
        "/.env",
        "/admin/",
        "/__debug__/",
        "/static/../settings.py",
        "/nothing/at/all",
        "/.git/config",
    ],
)
def test_unknown_addresses_tell_nothing(house: House, path: str) -> None:
    caller = house.callers["admin"]
    answer = caller.client.get(path, headers=caller.headers)
    assert answer.status_code in (302, 404)
    assert [word for word in (b"Traceback", b"DEBUG", b"urlpatterns", b"settings.") if word in answer.content] == []
