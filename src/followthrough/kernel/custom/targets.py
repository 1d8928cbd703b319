"""What custom fields may be put on, and link to: every record that people keep by hand."""

from dataclasses import replace

from followthrough.kernel.custom.models import CustomField, CustomOption
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import RecordType, record_types, type_of


def targets() -> list[RecordType]:
    """The types of record, in the order they were declared."""
    own = (CustomField, CustomOption)
    return [kind for kind in record_types() if kind.listed and kind.writers and kind.model not in own]


def name_targets() -> None:
    """Let the fields of a custom field that name a type of record offer all of them; called once all are declared."""
    kind = type_of(CustomField)
    daily_first = sorted(targets(), key=lambda one: (one.group in ("setup", "settings"), not one.in_menu))
    choices = tuple((one.kind, one.label_plural) for one in daily_first)
    for name in ("record_type", "link_to"):
        kind.fields[name] = replace(kind.fields[name], kind=Kind.CHOICE, choices=choices)
