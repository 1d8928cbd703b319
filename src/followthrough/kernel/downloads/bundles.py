"""What an area makes of the rows of a list besides a workbook: one file of many, such as a ZIP of papers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.model import Record

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Bundle:
    """`write(out, rows, actor, tick)` puts them into a ZIP; `tick` is told how many are in, and may stop it.

    `label` is the word on the button, `name` that in the file's name.
    """

    label: Words
    name: str
    write: Callable[[BinaryIO, QuerySet[Any], Actor, Tick], None]


_bundles: dict[str, Bundle] = {}


def bundle_on(model: type[Record], bundle: Bundle) -> None:
    """Let the rows of this record be taken out as a ZIP."""
    _bundles[str(model._meta.label_lower)] = bundle


def bundle_of(kind: str) -> Bundle | None:
    """What is made of such rows; None for most."""
    return _bundles.get(kind)
