"""What happens with contracts that other areas may want to know."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class ContractSigned(Fact):
    """Both sides have signed a contract; from its first day it runs."""

    contract_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class AmendmentSigned(Fact):
    """Both sides have signed an amendment; it is in force from its day on."""

    amendment_id: int
    contract_id: int


@dataclass(frozen=True, slots=True)
class NoticeGiven(Fact):
    """One side gave notice, or a contract was ended otherwise: `last_day` is its last, in ISO form."""

    contract_id: int
    last_day: str
