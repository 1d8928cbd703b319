"""JSON Schemas of fields and records, as they are read and as they are sent."""

from collections.abc import Iterable
from typing import Any

from followthrough.kernel.access.permissions import grants
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import RecordType

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
_PLAIN: dict[Kind, Schema] = {
    Kind.EMAIL: {"type": "string", "format": "email"},
    Kind.INTEGER: {"type": "integer"},
    Kind.DECIMAL: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "examples": ["12.50"]},
    Kind.MONEY: {"$ref": "#/components/schemas/Money"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.TIME: {"type": "string", "format": "time"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.LINK: {"$ref": "#/components/schemas/Link"},
    Kind.LINKS: {"type": "array", "items": {"$ref": "#/components/schemas/Link"}},
    Kind.TAGS: {"type": "array", "items": TEXT},
    Kind.FILE: {"type": "string", "contentMediaType": "application/octet-stream"},
    Kind.STRUCTURE: {},
}
# What may be sent is wider than what is read: a link by number or exact name, an amount as text alone.
_SENT: dict[Kind, Schema] = {
    Kind.INTEGER: {"type": ["integer", "string"]},
    Kind.DECIMAL: {"type": ["string", "integer"]},
    Kind.MONEY: {"anyOf": [{"$ref": "#/components/schemas/Money"}, {"type": ["string", "integer"]}]},
    Kind.LINK: {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Link"}]},
    Kind.LINKS: {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Link"}]}},
    Kind.DATE: TEXT,
    Kind.INSTANT: TEXT,
    Kind.TIME: TEXT,
}


def public(fields: Iterable[Field]) -> list[Field]:
    """The fields that at least one role may see; of custom ones those that all may, since anybody reads this."""
    return [f for f in fields if f.guard is None or (grants(f.guard) and not f.name.startswith(PREFIX))]


def schema_name(kind: RecordType) -> str:
    """What a kind's schema is called in the document, such as `accounts.Account`."""
    return str(kind.model._meta.label)


def read_schema(kind: RecordType) -> Schema:
    """A record as it is answered. Fields the key may not see are absent, so only number and version are sure."""
    shown: dict[str, Schema] = {"ref": TEXT, "version": {"type": "integer"}}
    shown |= {field.name: _read(field) for field in public(kind.fields.values())}
    shown |= {
        name: {"description": f"{column.label} (only when named in `fields`)"} for name, column in kind.computed.items()
    }
    shown |= {
        one.name: {**one.schema, "description": f"{one.about} Only where one record is read, without `fields`."}
        for one in kind.readings
    }
    return {"type": "object", "required": ["ref", "version"], "properties": shown}


def send_schema(fields: Iterable[Field], *, required: bool) -> Schema:
    """A body that sets these fields."""
    shown = public(fields)
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _send(field) for field in shown},
    }
    names = [field.name for field in shown if field.required]
    return schema | {"required": names} if required and names else schema


def settable(kind: RecordType) -> list[Field]:
    """What can be set on a record of its own, whoever may."""
    return [field for field in (*kind.fields.values(), *kind.extras.values()) if field.editable]


def action_schema(action: Action) -> Schema:
    """The parameters of a verb."""
    return send_schema(action.fields, required=True)


def _read(field: Field) -> Schema:
    schema = _described(field, dict(_PLAIN.get(field.kind, TEXT)))
    return schema if field.kind in (Kind.YES_NO, Kind.TAGS, Kind.STRUCTURE) else _or_null(schema)


def _send(field: Field) -> Schema:
    schema = _described(field, dict(_SENT.get(field.kind) or _PLAIN.get(field.kind, TEXT)))
    if field.max_length and schema.get("type") == "string" and field.kind is not Kind.FILE:
        schema["maxLength"] = field.max_length
    return schema if field.required or field.kind is Kind.FILE else _or_null(schema)


def _described(field: Field, schema: Schema) -> Schema:
    if field.is_object:
        schema["type"] = "object"
    words = " ".join(part for part in (f"{field.label}.", str(field.help), _guarded(field)) if part)
    if field.kind is Kind.CHOICE and field.choices:
        schema["enum"] = [value for value, _label in field.choices]
    if field.link and field.kind in (Kind.LINK, Kind.LINKS):
        words += f" A {field.link._meta.verbose_name}."
    return {**schema, "title": str(field.label), "description": words}


def _guarded(field: Field) -> str:
    return f"Needs the permission {field.guard}; absent without it." if field.guard else ""


def _or_null(schema: Schema) -> Schema:
    """The same, or null, or (for a choice left open) empty text."""
    if "enum" in schema:
        return {**schema, "type": ["string", "null"], "enum": [*schema["enum"], *({""} - set(schema["enum"])), None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    about: Schema = {name: schema[name] for name in ("title", "description") if name in schema}
    inner: Schema = {name: part for name, part in schema.items() if name not in about}
    return {**about, "anyOf": [*inner.get("anyOf", [inner]), {"type": "null"}]}
