"""What follows from writing a conversation down: who spoke, with which account, and that others get to know."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from followthrough.foundation.accounts.facts import InteractionLogged
from followthrough.foundation.accounts.models import Interaction
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.facts.announce import announce_all
from followthrough.kernel.records.registry import Values


def fill_interactions(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Whoever writes it down spoke, just now, with the contact's account, unless something else is said."""
    for row in rows:
        if not (row.get("by") or row.get("by_id")):
            row["by_id"] = row.pop("by", None) or by.user_id
        row["at"] = row.get("at") or now
        contact = row.get("contact")
        if contact and not (row.get("account") or row.get("account_id")):
            row["account_id"] = row.pop("account", None) or contact.account_id


def saved_interactions(
    *, created: Sequence[Interaction], changed: Sequence[Interaction], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """Announce what was newly written down."""
    announce_all([InteractionLogged(said.pk, said.account_id, said.kind, said.outcome) for said in created], at=now)
