"""Put a template's clauses into a contract, each in the version that holds now."""

from datetime import datetime

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.models import ClauseVersion, Contract, ContractClause, TemplateClause


def write_clauses(contract: Contract, *, by: Actor, now: datetime) -> None:
    """Give a new contract the mandatory clauses of its template, in their order; optional ones are put in by hand."""
    if contract.template_id is None:
        return
    places = TemplateClause._default_manager.filter(template=contract.template_id, binned_at__isnull=True)
    places = places.filter(clause__binned_at__isnull=True, clause__is_mandatory=True).select_related("clause")
    rows: list[Values] = []
    for place in places.order_by("position", "pk"):
        values: Values = {"contract": contract, "clause": place.clause, "position": place.position}
        rows.append(values)
    create_records(type_of(ContractClause), rows, by=by, now=now)


def newest_version(clause_id: int) -> ClauseVersion | None:
    """The version of a clause that holds now."""
    return ClauseVersion._default_manager.filter(clause=clause_id).order_by("-number").first()
