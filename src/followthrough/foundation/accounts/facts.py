"""What happens with accounts that other areas may want to know."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class InteractionLogged(Fact):
    """Somebody wrote down a call, a meeting, a visit, a mail or a note; `kind` and `outcome` are stored words."""

    interaction_id: int
    account_id: int | None
    kind: str
    outcome: str
