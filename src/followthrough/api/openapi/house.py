"""The history's addresses in the document."""

from typing import Any

from followthrough.api.history import HouseOperation, HouseRoute
from followthrough.api.openapi.fixed import ref
from followthrough.api.openapi.operations import ALWAYS_POSSIBLE, NEVER_HOPED_FOR, READ, WRITE

UNDO = {code: name for code, name in WRITE.items() if name != "Stale"}  # it names no version of a record


def described(route: HouseRoute, operation: HouseOperation) -> dict[str, Any]:
    """The OpenAPI object of one operation."""
    about = operation.handle.__doc__ or ""
    names = {**ALWAYS_POSSIBLE, **NEVER_HOPED_FOR, **(UNDO if operation.body else READ), "404": "NotFound"}
    run = {"name": "run", "in": "path", "required": True, "schema": {"type": "string"}}
    body = {"type": "object", "properties": {"anyway": {"type": "boolean"}}, "additionalProperties": False}
    found: dict[str, Any] = {
        "operationId": operation.name,
        "tags": ["history"],
        "summary": about.split(":")[0].split(",")[0].split(";")[0].rstrip("."),
        "description": about,
        "parameters": [
            *([run] if "{run}" in route.path else []),
            *([ref("parameters", "idempotency_key")] if operation.body else []),
            *([] if operation.body else [ref("parameters", name) for name in ("after", "limit")]),
        ],
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": {"type": "object"}}}},
            **{code: ref("responses", name) for code, name in sorted(names.items())},
        },
    }
    if operation.body:
        found["requestBody"] = {"required": False, "content": {"application/json": {"schema": body}}}
    return found
