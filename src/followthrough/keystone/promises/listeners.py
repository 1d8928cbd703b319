"""What the desk does when it hears of something."""

from datetime import datetime

from followthrough.foundation.accounts.facts import InteractionLogged
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.exchange.facts import RecordsImported
from followthrough.kernel.facts.announce import listens
from followthrough.kernel.history.acting import acting
from followthrough.kernel.jobs.declare import defer
from followthrough.keystone.promises.actions.contacts import contact_made
from followthrough.keystone.promises.actions.engine import apply_rule
from followthrough.keystone.promises.queries.followups import RULE


@listens(InteractionLogged)
def keep_the_contact(fact: InteractionLogged, key: str, at: datetime) -> None:
    """A promised contact is kept by the conversation."""
    if fact.account_id is not None:
        with acting(SYSTEM, "keep_contact", surface="job", now=at):
            contact_made([fact.account_id], by=SYSTEM, now=at)


@listens(InteractionLogged)
def promise_the_follow_up(fact: InteractionLogged, key: str, at: datetime) -> None:
    """A call or meeting is followed up, unless its next promise was made with it."""
    with acting(SYSTEM, "follow_up", surface="job", now=at):
        apply_rule(RULE, [fact.interaction_id], by=SYSTEM, now=at)


@listens(RecordsImported)
def promise_what_came_in(fact: RecordsImported, key: str, at: datetime) -> None:
    """An imported book gets its promises at once, not at the next round of the engine."""
    defer("promises.run_rules")
