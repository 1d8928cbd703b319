"""What makes a list a grid: which cells may be edited, their raw values, and an empty field for each column."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.downloads.bundles import bundle_of
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import RecordType
from followthrough.web import shapes
from followthrough.web.buttons import bulk_actions
from followthrough.web.fields import form_field, plain_text
from followthrough.web.shapes import BulkAction, Column, Row

NOT_IN_A_CELL = (Kind.STRUCTURE, Kind.FILE, Kind.LINKS)
WORDED = (Kind.LINK, Kind.CHOICE, Kind.YES_NO)
LONGEST = 160  # a longer text is cut in the list, and is changed beside it


def cell_fields(kind: RecordType, names: Sequence[str], actor: Actor) -> dict[str, Field]:
    """The columns this actor may change in the list."""
    if "edit" not in actions_on(kind.model) or not actor.may(kind.permission("edit")):
        return {}
    mine = kind.writable(actor)
    return {n: mine[n] for n in names if n in kind.fields and n in mine and mine[n].kind not in NOT_IN_A_CELL}


def as_grid(kind: RecordType, rows: Sequence[Row], records: Sequence[Any], names: list[str], actor: Actor) -> list[Row]:
    """Rows with what a grid needs: version, raw values, and whether the record takes an edit at all."""
    open_to = cell_fields(kind, names, actor)
    readable = kind.readable(actor)
    fields = [readable.get(name) for name in names]
    edit = actions_on(kind.model).get("edit")
    return [
        replace(
            row,
            version=record.version,
            raws=tuple(_raw(field, record, actor) if field else None for field in fields),
            locked=not open_to or edit is None or not edit.allows(record),
        )
        for row, record in zip(rows, records, strict=True)
    ]


def _raw(field: Field, record: Any, actor: Actor) -> str | None:
    """The value as the field wants it; None for what no cell can hold."""
    if field.kind in NOT_IN_A_CELL:
        return None
    value = getattr(record, field.name)
    if field.kind is Kind.LONG and value and len(value) > LONGEST:
        return None
    return plain_text(field, value, actor)


def editors(kind: RecordType, names: Sequence[str], actor: Actor) -> tuple[shapes.Field, ...]:
    """An empty field for each column that may be edited; the page fills it with a cell's value."""
    return tuple(_editor(field, actor) for field in cell_fields(kind, names, actor).values())


def _editor(field: Field, actor: Actor) -> shapes.Field:
    """The field as a cell begins it with its own value: what must be there can't be chosen away."""
    shown = form_field(field, None, actor)
    return replace(shown, choices=tuple(one for one in shown.choices if one.value)) if field.required else shown


def marked(kind: RecordType, columns: Sequence[Column], fields: Sequence[shapes.Field]) -> tuple[Column, ...]:
    """The heads, telling which columns have a field, and which are copied out as they are stored."""
    named = {field.name for field in fields}
    exact = {name for name, field in kind.fields.items() if field.kind not in WORDED}
    return tuple(replace(one, editable=one.key in named, exact=one.key in exact) for one in columns)


def bulk_of(kind: RecordType, actor: Actor) -> tuple[BulkAction, ...]:
    """What may be done with the picked rows."""
    found: tuple[BulkAction, ...] = ()
    if actor.may(kind.permission("export")):
        found += (BulkAction(_("Excel"), f"/{kind.plural}/export.xlsx", "download", download=True),)
        if bundle := bundle_of(kind.kind):
            found += (BulkAction(str(bundle.label), f"/{kind.plural}/export.zip", "package", download=True),)
    if (merge := actions_on(kind.model).get("merge")) and actor.may(merge.needs):
        found += (BulkAction(str(merge.label), f"/{kind.plural}/merge", merge.icon),)
    return (*found, *bulk_actions(kind, actor))
