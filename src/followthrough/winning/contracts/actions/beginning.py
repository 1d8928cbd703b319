"""Make a contract from an accepted quote, or from a deal, with nothing typed again."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.values.money import Money, sum_money
from followthrough.winning.contracts.models import (
    Contract,
    ContractDiscount,
    ContractLine,
    ContractState,
    ContractTemplate,
    Entitlement,
)
from followthrough.winning.contracts.queries.entitled import Owing, quoted_as, quoted_in
from followthrough.winning.contracts.rules.terms import end_after
from followthrough.winning.pipeline.models import Line, Opportunity, OpportunityContact
from followthrough.winning.pipeline.rules.offer import WHOLE, each_period, offer_totals
from followthrough.winning.quotes.models import Quote, QuoteState, QuoteVersion
from followthrough.winning.quotes.queries.choosing import with_choice
from followthrough.winning.quotes.queries.promised import ACCEPTED

MONTHS = {"month": 1, "quarter": 3, "year": 12}
ASKS = {
    "template": gettext_lazy("Template"),
    "starts_on": gettext_lazy("Runs from"),
    "term_months": gettext_lazy("Term, months"),
}


@action(
    Quote,
    needs="contracts.create",
    button=gettext_lazy("Make the contract"),
    icon="file-pen-line",
    primary=True,
    applies=lambda one: one.state == QuoteState.ACCEPTED,
    labels=ASKS,
)
def make_contract_quote(
    quote: Quote,
    *,
    template: ContractTemplate | None = None,
    starts_on: date | None = None,
    term_months: int | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Make a draft contract of what was accepted: lines, customer, signer, words, terms, and the template's clauses.

    Each line of what the quote promises becomes an entitlement, unless the draft began with it. Refused where there is
    a contract already.
    """
    refuse_second(quote.opportunity)
    version = QuoteVersion._default_manager.get(quote=quote, number=quote.number)
    given: Values = {"template": template, "starts_on": starts_on, "term_months": term_months}
    given |= {"name": quote.title, "contact": quote.contact or signer_of(quote.opportunity), "owner": quote.owner}
    given |= {"quote_version": version, "language": quote.language, "po_number": quote.po_number}
    days = re.search(r"\d+", quote.payment_terms)
    if days and int(days[0]) <= 365:
        given["payment_days"] = int(days[0])
    made = _drafted(quote.opportunity, given, by=by, now=now)
    if _net(quote.opportunity) != Decimal(with_choice(version.content, quote.choice)["totals"]["net"]):
        raise Refused(_("The lines are no longer those that were accepted. Revise the quote and have it accepted."))
    rows: list[Values] = [{"contract": made, "name": line} for line in _not_yet_owed(quote, made)]
    create_records(type_of(Entitlement), rows, by=by, now=now)
    _keep_the_promise(quote.opportunity, made, by=by, now=now)
    return Changes(_("%(ref)s is drafted.") % {"ref": made.ref}, record=made, ask={"opens": True})


@action(
    Opportunity,
    needs="contracts.create",
    button=gettext_lazy("Make the contract"),
    icon="file-pen-line",
    applies=lambda one: one.account_id is not None and one.state != "lost",
    labels=ASKS,
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
    given: Values = {"template": template, "starts_on": starts_on, "term_months": term_months}
    given |= {"contact": signer_of(opportunity), "owner": opportunity.owner}
    made = _drafted(opportunity, given, by=by, now=now)
    _keep_the_promise(opportunity, made, by=by, now=now)
    return Changes(_("%(ref)s is drafted.") % {"ref": made.ref}, record=made, ask={"opens": True})


def _not_yet_owed(quote: Quote, made: Contract) -> list[str]:
    """The lines the quote promises that no part of the draft stands for: a renewal's draft begins with what went on."""
    parts: list[Owing] = [*Entitlement._default_manager.filter(contract=made)]
    parts += ContractDiscount._default_manager.filter(contract=made)
    there = Counter(quoted_as(one, quote.language) for one in parts)
    left = []
    for line in quoted_in(quote):
        if there[line]:
            there[line] -= 1
        else:
            left.append(line)
    return left


def _keep_the_promise(opportunity: Opportunity, made: Contract, *, by: Actor, now: datetime) -> None:
    """What an accepted quote of the deal left to do, its contract or order, is done."""
    text = _("%(ref)s was made from it.") % {"ref": made.ref}
    for quote in Quote._default_manager.filter(opportunity=opportunity, state=QuoteState.ACCEPTED):
        keep_of(quote, rule=ACCEPTED, text=text, by=by, now=now)


def _drafted(opportunity: Opportunity, given: Values, *, by: Actor, now: datetime) -> Contract:
    """The contract with the lines that count, and each discount on the whole as a line of its own."""
    found = Line._default_manager.filter(opportunity=opportunity, binned_at__isnull=True)
    lines = [one for one in found.select_related("product", "tax").order_by("position", "pk") if one.counts]
    values = {name: value for name, value in given.items() if value is not None}
    values.setdefault("term_months", months_of(lines))
    values = {name: value for name, value in values.items() if value is not None}
    made: Contract
    (made,) = create_records(
        type_of(Contract), [{**values, "account": opportunity.account, "opportunity": opportunity}], by=by, now=now
    )
    rows = [{**line_values(made, line), **_shorter(made, line)} for line in lines]
    create_records(type_of(ContractLine), [*rows, *_off_the_whole(made, opportunity, lines)], by=by, now=now)
    return made


def months_of(lines: Iterable[Line]) -> int | None:
    """The longest time a line is charged for, in months; None where nothing recurs."""
    return max((MONTHS[line.charge] * line.periods for line in lines if line.charge in MONTHS), default=None)


def line_values(contract: Contract, line: Line) -> Values:
    """A line of the deal as a line of the contract."""
    names = ("product", "description", "quantity", "unit_price", "discount", "tiers", "starts_on", "ends_on")
    return {"contract": contract, **{name: getattr(line, name) for name in names}, "charged": line.charge}


def _shorter(contract: Contract, line: Line) -> Values:
    """The last day of a line that is charged fewer times than the term is long."""
    months = MONTHS.get(line.charge, 0) * line.periods
    start = line.starts_on or contract.starts_on
    if line.ends_on or not months or start is None or months >= (contract.term_months or 0):
        return {}
    return {"ends_on": end_after(start, months)}


def _off_the_whole(contract: Contract, opportunity: Opportunity, lines: Iterable[Line]) -> Iterable[Values]:
    """The discount on the whole, rounded once for all lines that are charged alike, as the quote rounds it."""
    alike: dict[tuple[str, int], list[Money]] = {}
    for line in lines if opportunity.discount else ():
        if line.unit_price is not None:
            alike.setdefault((line.charge, line.periods), []).append(each_period(line.item, line.currency))
    for (charge, _periods), amounts in alike.items():
        less = (sum_money(amounts, contract.currency) * (opportunity.discount / WHOLE)).rounded()
        words = _("%(percent)s%% off the whole") % {"percent": f"{opportunity.discount.normalize():f}"}
        if less:
            yield {"contract": contract, "description": words, "unit_price": -less.amount, "charged": charge}


def _net(opportunity: Opportunity) -> Decimal:
    """What the lines that count come to now, by the rule quotes are counted by."""
    lines = [one for one in opportunity.lines.filter(binned_at__isnull=True).select_related("tax") if one.counts]
    return offer_totals([line.item for line in lines], opportunity.discount, opportunity.currency).net.amount


def refuse_second(opportunity: Opportunity) -> None:
    """One deal becomes one contract. Raises Refused, naming the one there is."""
    there = Contract._default_manager.filter(opportunity=opportunity, binned_at__isnull=True)
    first = there.exclude(state=ContractState.VOID).first()
    if first is not None:
        raise Refused(_("%(ref)s was made from it already.") % {"ref": first.ref})


def signer_of(opportunity: Opportunity) -> Contact | None:
    """Who signs for them: whose part is to sign or decide, else the first person on the deal."""
    parts = OpportunityContact._default_manager.filter(opportunity=opportunity, binned_at__isnull=True)
    people = list(parts.select_related("contact").order_by("pk"))
    for word in ("sign", "firma", "decid"):
        for one in people:
            if word in one.part.lower():
                return one.contact
    return people[0].contact if people else None
