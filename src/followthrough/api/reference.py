"""The reference pages under docs/reference, written from the declarations; a test fails when they are stale."""

from collections.abc import Iterable

import orjson
from django.utils import translation

from followthrough.api.openapi.schemas import public
from followthrough.api.policy import PEOPLE, policy
from followthrough.kernel.access.permissions import grants, permissions
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.registry import RecordType, record_types

MADE = "Written by `bin/reference` from the declarations. Change those, not this page."


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    with translation.override("en"):
        return {
            "policy.json": _policy_lines(),
            "records.md": _lines("Records", *map(_record, record_types())),
            "actions.md": _lines("Actions", *_actions_by_record()),
            "permissions.md": _lines("Permissions", _permission_table()),
        }


def _lines(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", MADE, *parts]) + "\n"


def _policy_lines() -> str:
    """JSON with one line for each role, address, guarded kind and permission, so that a change is one line."""
    parts = []
    for name, part in policy().items():
        if isinstance(part, list):
            parts.append(f'"{name}": [\n' + ",\n".join(orjson.dumps(row).decode() for row in part) + "\n]")
        else:
            rows = ",\n".join(f'"{key}": {orjson.dumps(row).decode()}' for key, row in part.items())
            parts.append(f'"{name}": {{\n{rows}\n}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _record(kind: RecordType) -> str:
    words = [
        f"## {str(kind.label).capitalize()}",
        f"`{kind.plural}` · numbers such as `{kind.ref}`"
        + ("" if kind.listed else " · reached only through the record it stands on"),
        _table(("field", "kind", "what it is"), (_field(field) for field in public(kind.fields.values()))),
    ]
    for name, held in (
        ("Filters", (*kind.filters, *kind.conditions)),
        ("Sorts", kind.sorts),
        ("Recognised at import by", kind.match),
    ):
        if held and kind.listed:
            words.append(f"{name}: {', '.join(f'`{one}`' for one in held)}.")
    return "\n\n".join(words)


def _field(field: Field) -> tuple[str, str, str]:
    about = [str(field.label)]
    if field.link:
        about.append(f"a {field.link._meta.verbose_name}")
    if field.choices:
        about.append("one of " + ", ".join(f"`{value}`" for value, _label in field.choices))
    if field.guard:
        about.append(f"needs `{field.guard}`")
    marks = (" (required)" if field.required else "") if field.editable else " (read only)"
    return f"`{field.name}`", field.kind.value + marks, "; ".join(about)


def _actions_by_record() -> Iterable[str]:
    for kind in record_types():
        own = actions_on(kind.model).values()
        yield "\n\n".join([f"## {str(kind.label).capitalize()}", *map(_action, own)])


def _action(action: Action) -> str:
    takes = ", ".join(f"`{field.name}`" + ("" if field.required else "?") for field in action.fields)
    way_back = f"Undone by `{action.undone_by}`." if action.undone_by else str(action.undo_words)
    about = " ".join(part for part in (action.about.replace("\n", " "), way_back) if part)
    return f"### {action.verb}\n\n{about}\n\nNeeds `{action.needs}`." + (f" Takes {takes}." if takes else "")


def _permission_table() -> str:
    head = ("permission", *(role.value for role in PEOPLE))
    rows = ((f"`{name}`", *("yes" if role in grants(name) else "" for role in PEOPLE)) for name in permissions())
    return _table(head, rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *map(list, rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
