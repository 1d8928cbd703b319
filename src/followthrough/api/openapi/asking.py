"""The part of the document about addresses at which areas answer a question."""

from typing import Any

from followthrough.api.openapi.fixed import TEXT, ref
from followthrough.api.questions import Question

REFUSALS = {
    "400": "BadRequest",
    "401": "NotSignedIn",
    "403": "Denied",
    "405": "MethodNotAllowed",
    "422": "Invalid",
    "429": "TooMany",
    "500": "OurMistake",
    "503": "Unavailable",
}


def described(one: Question) -> dict[str, Any]:
    """The OpenAPI object of the address."""
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": one.name,
        "summary": one.summary,
        "description": one.summary,
        "parameters": [
            {"name": name, "in": "query", "description": words, "schema": TEXT}
            for name, words in one.parameters.items()
        ],
        "responses": {
            "200": {"description": one.summary, "content": content},
            **{code: ref("responses", name) for code, name in REFUSALS.items()},
        },
    }
