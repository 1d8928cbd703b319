"""What of a contract goes on into its renewal: each thing owed in the term that ends, a term later."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from followthrough.kernel.records.registry import Values
from followthrough.values.currency import minor_units
from followthrough.winning.contracts.models import (
    Commitment,
    Contract,
    ContractDiscount,
    ContractLine,
    Entitlement,
    Part,
    ServicePackage,
)
from followthrough.winning.contracts.queries.entitled import Owing, Span, planned_of, quoted_as, quoted_in
from followthrough.winning.contracts.queries.parts import in_force
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.contracts.rules.terms import Run
from followthrough.winning.quotes.models import Quote
from followthrough.winning.renewals.models import Renewal, RenewalLine
from followthrough.winning.renewals.queries.pricing import of_percent, uplift_of
from followthrough.winning.renewals.queries.terms import Term, term_of
from followthrough.winning.renewals.rules.shifting import Shift
from followthrough.winning.renewals.rules.uplift import uplifted

P = TypeVar("P", bound=Part)
SAME: dict[type[Part], tuple[str, ...]] = {
    Entitlement: (
        "name", "kind", "department", "quantity", "lead_days", "window_days", "needs", "needs_days", "place",
        "flight_days", "stands_as", "proof",
    ),
    ContractDiscount: ("name", "percent", "department"),
    Commitment: ("name", "unit", "minimum", "maximum", "period", "rolls_over"),
    ServicePackage: ("name", "product", "includes"),
}  # fmt: skip


def renewed_term(renewal: Renewal) -> Term | None:
    """The term the renewal comes after."""
    return term_of(renewal.contract, renewal.ends_on, calendar_of(renewal.contract))


def owed_again(contract: Contract, term: Term) -> list[Owing]:
    """The entitlements and discounts of a term that go on. What owed nothing in it, or is used up, does not."""
    parts: list[Owing] = [*_standing(Entitlement, contract, term), *_standing(ContractDiscount, contract, term)]
    run = Run(term.number, term.starts_on, term.ends_on, term.notice_by, is_last=not term.goes_on)
    span = Span(contract, run, term.ends_on, term.ends_on)
    return [one for one in parts if _is_callable(one, term) or planned_of(one, span)]


def _standing(model: type[P], contract: Contract, term: Term) -> list[P]:
    rows: Any = model._default_manager.filter(in_force(term.ends_on), contract=contract, binned_at__isnull=True)
    return list(rows.order_by("pk"))


def _is_callable(part: Owing, term: Term) -> bool:
    return isinstance(part, Entitlement) and part.is_called and (part.until is None or part.until >= term.starts_on)


def still_quoted(parts: Iterable[Owing], quote: Quote) -> list[Owing]:
    """Those the quote still promises, line by line: who took one out or rewrote it has agreed on something else."""
    there = Counter(quoted_in(quote))
    kept = []
    for part in parts:
        line = quoted_as(part, quote.language)
        if there[line]:
            there[line] -= 1
            kept.append(part)
    return kept


def carried_parts(renewal: Renewal, term: Term, made: Contract, starts_on: date) -> dict[type[Part], list[Values]]:
    """What the new contract starts with, by kind: owed parts with their days moved, the rest as it stands."""
    shift, factor = Shift(term.starts_on, starts_on), _factor(renewal)
    quote = made.quote_version.quote if made.quote_version else None
    owed = owed_again(renewal.contract, term)
    kept = still_quoted(owed, quote) if quote else owed
    found: dict[type[Part], list[Values]] = {Entitlement: [], ContractDiscount: []}
    for part in kept:
        row = _entitled(part, shift, term, factor) if isinstance(part, Entitlement) else _discount(part, shift)
        found[type(part)].append(row)
    for model in (Commitment, ServicePackage):
        found[model] = [_same(one) for one in _standing(model, renewal.contract, term)]
    for row, before in zip(found[Commitment], _standing(Commitment, renewal.contract, term), strict=True):
        row["continues"] = before
    return {model: [{**row, "contract": made} for row in rows] for model, rows in found.items()}


def lines_before(renewal: Renewal, lines: Iterable[ContractLine]) -> list[tuple[ContractLine, ContractLine]]:
    """Each of the new contract's lines with the line of the contract before that it goes on from."""
    rows: Any = RenewalLine._default_manager.filter(renewal=renewal, line__isnull=False, binned_at__isnull=True)
    before: dict[tuple[int | None, str], list[ContractLine]] = defaultdict(list)
    for row in rows.select_related("contract_line").order_by("pk"):
        before[row.contract_line.product_id, row.contract_line.description].append(row.contract_line)
    alike = ((line, before[line.product_id, line.description]) for line in lines)
    return [(line, rows.pop(0)) for line, rows in alike if rows]


def sold_with(
    renewal: Renewal, term: Term, made: Contract, lines: dict[int, ContractLine]
) -> list[tuple[Entitlement, ContractLine]]:
    """Which of the new contract's entitlements were sold with which of its lines; `lines` by those they go on from."""
    rows: Any = Entitlement._default_manager.filter(contract=made, line__isnull=True, binned_at__isnull=True)
    there: dict[tuple[Any, ...], list[Entitlement]] = defaultdict(list)
    for one in rows.order_by("pk"):
        there[_known_by(one)].append(one)
    found = []
    for old in owed_again(renewal.contract, term):
        alike = there[_known_by(old)] if isinstance(old, Entitlement) else []
        new = alike.pop(0) if alike else None
        if isinstance(old, Entitlement) and new is not None and old.line_id in lines:
            found.append((new, lines[old.line_id or 0]))
    return found


def _known_by(part: Entitlement) -> tuple[Any, ...]:
    return part.name, part.kind, part.place, part.quantity


def _same(part: Part) -> Values:
    return {name: getattr(part, name) for name in SAME[type(part)]}


def _discount(part: ContractDiscount, shift: Shift) -> Values:
    return {**_same(part), "until": shift.moved(part.until) if part.until else None}


def _entitled(part: Entitlement, shift: Shift, term: Term, factor: Fraction) -> Values:
    """One with days of its own has them again; one that came later in the term comes as late again."""
    came = part.effective_from
    first = part.first_on or (came if came and came > term.starts_on and not part.is_called else None)
    if part.recurrence and first:
        first = shift.first_of(part.recurrence, first)
    elif first:
        first = shift.moved(first)
    worth = part.value and uplifted(part.value, factor, minor_units(part.currency))
    return {
        **_same(part),
        "person": part.person if part.person and part.person.is_active else None,
        "first_on": first,
        "recurrence": shift.recurring(part.recurrence),
        "until": shift.moved(part.until) if part.until else None,
        "value": worth,
    }


def _factor(renewal: Renewal) -> Fraction:
    """What prices were multiplied by: a percentage typed in, else the rule's; one where a price list decides."""
    if renewal.uplift_percent is not None:
        return of_percent(renewal.uplift_percent).factor
    return uplift_of(renewal.uplift).factor
