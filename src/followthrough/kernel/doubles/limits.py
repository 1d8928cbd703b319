"""Which kinds of records can be merged, which records of them can't and why, and what a kind puts in order after it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import ApiKey, Company, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType

Settle = Callable[..., None]
MOST_ABOVE = 100

_never: set[type[Record]] = {ApiKey, Company}
_after: dict[type[Record], Settle] = {}


def never_merged(*models: type[Record]) -> None:
    """Declare kinds of which no two records ever mean the same, such as keys and links of guests."""
    _never.update(models)


def after_merge(model: type[Record], settle: Settle) -> None:
    """Declare what puts a record in order once others went into it, as `settle(record, by=actor, now=now)`."""
    _after[model] = settle


def settle_merged(kind: RecordType, stays: Any, *, by: Actor, now: datetime) -> None:
    """Let the record's area put it in order."""
    if kind.model in _after:
        _after[kind.model](stays, by=by, now=now)


def is_mergeable(kind: RecordType) -> bool:
    """Whether two records of this kind can mean the same."""
    return kind.listed and bool(kind.writers) and kind.model not in _never and kind.model._meta.app_label != "doubles"


def why_not(kind: RecordType, gone: Any, stays: Any) -> str:
    """Why this record can't go into that one, in words; empty if it can."""
    if isinstance(gone, User) and gone.signs_in:
        return _("signs in; only a person without sign-in can go into another")
    for column in kind.model._meta.concrete_fields:
        if column.related_model is kind.model and _is_above(gone, stays, column.attname):
            return _("%(stays)s is part of something that is part of it") % {"stays": stays.title}
    return ""


def _is_above(gone: Any, stays: Any, column: str) -> bool:
    """Whether the way up from the one that stays meets the other with something between them: it would be a circle."""
    above, steps = getattr(stays, column), 0
    while above is not None and above != gone.pk and steps < MOST_ABOVE:
        above = type(stays)._default_manager.filter(pk=above).values_list(column, flat=True).first()
        steps += 1
    return above == gone.pk and steps > 0
