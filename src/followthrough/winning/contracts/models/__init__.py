"""Contracts and everything that stands in them: terms, parts, clauses, what was negotiated, who has it, amendments."""

from followthrough.winning.contracts.models.amending import Amendment, AmendmentState, TermChange
from followthrough.winning.contracts.models.clauses import (
    Clause,
    ClauseVersion,
    ContractTemplate,
    TemplateClause,
)
from followthrough.winning.contracts.models.contracts import (
    Billing,
    Contract,
    ContractState,
    NoticeFrom,
    NoticeUnits,
    Party,
    of_contract,
)
from followthrough.winning.contracts.models.negotiating import (
    Holding,
    NegotiationRound,
    OpenPoint,
    PointState,
    Side,
)
from followthrough.winning.contracts.models.parts import (
    CALLED,
    PARTS,
    BenefitCall,
    BilledWhen,
    Charged,
    Commitment,
    CommitmentPeriod,
    ContractDiscount,
    ContractLine,
    Entitlement,
    EntitlementKind,
    Part,
    PlacementKind,
    ServicePackage,
)
from followthrough.winning.contracts.models.written import ContractClause

__all__ = [
    "CALLED",
    "PARTS",
    "Amendment",
    "AmendmentState",
    "BenefitCall",
    "BilledWhen",
    "Billing",
    "Charged",
    "Clause",
    "ClauseVersion",
    "Commitment",
    "CommitmentPeriod",
    "Contract",
    "ContractClause",
    "ContractDiscount",
    "ContractLine",
    "ContractState",
    "ContractTemplate",
    "Entitlement",
    "EntitlementKind",
    "Holding",
    "NegotiationRound",
    "NoticeFrom",
    "NoticeUnits",
    "OpenPoint",
    "Part",
    "Party",
    "PlacementKind",
    "PointState",
    "ServicePackage",
    "Side",
    "TemplateClause",
    "TermChange",
    "of_contract",
]
