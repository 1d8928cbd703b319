"""What renewals learn from contracts."""

from datetime import datetime

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.facts.announce import listens
from followthrough.kernel.history.acting import acting
from followthrough.winning.contracts.facts import ContractSigned
from followthrough.winning.renewals.actions.deciding import settle_by_contract


@listens(ContractSigned)
def hear_of_the_new_contract(fact: ContractSigned, key: str, at: datetime) -> None:
    """The contract that takes a renewed one's place is signed."""
    with acting(SYSTEM, "settle_renewal", surface="job", now=at):
        settle_by_contract(fact.contract_id, now=at)
