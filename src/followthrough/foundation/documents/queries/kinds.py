"""The kinds of documents, registered by the areas that know the business."""

from dataclasses import replace

from followthrough.foundation.documents.models import Document, RetentionRule
from followthrough.kernel.records.fields import Kind, Words
from followthrough.kernel.records.registry import type_of

_kinds: dict[str, Words] = {}


def register_document_kind(key: str, label: Words) -> None:
    """Add a kind, named `area.kind` after the area that knows it; called from that area's `records.py`."""
    if key in _kinds:
        raise ValueError(f"the kind of document {key!r} is registered twice")
    _kinds[key] = label
    for model in (Document, RetentionRule):
        fields = type_of(model).fields
        fields["kind"] = replace(fields["kind"], kind=Kind.CHOICE, choices=tuple(_kinds.items()))


def document_kinds() -> dict[str, Words]:
    """All kinds and their words, in the order they were registered."""
    return dict(_kinds)
