"""Make a contract from a won deal, with nothing typed again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.catalogue.models import ProductKind
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.models import (
    Charged,
    Contract,
    ContractLine,
    ContractState,
    ContractTemplate,
)
from followthrough.winning.pipeline.models import Line, Opportunity, OpportunityContact

ONCE = (ProductKind.ONE_OFF, ProductKind.PART, ProductKind.PLACEMENT)


@action(
    Opportunity,
    needs="contracts.create",
    button=gettext_lazy("Make the contract"),
    icon="file-pen-line",
    applies=lambda one: one.account_id is not None and one.state != "lost",
    labels={
        "template": gettext_lazy("Template"),
        "starts_on": gettext_lazy("Runs from"),
        "term_months": gettext_lazy("Term, months"),
    },
)
def make_contract_opportunity(
    opportunity: Opportunity,
    *,
    template: ContractTemplate | None = None,
    starts_on: date | None = None,
    term_months: int | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Make a draft contract with the deal's lines, customer, people and currency, and the clauses of a template.

    Where the deal has a contract already that was not dropped, that one is named and nothing is made.
    """
    refuse_second(opportunity)
    values: Values = {"account": opportunity.account, "opportunity": opportunity, "owner": opportunity.owner}
    values |= {"template": template, "starts_on": starts_on, "contact": signer_of(opportunity)}
    if term_months:
        values["term_months"] = term_months
    made: Contract
    (made,) = create_records(type_of(Contract), [values], by=by, now=now)
    lines = Line._default_manager.filter(opportunity=opportunity, binned_at__isnull=True).select_related("product")
    rows = [line_values(made, line) for line in lines.order_by("pk")]
    create_records(type_of(ContractLine), rows, by=by, now=now)
    return Changes(_("%(ref)s is drafted.") % {"ref": made.ref}, record=made)


def refuse_second(opportunity: Opportunity) -> None:
    """One deal becomes one contract. Raises Refused, naming the one there is."""
    there = Contract._default_manager.filter(opportunity=opportunity, binned_at__isnull=True)
    first = there.exclude(state=ContractState.VOID).first()
    if first is not None:
        raise Refused(_("%(ref)s was made from it already.") % {"ref": first.ref})


def signer_of(opportunity: Opportunity) -> Contact | None:
    """Who signs for them: whose part is to sign or decide, else the first person on the deal."""
    parts = OpportunityContact._default_manager.filter(opportunity=opportunity, binned_at__isnull=True)
    people: Sequence[OpportunityContact] = list(parts.select_related("contact").order_by("pk"))
    for word in ("sign", "firma", "decid"):
        for one in people:
            if word in one.part.lower():
                return one.contact
    return people[0].contact if people else None


def line_values(contract: Contract, line: Line) -> Values:
    """A deal's line as a line of the contract."""
    return {
        "contract": contract,
        "product": line.product,
        "description": line.description,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "discount": line.discount,
        "charged": charged_as(line.product.kind if line.product else ""),
    }


def charged_as(kind: str) -> str:
    """For which period a kind of product is usually priced."""
    if kind in ONCE or not kind:
        return Charged.ONCE.value
    return Charged.MONTH.value if kind == ProductKind.USAGE else Charged.YEAR.value
