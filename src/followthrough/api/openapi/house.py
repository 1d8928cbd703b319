"""The history's addresses in the document."""

from typing import Any

from followthrough.api.history import HouseOperation, HouseRoute
from followthrough.api.openapi.fixed import ref


def described(route: HouseRoute, operation: HouseOperation) -> dict[str, Any]:
    """The OpenAPI object of one operation."""
    about = operation.handle.__doc__ or ""
    names = {"401": "NotSignedIn", "403": "Denied", "404": "NotFound", "405": "MethodNotAllowed"}
    names |= {"422": "Invalid", "429": "TooMany", "500": "OurMistake", "503": "Unavailable"}
    names |= {"409": "Conflict"} if operation.body else {}
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
