"""One operation of the document: parameters, body and answers of a method at an address."""

from collections.abc import Iterable
from typing import Any

from followthrough.api import imports, reads, writes
from followthrough.api.openapi.fixed import ref
from followthrough.api.openapi.schemas import Schema, action_schema, public, schema_name, send_schema, settable
from followthrough.api.routes import Operation, Route
from followthrough.kernel.exchange.verdicts import VERDICTS
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.listing import RANGES, TEXTS
from followthrough.kernel.records.registry import RecordType

ALWAYS_POSSIBLE = {"401": "NotSignedIn", "403": "Denied", "405": "MethodNotAllowed", "429": "TooMany"}
NEVER_HOPED_FOR = {"500": "OurMistake", "503": "Unavailable"}
READ = {"400": "BadRequest", "422": "Invalid"}
WRITE = {
    "400": "BadRequest",
    "409": "Conflict",
    "411": "LengthNeeded",
    "412": "Stale",
    "413": "TooLarge",
    "415": "UnsupportedType",
    "422": "Invalid",
}
ANSWERED_BY = {
    reads.list_notes: "notes.Note",
    reads.list_files: "notes.Attachment",
    reads.list_history: "Entry",
    imports.list_rows: "UploadedRow",
}
CONTENTS = {
    reads.read_content: "application/octet-stream",
    reads.read_part_content: "application/octet-stream",
    imports.read_rejects: "text/csv",
}
MOMENTS = {
    "as_of": "The record as it was at this moment, such as `2026-11-30T14:00:00Z`; of a day, at its end. Without ETag.",
    "until": "With `as_of`: also `changes`, the fields that differ between that moment and this one.",
}


def described(route: Route, operation: Operation) -> dict[str, Any]:
    """The OpenAPI object of one operation."""
    action = operation.action
    about = action.about if action else operation.handle.__doc__ or ""
    about = str(operation.reading.about) if operation.reading else about
    found: dict[str, Any] = {
        "operationId": f"{operation.name}_{operation.kind.singular}" if _is_shared(operation) else operation.name,
        "tags": [operation.kind.plural],
        "summary": str(action.label) if action else about.split(":")[0].split(",")[0].rstrip("."),
        "description": f"{about}\n\nNeeds the permission `{operation.needs}`.",
        "parameters": list(_parameters(route, operation)),
        "responses": _responses(route, operation),
    }
    if operation.method in ("POST", "PATCH"):
        found["requestBody"] = _body(operation)
    return found


def _is_shared(operation: Operation) -> bool:
    is_looking = operation.name.partition("_")[0] in ("read", "list")  # what the plain addresses are called
    return bool(operation.action and (is_looking or not operation.name.endswith(f"_{operation.kind.singular}")))


def _parameters(route: Route, operation: Operation) -> Iterable[dict[str, Any]]:
    for part in ("ref", "file"):
        if f"{{{part}}}" in route.path:
            yield ref("parameters", part)
    if operation.action:
        yield ref("parameters", "idempotency_key")
        if operation.handle is writes.create:
            yield ref("parameters", "check")
        if route.names_record:
            yield ref("parameters", "if_match" if operation.method == "POST" else "if_match_needed")
    elif operation.reading:
        for field in operation.reading.asks:
            yield _query(field.name, {"type": "string"}, f"{field.label}. {field.help}".strip())
    elif operation.handle is reads.list_records:
        yield from (ref("parameters", name) for name in ("after", "limit", "q"))
        yield _sort(operation.kind)
        yield _fields(operation.kind)
        yield from _filters(operation.kind)
    elif operation.handle is reads.read_record:
        yield _fields(operation.kind)
        yield from (_query(name, {"type": "string"}, words) for name, words in MOMENTS.items())
    elif operation.handle not in CONTENTS:
        yield from (ref("parameters", name) for name in ("after", "limit"))
    if operation.handle is imports.list_rows:
        yield _query("verdict", {"type": "string", "enum": list(VERDICTS)}, "Only rows of which this becomes.")


def _sort(kind: RecordType) -> dict[str, Any]:
    sorts = [name for name in kind.sorts if public([kind.fields[name]])]
    names = list(dict.fromkeys([*sorts, "id", "created_at", kind.default_sort.lstrip("-")]))
    words = [sign + name for name in names for sign in ("", "-")]
    return _query("sort", {"type": "string", "enum": words, "default": kind.default_sort}, "`-` turns the order round.")


def _fields(kind: RecordType) -> dict[str, Any]:
    names = [*(field.name for field in public(kind.fields.values())), *kind.computed]
    return _query("fields", {"type": "string"}, f"Only these, with commas: {', '.join(names)}.")


def _filters(kind: RecordType) -> Iterable[dict[str, Any]]:
    yield _query("id", {"type": "string"}, "Internal ids, with commas.")
    for name in dict.fromkeys([*kind.filters, *kind.match, "created_at", "updated_at", "ref"]):
        if name not in kind.fields or not public([kind.fields[name]]):
            continue
        field = kind.fields[name]
        yield _query(name, {"type": "string"}, f"{field.label}: {_way(field)}.")
        for operator, words in _operators(field).items():
            yield _query(f"{name}__{operator}", {"type": "string"}, f"{field.label}: {words}.")
    for name, condition in kind.conditions.items():
        yield _query(name, {"type": "string"}, f"{condition.field.label}: {_way(condition.field)}.")


def _way(field: Field) -> str:
    if field.kind is Kind.CHOICE:
        return "one or more, with commas, of " + ", ".join(value for value, _label in field.choices)
    if field.kind is Kind.LINK:
        return "one or more numbers or exact names, with commas"
    if field.kind is Kind.YES_NO:
        return "yes or no"
    return "all of these, with commas" if field.kind is Kind.TAGS else "exactly this"


def _operators(field: Field) -> dict[str, str]:
    found = {"empty": "1 for those without, 0 for those with one"}
    if field.kind in TEXTS:
        found["contains"] = "holds this text"
    if field.kind in (Kind.CHOICE, Kind.LINK):
        found["not"] = "none of these, with commas"
    if field.kind in (Kind.DATE, Kind.INSTANT, Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.TIME):
        found |= {operator: f"{word} this" for operator, word in RANGES.items()}
    return found


def _query(name: str, schema: Schema, words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _body(operation: Operation) -> dict[str, Any]:
    action = operation.action
    assert action is not None
    schema = action_schema(action) if not action.generic else send_schema(settable(operation.kind), required=False)
    if action.generic and action.verb == "create":
        schema = send_schema(settable(operation.kind), required=True)
    if action.generic and action.verb not in ("create", "edit"):
        schema = send_schema((), required=False)
    content = {"application/json": {"schema": schema}}
    if any(field.kind is Kind.FILE for field in action.fields):
        content = {"multipart/form-data": {"schema": schema}}
    return {"required": bool(schema.get("required")), "content": content}


def _responses(route: Route, operation: Operation) -> dict[str, Any]:
    words = {**(WRITE if operation.action else READ), **ALWAYS_POSSIBLE, **NEVER_HOPED_FOR}
    verb = operation.action
    if route.names_record or (verb and verb.on_class and verb.verb != "create"):  # such a one may name what is chosen
        words["404"] = "NotFound"
    if operation.method in ("PATCH", "DELETE"):
        words["428"] = "VersionNeeded"
    status, answer = _success(operation)
    return {status: answer, **{code: ref("responses", name) for code, name in sorted(words.items())}}


def _success(operation: Operation) -> tuple[str, dict[str, Any]]:
    record = ref("schemas", schema_name(operation.kind))
    if operation.handle in CONTENTS:
        return "200", {"description": "The content, as a download.", "content": {CONTENTS[operation.handle]: {}}}
    if operation.reading:
        return "200", _json("The answer.", {"type": "object"})
    if operation.handle is reads.list_records:
        return "200", _json("A page.", _page(record, counted=True))
    if operation.handle is reads.read_record:
        return "200", _json("The record.", record, ETag=ref("headers", "ETag"))
    if operation.action is None:
        name = schema_name(operation.of) if operation.of else ANSWERED_BY[operation.handle]
        return "200", _json("A page.", _page(ref("schemas", name), counted=False))
    headers = {"ETag": ref("headers", "ETag"), "Idempotent-Replayed": ref("headers", "Replayed")}
    if operation.method == "POST" and operation.action.verb == "create":
        return "201", _json("The new record.", record, Location=ref("headers", "Location"), **headers)
    return "200", _json("Done.", record if operation.method == "PATCH" else ref("schemas", "Outcome"), **headers)


def _page(items: Schema, *, counted: bool) -> Schema:
    page: Schema = {
        "items": {"type": "array", "items": items},
        "next": {"type": ["string", "null"], "description": "The address of the next page, null on the last."},
    }
    if counted:
        page["count"] = {"type": "integer", "description": "Exact up to 10,000."}
        page["count_is_exact"] = {"type": "boolean"}
    return {"type": "object", "required": list(page), "properties": page}


def _json(description: str, schema: Any, **headers: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": description, "content": {"application/json": {"schema": schema}}}
    return answer | {"headers": headers} if headers else answer
