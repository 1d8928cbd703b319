"""What is measured on contracts and amendments for approval: clauses, time to pay, term, discounts, amounts."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.keystone.approvals.queries.subjects import Measure
from followthrough.keystone.approvals.queries.wording import plain_number
from followthrough.keystone.approvals.rules import Measured, mark_of
from followthrough.winning.contracts.models import (
    Amendment,
    AmendmentState,
    Contract,
    ContractLine,
    ContractState,
    ContractTemplate,
    TemplateClause,
    TermChange,
)
from followthrough.winning.contracts.queries.money import once, yearly
from followthrough.winning.contracts.queries.parts import added_by, standing_parts
from followthrough.winning.contracts.queries.terms import read_term
from followthrough.winning.contracts.queries.wording import agreed_text, clauses_of, standard_text
from followthrough.winning.contracts.rules.standing import CHANGEABLE
from followthrough.winning.contracts.rules.terms import months_between
from followthrough.winning.contracts.rules.wording import is_same

CHANGED, LEFT_OUT, BEYOND = "contracts.clause_changed", "contracts.clause_left_out", "contracts.beyond_template"
PAYMENT, TERM, LINE_OFF, AMOUNT = "contracts.payment", "contracts.term", "contracts.discount", "contracts.amount"
MEASURES = (
    Measure(CHANGED, gettext_lazy("A changed clause"), gettext_lazy("%(part)s differs from the standard text.")),
    Measure(LEFT_OUT, gettext_lazy("A clause left out"), gettext_lazy("%(part)s must be in and is not.")),
    Measure(BEYOND, gettext_lazy("More than the contract’s template allows"),
            gettext_lazy("%(part)s: more than its template allows.")),
    Measure(PAYMENT, gettext_lazy("Time to pay under a contract"),
            gettext_lazy("The customer gets %(value)s to pay."), "days"),
    Measure(TERM, gettext_lazy("Term of a contract"), gettext_lazy("It runs for %(value)s."), "months"),
    Measure(LINE_OFF, gettext_lazy("Discount of a contract line"), gettext_lazy("%(part)s is %(value)s off."),
            "percent", on_parts=True),
    Measure(AMOUNT, gettext_lazy("Amount of a contract in its first year"),
            gettext_lazy("It comes to %(value)s in its first year."), "money"),
)  # fmt: skip


def open_contracts() -> QuerySet[Contract]:
    """The contracts both sides still talk about."""
    rows = Contract._default_manager.filter(state__in=CHANGEABLE, binned_at__isnull=True)
    return rows.select_related("account", "owner", "template")


def is_open(contract: Contract) -> bool:
    """Whether it may still change."""
    return ContractState(contract.state) in (ContractState.DRAFT, ContractState.NEGOTIATION)


def draft_amendments() -> QuerySet[Amendment]:
    """The amendments that have not gone out yet."""
    rows = Amendment._default_manager.filter(state=AmendmentState.DRAFT, binned_at__isnull=True)
    return rows.select_related("contract__account", "contract__owner", "contract__template")


def is_draft(amendment: Amendment) -> bool:
    """Whether it may still change."""
    return amendment.state == AmendmentState.DRAFT


def measured_on(contract: Contract) -> list[Measured]:
    """Everything measured on a contract: each clause, each line, and its terms."""
    lines = list(standing_parts(ContractLine, contract).select_related("product"))
    months = contract.term_months
    if contract.starts_on and contract.ends_on:
        months = months_between(contract.starts_on, contract.ends_on)
    found = [*_of_clauses(contract), *_of_terms(contract.template, contract.payment_days, months)]
    return [*found, *_of_lines(contract, lines)]


def measured_in(amendment: Amendment) -> list[Measured]:
    """What an amendment brings: lines, another time to pay, another end; what stays as it was is not measured again."""
    contract = amendment.contract
    rows = TermChange._default_manager.filter(amendment=amendment, binned_at__isnull=True)
    changed = {one.term: read_term(one.term, one.after) for one in rows}
    ends: date | None = changed.get("ends_on")
    months = months_between(amendment.effective_on, ends) if ends else None
    lines = list(added_by(ContractLine, amendment).select_related("product"))
    return [*_of_terms(contract.template, changed.get("payment_days"), months), *_of_lines(contract, lines)]


def _of_terms(template: ContractTemplate | None, days: int | None, months: int | None) -> Iterator[Measured]:
    if days is not None:
        yield Measured(PAYMENT, Decimal(days), mark_of([days]), label=_("The time to pay"))
        if template and days > template.most_payment_days:
            said = ngettext("%(n)d day to pay", "%(n)d days to pay", days) % {"n": days}
            yield Measured(BEYOND, None, mark_of([days]), PAYMENT, said)
    if months is not None:
        yield Measured(TERM, Decimal(months), mark_of([months]), label=_("The term"))
        if template and months > template.most_term_months:
            said = ngettext("A term of %(n)d month", "A term of %(n)d months", months) % {"n": months}
            yield Measured(BEYOND, None, mark_of([months]), TERM, said)


def _of_lines(contract: Contract, lines: Iterable[ContractLine]) -> Iterator[Measured]:
    rows = list(lines)
    for line in rows:
        mark, product, family = _mark(line), line.product_id, line.product.family if line.product else ""
        yield Measured(LINE_OFF, line.discount, mark, line.ref, line.title, product=product, family=family)
        if contract.template and line.discount > contract.template.most_discount:
            said = _("%(percent)s%% off %(line)s") % {"percent": plain_number(line.discount), "line": line.title}
            yield Measured(BEYOND, None, mark, line.ref, said)
    if rows:
        amount = yearly(rows, contract.currency) + once(rows, contract.currency)
        mark = mark_of([amount.amount, amount.currency])
        yield Measured(AMOUNT, amount.amount, mark, label=_("The amount"), unit=amount.currency)


def _mark(line: ContractLine) -> str:
    """The fingerprint of what is agreed on a line; words about it count only where they are all there is."""
    words = "" if line.product_id else line.description
    return mark_of([line.product_id, words, line.quantity, line.unit_price, line.discount, line.charged])


def _of_clauses(contract: Contract) -> Iterator[Measured]:
    """Clauses with words of their own that matter, clauses of nobody's, and those that must be in and are not."""
    own = clauses_of(contract)
    for one in own:
        changed = bool(one.text) and not is_same(standard_text(one, contract.language), one.text)
        if changed and (one.clause is None or one.clause.needs_approval):
            mark = mark_of([agreed_text(one, contract.language)])
            yield Measured(CHANGED, None, mark, one.ref, _("“%(name)s”") % {"name": one.title})
    there = {one.clause_id for one in own} | {one.clause.alternative_to_id for one in own if one.clause}
    places = TemplateClause._default_manager.filter(template=contract.template_id, binned_at__isnull=True)
    for clause in (one.clause for one in places.select_related("clause").order_by("position", "pk")):
        if clause.pk not in there and clause.is_mandatory:
            yield Measured(LEFT_OUT, None, mark_of([clause.pk]), clause.ref, _("“%(name)s”") % {"name": clause.name})
