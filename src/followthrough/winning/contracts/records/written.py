"""The clauses of one contract, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.registry import record
from followthrough.winning.contracts.actions.clauses import clean_contract_clause, fill_contract_clauses
from followthrough.winning.contracts.models import ContractClause

record(
    ContractClause,
    plural="contract-clauses",
    ref="CC-{n:06}",
    columns=["contract", "position", "heading", "clause", "clause_version", "text"],
    form=["contract", "clause", "heading", "text", "position"],
    filters=["contract", "clause"],
    match=["ref"],
    parent="contract",
    in_menu=False,
    clean=clean_contract_clause,
    fill=fill_contract_clauses,
    fields={"position": {"adds_up": False}},
    begins=_("The text, clause by clause, as the template gives it."),
)
