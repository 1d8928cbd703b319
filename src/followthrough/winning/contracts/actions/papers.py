"""File what belongs to a contract under it: versions of either side, what was signed."""

from datetime import datetime
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.notes.actions import attach_content
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of


def file_paper(about: Record, kind: str, title: str, file: Any, *, by: Actor, now: datetime) -> None:
    """Keep an uploaded file of at most 25 MB on the contract or amendment. Raises Invalid for a larger one."""
    attach_content(type_of(about).kind, about.pk, file.name, file.chunks(), by=by, now=now)
