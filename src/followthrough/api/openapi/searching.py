"""The search's part of the document."""

from typing import Any

from followthrough.api.openapi.fixed import TEXT, ref
from followthrough.api.search import MOST, USUAL


def described() -> dict[str, Any]:
    """The OpenAPI object of the address."""
    found_by = {
        "type": ["object", "null"],
        "description": "The part of the record that holds the words, such as a note, if it is not the record itself.",
        "properties": {"ref": TEXT, "title": TEXT},
    }
    item = {
        "type": "object",
        "required": ["kind", "ref", "title", "found_by"],
        "properties": {"kind": TEXT, "ref": TEXT, "title": TEXT, "found_by": found_by},
    }
    items = {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": item}}}
    refusals = {"400": "BadRequest", "401": "NotSignedIn", "403": "Denied", "405": "MethodNotAllowed", "422": "Invalid"}
    refusals |= {"429": "TooMany", "500": "OurMistake", "503": "Unavailable"}
    return {
        "operationId": "search",
        "summary": "Find records of every kind",
        "description": "By words, numbers with or without zeros, parts of e-mail addresses, telephone numbers in any "
        "writing. Slips are forgiven where nothing else is found. Only what the key may see is found.",
        "parameters": [
            _query("q", "What to look for.", required=True),
            _query("kinds", "Only records of these kinds, by their plural, with commas."),
            {**_query("limit", f"So many of each kind: 1 to {MOST}, usually {USUAL}."), "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {
                "description": "What is found, the best first.",
                "content": {"application/json": {"schema": items}},
            },
            **{code: ref("responses", name) for code, name in sorted(refusals.items())},
        },
    }


def _query(name: str, words: str, *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": words, "schema": TEXT}
