"""Nothing happens twice: what an idempotency key led to is kept, and answered again."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.models import Answer
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.records.problems import KeyReused, StillRunning


def fingerprint(*body: Any) -> str:
    """What tells one request from another under the same key."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def answered(actor: Actor, key: str, body: str) -> Outcome | None:
    """The answer this key already got; holds the key for this transaction, so that twins can't both run."""
    caller = _caller(actor)
    number = int.from_bytes(hashlib.sha256(f"{caller}\x00{key}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise StillRunning(_("The same request is being worked on. Ask again in a moment."))
    row = Answer.objects.filter(caller=caller, key=key).first()
    if row is None:
        return None
    if row.body_hash != body:
        raise KeyReused(_("This idempotency key was already used for another request. Use a new key."))
    return Outcome(**{**row.outcome, "replayed": True})


def is_repeat(actor: Actor, key: str) -> bool:
    """Whether this key has led to something already, so that what it made is not taken for a stranger's."""
    return bool(key) and Answer.objects.filter(caller=_caller(actor), key=key).exists()


def keep_answer(actor: Actor, key: str, body: str, verb: str, outcome: Outcome, *, at: datetime) -> None:
    """Keep what a key led to, in the transaction that did it."""
    Answer.objects.create(caller=_caller(actor), key=key, verb=verb, body_hash=body, outcome=outcome.stored(), at=at)


def _caller(actor: Actor) -> str:
    if actor.opens:
        return f"link:{actor.opens.ref}"
    return f"user:{actor.user_id}" if actor.user_id else f"{actor.role}:{actor.name}"
