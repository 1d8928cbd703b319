"""How columns were matched before: the same heads are matched the same way the next time, by oneself or one's team."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.models import Import, Matched
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import RecordType

KEPT_OPTIONS = ("match", "doubles")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A matching by column index, and how rows and links are recognised."""

    mapping: dict[str, str]
    options: dict[str, Any]


def remember(kind: RecordType, heads: Sequence[str], draft: Import, by: Actor, *, now: datetime) -> None:
    """Keep how this draft's columns are matched."""
    if not by.user_id:
        return
    by_head = {heads[int(index)]: name for index, name in draft.mapping.items() if int(index) < len(heads)}
    links = {heads[int(index)]: way for index, way in draft.options.get("by", {}).items() if int(index) < len(heads)}
    team = User._default_manager.filter(pk=by.user_id).values_list("team_id", flat=True).first()
    Matched.objects.update_or_create(
        user_id=by.user_id,
        into=kind.plural,
        heads_hash=_hashed(heads),
        defaults={
            "team_id": team,
            "mapping": by_head,
            "options": {**{name: draft.options.get(name, "") for name in KEPT_OPTIONS}, "by": links},
            "used_at": now,
        },
    )


def recall(kind: RecordType, heads: Sequence[str], by: Actor) -> Remembered | None:
    """How such a file was matched last by this person, else by somebody of their teams; only fields they may write."""
    if not by.user_id:
        return None
    known = Matched.objects.filter(into=kind.plural, heads_hash=_hashed(heads))
    mine = known.filter(user_id=by.user_id).first()
    found = mine or known.filter(Q(team_id__in=by.team_ids)).order_by("-used_at").first()
    if found is None or len(set(heads)) != len(heads):
        return None
    allowed = {"ref", *kind.writable(by)}
    place = {head: str(index) for index, head in enumerate(heads)}
    mapping = {place[head]: name for head, name in found.mapping.items() if head in place and name in allowed}
    links = {place[head]: way for head, way in found.options.get("by", {}).items() if head in place}
    return Remembered(mapping, {**{name: found.options.get(name, "") for name in KEPT_OPTIONS}, "by": links})


def _hashed(heads: Sequence[str]) -> str:
    """The same for the same heads in any order."""
    return hashlib.sha256("\x00".join(sorted(head.strip().casefold() for head in heads)).encode()).hexdigest()
