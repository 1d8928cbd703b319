"""How the house says no: each refusal is a sentence that tells what is wrong and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from followthrough.kernel.records.fields import Words


class Problem(Exception):
    """Something a person can mend. `status` is the HTTP status, `code` the stable name programs may rely on."""

    status = 400
    code = "problem"

    def __init__(self, message: Words) -> None:
        super().__init__(message)
        self.message = message


class Invalid(Problem):
    """Values that can't be taken; `fields` names each with its sentence."""

    status = 422
    code = "invalid"

    def __init__(self, fields: Mapping[str, Words], message: Words = "") -> None:
        super().__init__(message or next(iter(fields.values()), ""))
        self.fields = dict(fields)


class Denied(Problem):
    """The actor may see the record but not do this."""

    status = 403
    code = "denied"


class NotFound(Problem):
    """There is no such record, or it is not for this actor: the two look the same."""

    status = 404
    code = "not_found"


class Refused(Problem):
    """The record's state does not allow it now."""

    status = 409
    code = "refused"


class KeyReused(Problem):
    """An idempotency key came again with another body."""

    status = 422
    code = "key_reused"


class StillRunning(Problem):
    """The same idempotency key is being worked on at this moment."""

    status = 409
    code = "still_running"


class Busy(Problem):
    """Somebody else holds what is needed; the same request may be sent again in so many `seconds`."""

    status = 503
    code = "busy"
    seconds = 2


@dataclass(frozen=True, slots=True)
class Clash:
    """One field two people changed: what stands there now and what was typed."""

    field: str
    label: Words
    theirs: Any
    yours: Any


class Stale(Problem):
    """The record changed since it was read; nothing was written and both values are kept."""

    status = 412
    code = "stale"

    def __init__(
        self, message: Words, *, clashes: list[Clash], version: int, changed_by: str, changed_at: datetime | None
    ) -> None:
        super().__init__(message)
        self.clashes = clashes
        self.version = version
        self.changed_by = changed_by
        self.changed_at = changed_at
