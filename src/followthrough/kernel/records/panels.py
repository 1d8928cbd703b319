"""The records a panel shows of the page it stands on."""

from typing import Any

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import ID, Given, prepared
from followthrough.kernel.records.registry import Panel, type_of


def rows_on(panel: Panel, record: Any, actor: Actor, links: tuple[str, ...], most: int) -> list[Any]:
    """So many of a panel's records in its order, with the records these links of theirs lead to."""
    if panel.rows is None:
        return _linked(panel, type_of(record).kind, actor, links, most).rows(record=record.pk)
    return list(_in_order(panel, panel.rows(record, actor), links, most))


@prepared
def _linked(panel: Panel, kind: str, actor: Actor, links: tuple[str, ...], most: int) -> QuerySet[Any]:
    assert panel.of is not None
    record = Given("record", ID)
    to_any = f"{panel.link}_kind"  # a link to records of any kind has its kind and its id apart
    if any(column.name == to_any for column in panel.of._meta.concrete_fields):
        rows = panel.of.visible_to(actor).filter(**{to_any: kind, f"{panel.link}_id": record})
    else:
        rows = panel.of.visible_to(actor).filter(**{panel.link: record})
    return _in_order(panel, rows, links, most)


def _in_order(panel: Panel, rows: QuerySet[Any], links: tuple[str, ...], most: int) -> QuerySet[Any]:
    return rows.select_related(*links).order_by(*panel.order)[:most]
