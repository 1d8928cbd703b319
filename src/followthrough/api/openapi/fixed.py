"""The parts of the document that are the same in every house: problems, headers, parameters, money, links."""

from typing import Any

from followthrough.api.answers import PROBLEM
from followthrough.api.asked import MOST, USUAL

TEXT = {"type": "string"}


def ref(part: str, name: str) -> dict[str, str]:
    """A reference to one of the document's components."""
    return {"$ref": f"#/components/{part}/{name}"}


def _problem(description: str, **headers: dict[str, str]) -> dict[str, Any]:
    answer = {"description": description, "content": {PROBLEM: {"schema": ref("schemas", "Problem")}}}
    return answer | {"headers": headers} if headers else answer


SCHEMAS: dict[str, Any] = {
    "Link": {
        "type": "object",
        "description": "Another record: its number and what people call it. `hidden` when the key may not see it.",
        "properties": {"ref": TEXT, "title": TEXT, "hidden": {"type": "boolean"}},
    },
    "Money": {
        "type": "object",
        "required": ["amount"],
        "properties": {
            "amount": {"type": ["string", "integer"], "description": "Exact, never a float.", "examples": ["1250.00"]},
            "currency": {"type": "string", "description": "ISO 4217.", "examples": ["USD"]},
        },
    },
    "Problem": {
        "type": "object",
        "description": "RFC 9457. `detail` is a sentence for people, `code` a stable word for programs.",
        "required": ["type", "title", "status", "detail", "code", "correlation_id"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "code": TEXT,
            "correlation_id": {"type": "string", "description": "Find the request in the log by it."},
            "fields": {"type": "object", "additionalProperties": TEXT, "description": "A sentence for each bad value."},
            "doubles": {
                "type": "array",
                "description": "What it may be already (409 of a checked create), likeliest first.",
                "items": {
                    "type": "object",
                    "properties": {"ref": TEXT, "title": TEXT, "score": {"type": "integer"}, "why": TEXT},
                },
            },
            "version": {"type": "integer", "description": "The version that stands there now (412)."},
            "changed_by": TEXT,
            "changed_at": {"type": ["string", "null"], "format": "date-time"},
            "clashes": {"type": "array", "items": ref("schemas", "Clash"), "description": "Both values (412)."},
        },
    },
    "Clash": {
        "type": "object",
        "required": ["field", "label", "theirs", "yours"],
        "properties": {"field": TEXT, "label": TEXT, "theirs": {}, "yours": {}},
    },
    "Outcome": {
        "type": "object",
        "description": "What came of a verb. Where `is_undoable`, POST to `/history/{run}/undo` takes it back whole;"
        " `undone_by` names the verb that does the opposite, if there is one.",
        "required": ["message", "verb", "ref", "kind", "version", "undone_by", "is_undoable", "ask", "run"],
        "properties": {
            "message": TEXT,
            "verb": TEXT,
            "ref": TEXT,
            "kind": TEXT,
            "version": {"type": ["integer", "null"]},
            "undone_by": TEXT,
            "is_undoable": {"type": "boolean"},
            "ask": {"type": "object"},
            "run": TEXT,
            "record": {"type": ["object", "null"], "description": "The record shown next, if the key sees it."},
            "secret": {"type": "string", "description": "Shown only now, and not in a replay."},
        },
    },
    "UploadedRow": {
        "type": "object",
        "description": "A row of an upload. Columns are named by their index from 0; -1 is the row as a whole.",
        "required": ["row", "verdict", "ref", "cells", "changes", "kept", "problems", "asks"],
        "properties": {
            "row": {"type": "integer", "description": "Its line in the file."},
            "verdict": {"enum": ["new", "changed", "same", "rejected", "choose"]},
            "ref": {"type": ["string", "null"], "description": "The record it means."},
            "cells": {
                "type": "array",
                "items": {"type": "object", "properties": {"head": TEXT, "text": TEXT}},
            },
            "changes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"column": {"type": "integer"}, "field": TEXT, "before": {}, "after": {}},
                },
            },
            "kept": {"type": "array", "items": {"type": "integer"}, "description": "Columns in which our value stays."},
            "problems": {
                "type": "array",
                "items": {"type": "object", "properties": {"column": {"type": "integer"}, "text": TEXT}},
            },
            "asks": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "column": {"type": "integer"},
                        "of": {"enum": ["row", "link", "hint"]},
                        "text": TEXT,
                        "options": {
                            "type": "array",
                            "items": {"type": "object", "properties": {"meant": TEXT, "title": TEXT, "note": TEXT}},
                        },
                    },
                },
            },
        },
    },
    "Entry": {
        "type": "object",
        "required": [
            "at",
            "record",
            "operation",
            "verb",
            "surface",
            "by",
            "version",
            "changes",
            "run",
            "correlation_id",
        ],
        "properties": {
            "at": {"type": "string", "format": "date-time"},
            "record": {"type": "object", "properties": {"ref": TEXT, "title": TEXT, "kind": TEXT}},
            "operation": {"enum": ["create", "change", "delete"]},
            "verb": TEXT,
            "surface": TEXT,
            "by": TEXT,
            "version": {"type": "integer"},
            "changes": {
                "type": "array",
                "items": {"type": "object", "properties": {"field": TEXT, "before": {}, "after": {}}},
            },
            "run": TEXT,
            "correlation_id": TEXT,
        },
    },
}
HEADERS: dict[str, Any] = {
    "ETag": {"description": "The record's version, for If-Match.", "schema": TEXT},
    "Location": {"description": "The new record's address.", "schema": TEXT},
    "RetryAfter": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "Replayed": {"description": "`true` when this answers a repeated Idempotency-Key.", "schema": {"enum": ["true"]}},
    "Allow": {"description": "The methods known here.", "schema": TEXT},
    "WWWAuthenticate": {"description": "How to authenticate.", "schema": TEXT},
}
RESPONSES: dict[str, Any] = {
    "BadRequest": _problem("The request can't be read: JSON, query string or header."),
    "NotSignedIn": _problem("No valid key.", **{"WWW-Authenticate": ref("headers", "WWWAuthenticate")}),
    "Denied": _problem("The key's person may not do this."),
    "NotFound": _problem("No such record, or one the key may not see: both look the same."),
    "MethodNotAllowed": _problem("Not here.", Allow=ref("headers", "Allow")),
    "Conflict": _problem("The record's state does not allow it now, or the same key is being worked on."),
    "LengthNeeded": _problem("A body in chunks; send its Content-Length."),
    "Stale": _problem("The record changed since; `clashes` holds both values.", ETag=ref("headers", "ETag")),
    "TooLarge": _problem("The body is too large."),
    "UnsupportedType": _problem("Neither JSON nor, where files are taken, a form."),
    "Invalid": _problem("Values that can't be taken, each named in `fields`; or a key used for another request."),
    "VersionNeeded": _problem("If-Match is missing."),
    "TooMany": _problem("The key asks too often.", **{"Retry-After": ref("headers", "RetryAfter")}),
    "OurMistake": _problem("A mistake of ours, logged under the correlation id."),
    "Unavailable": _problem(
        "The database does not answer, or others hold it.",
        **{"Retry-After": ref("headers", "RetryAfter")},
    ),
}
PARAMETERS: dict[str, Any] = {
    "ref": {"name": "ref", "in": "path", "required": True, "description": "The record's number.", "schema": TEXT},
    "file": {"name": "file", "in": "path", "required": True, "description": "The file's number.", "schema": TEXT},
    "after": {
        "name": "after",
        "in": "query",
        "description": "Where the next page starts; take it from `next`.",
        "schema": TEXT,
    },
    "limit": {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    },
    "q": {"name": "q", "in": "query", "description": "Words, all of which have to be found.", "schema": TEXT},
    "check": {
        "name": "check",
        "in": "query",
        "description": "`doubles`: 409 with `doubles` instead of a new record where it may be there already.",
        "schema": {"type": "string", "enum": ["doubles"]},
    },
    "if_match": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag the change was made from, or `*` for whatever stands there.",
        "schema": TEXT,
    },
    "if_match_needed": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The ETag the change was made from, or `*` for whatever stands there.",
        "schema": TEXT,
    },
    "idempotency_key": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Makes the request safe to repeat for two days: one effect, the same answer.",
        "schema": {"type": "string", "maxLength": 200},
    },
}
