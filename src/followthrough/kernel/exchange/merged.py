"""What rows and links of old files mean since a record was merged: its numbers lead to the one that stayed."""

from collections.abc import Collection, Iterator
from typing import Any

from followthrough.kernel.exchange.keys import bearers
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.registry import RecordType

LEADING = ("ref", "former_id")  # the keys by which a merged record is still known


def led_by(kind: RecordType, key: str, keys: Collection[str], rows: Any) -> Iterator[tuple[str, Any]]:
    """The records of `rows` that stayed when the ones of these numbers were merged into them, each with that number.

    Numbers of the house are given in capitals, those of another system as `Key` writes them.
    """
    if key not in LEADING or not keys:
        return
    led = FormerNumber.objects.filter(kind=kind.kind)
    if key == "ref":
        pairs = list(led.filter(ref__in=keys).values_list("ref", "record_id"))
    elif any(column.name == key for column in kind.model._meta.concrete_fields):
        to = dict(led.values_list("former_id", "record_id"))
        pairs = [(text, to[gone]) for text, gone in (bearers(kind, key, keys) if to else []) if gone in to]
    else:
        return
    stayed = rows.in_bulk({pk for _key, pk in pairs}) if pairs else {}
    yield from ((text, stayed[pk]) for text, pk in pairs if pk in stayed)
