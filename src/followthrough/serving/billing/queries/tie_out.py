"""Contracted, delivered, billed and paid, line by line: what differs, and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.serving.billing.models import Allocation, InvoiceLine, InvoiceState
from followthrough.serving.billing.models.invoices import OWED
from followthrough.serving.billing.queries.arrivals import arrivals
from followthrough.serving.billing.queries.due import SIGNED
from followthrough.serving.billing.queries.proven import Proven, Standing
from followthrough.serving.billing.queries.schedule import Agreed, Planned, planned
from followthrough.serving.billing.queries.shown import Running, Shown, due_of, proven_of, running, shown_of
from followthrough.values.money import Money
from followthrough.winning.contracts.models import AmendmentState, Charged, Contract, ContractLine, TermChange
from followthrough.winning.contracts.queries.terms import calendar_of

ZERO = Decimal(0)
BILLED = (*OWED, InvoiceState.PAID, InvoiceState.CREDITED)


@dataclass(frozen=True, slots=True)
class Tied:
    """One line of a contract, net of tax, through the present term.

    What is contracted is always what is not due yet, plus what is not billed, in drafts, given as a discount, credited,
    written off, open, and paid; and what is delivered plus what is to come, late, missed, or let go. Usage is
    contracted as far as it was taken.
    """

    line: ContractLine
    proven: Proven
    contracted: Decimal
    delivered: Decimal
    to_come: Decimal
    late: Decimal
    missed: Decimal
    let_go: Decimal
    not_due: Decimal
    not_billed: Decimal
    drafted: Decimal
    billed: Decimal
    discounted: Decimal
    credited: Decimal
    written_off: Decimal
    overdue: Decimal
    open: Decimal
    paid: Decimal

    @property
    def is_leak(self) -> bool:
        """Whether money is missing: due and on no invoice, or overdue, or written off."""
        return self.not_billed > 0 or self.overdue > 0 or self.written_off > 0

    @property
    def unbilled_work(self) -> Decimal:
        """What was delivered beyond what is on invoices or in drafts, discounts and credits counted as billed."""
        return max(self.delivered - self.billed - self.drafted - self.discounted + min(self.credited, ZERO), ZERO)


@dataclass(frozen=True, slots=True)
class TiedContract:
    """A contract with its lines tied out."""

    contract: Contract
    lines: tuple[Tied, ...]

    def sum(self, name: str) -> Decimal:
        """The sum of a figure over all lines."""
        return sum((getattr(line, name) for line in self.lines), ZERO)


FIGURES = tuple(field.name for field in fields(Tied) if field.name not in ("line", "proven"))


def tie_out(contracts: Sequence[Contract], day: date) -> list[TiedContract]:
    """Contracts tied out on a day; the number of queries does not grow with them, but for those with meters."""
    calendars = Calendars()
    lines = _by_contract(ContractLine, contracts, effective_from__isnull=False)
    changes = _changes(contracts)
    every = [line for some in lines.values() for line in some]
    borne, delivered = _borne([line.pk for line in every], day), arrivals(every)
    runs = {one.pk: running(one, calendar_of(one, calendars), day) for one in contracts}
    shown = shown_of(contracts, lines, runs, day)
    found = []
    for contract in contracts:
        agreed = Agreed(contract, lines[contract.pk], changes[contract.pk], calendar_of(contract, calendars), delivered)
        found.append(_tied(agreed, borne, shown, runs[contract.pk], day))
    return found


def contracts_to_tie(actor: Actor) -> Any:
    """Signed contracts the actor sees that have begun."""
    rows = Contract.visible_to(actor).filter(state__in=SIGNED, starts_on__isnull=False)
    return rows.select_related("account", "owner", "team").order_by("name", "pk")


LEAKS = ("not_billed", "overdue", "written_off", "unbilled_work")


def leaking(actor: Actor, day: date) -> list[TiedContract]:
    """The contracts the actor sees with money missing, the most first."""
    found = [one for one in tie_out(list(contracts_to_tie(actor)), day) if any(one.sum(name) for name in LEAKS)]
    return sorted(found, key=lambda one: -sum((one.sum(name) for name in LEAKS), ZERO))


def _tied(agreed: Agreed, borne: dict[int, dict[str, Decimal]], shown: Shown, run: Running, day: date) -> TiedContract:
    contract = agreed.contract
    due: dict[int, Decimal] = defaultdict(Decimal)
    later: dict[int, Decimal] = defaultdict(Decimal)
    schedule = planned(agreed, max(run.until, day)) if contract.starts_on else []
    _share_out(schedule, day, due, later)
    for line in agreed.lines:
        if (told := due_of(line, shown, run)) is not None:
            due[line.pk], later[line.pk] = told
    tied = (_line(line, agreed, borne[line.pk], due[line.pk], later[line.pk], day, run, shown) for line in agreed.lines)
    return TiedContract(contract, tuple(one for one in tied if any(getattr(one, name) for name in FIGURES)))


def _share_out(schedule: Iterable[Planned], day: date, due: dict[int, Decimal], later: dict[int, Decimal]) -> None:
    for one in schedule:
        for line in one.lines:
            (due if one.due <= day else later)[line.line.pk] += line.amount.amount


def _line(
    line: ContractLine,
    agreed: Agreed,
    known: dict[str, Decimal],
    due: Decimal,
    later: Decimal,
    day: date,
    run: Running,
    shown: Shown,
) -> Tied:
    billed, drafted, discounted = known["billed"], known["drafted"], known["discounted"]
    given = billed + drafted + discounted
    if line.charged == Charged.USAGE and line.pk not in shown.counted:
        due = given  # nothing counts it: it was taken as far as somebody invoiced it
    proven = proven_of(line, agreed, due + later, day, run, shown)
    ahead = max(min(given - due, later), ZERO)  # billed or drafted before its day: no longer to come
    paid, gone, credited = known["paid"], known["written_off"], known["credited"]
    still = billed + credited - paid - gone
    overdue = max(min(known["overdue"], still), ZERO)
    return Tied(
        line=line,
        proven=proven,
        contracted=due + later,
        delivered=proven.amounts[Standing.DONE],
        to_come=proven.amounts[Standing.TO_COME],
        late=proven.amounts[Standing.LATE],
        missed=proven.amounts[Standing.MISSED],
        let_go=proven.amounts[Standing.LET_GO],
        not_due=later - ahead,
        not_billed=due + ahead - given,
        drafted=drafted,
        billed=billed,
        discounted=discounted,
        credited=-credited,
        written_off=gone,
        overdue=overdue,
        open=still - overdue,
        paid=paid,
    )


def _borne(ids: Sequence[int], day: date) -> dict[int, dict[str, Decimal]]:
    """What invoices say of each line: one query for amounts, one for what settled their invoices."""
    found: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    rows: Any = InvoiceLine._default_manager.filter(contract_line__in=ids, binned_at__isnull=True)
    columns = ("contract_line", "amount", "discount", "holds", "origin_id", "currency")
    of_invoice = ("invoice", "invoice__kind", "invoice__state", "invoice__net", "invoice__gross", "invoice__discount",
                  "invoice__due_on", "invoice__open_amount")  # fmt: skip
    lines = list(rows.filter(invoice__binned_at__isnull=True).order_by("pk").values(*columns, *of_invoice))
    settled = _settled({row["invoice"] for row in lines})
    for row in lines:
        _add(found[row["contract_line"]], row, settled[row["invoice"]], day)
    return found


def _settled(invoices: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """What payments, and what write-offs, settled of each invoice."""
    rows: Any = Allocation._default_manager.filter(invoice__in=list(invoices), binned_at__isnull=True)
    summed = (
        rows.order_by()
        .values("invoice")
        .annotate(
            paid=Sum("amount", filter=Q(payment__isnull=False)),
            gone=Sum("amount", filter=Q(payment__isnull=True, credit_note__isnull=True)),
        )
    )
    found: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in summed:
        found[row["invoice"]] = {"paid": row["paid"] or ZERO, "gone": row["gone"] or ZERO}
    return found


def _add(known: dict[str, Decimal], row: dict[str, Any], settled: dict[str, Decimal], day: date) -> None:
    """What one line of an invoice adds: amounts net of its share of the invoice's discount, and of what was paid."""
    whole = row["invoice__net"] + row["invoice__discount"]
    off = _rounded(row["invoice__discount"] * row["amount"] / whole, row) if whole else ZERO
    net = row["amount"] - off
    if row["invoice__state"] in (InvoiceState.DRAFT, InvoiceState.RETURNED):
        if row["origin_id"] is not None:
            known["drafted"] += net
            known["discounted"] += row["discount"] + off
        return
    if row["origin_id"] is None:  # a line of a credit note for part of an invoice, or all of it
        known["credited"] += net
        return
    if not row["holds"]:  # credited whole, to be billed anew: the one and the other cancel out
        known["credited"] += net
        return
    known["billed"] += net
    known["discounted"] += row["discount"] + off
    gross = row["invoice__gross"]
    if gross:
        known["paid"] += _rounded(settled["paid"] * net / gross, row)
        known["written_off"] += _rounded(settled["gone"] * net / gross, row)
        if row["invoice__due_on"] and row["invoice__due_on"] < day and row["invoice__state"] in OWED:
            known["overdue"] += _rounded(row["invoice__open_amount"] * net / gross, row)


def _rounded(amount: Decimal, row: dict[str, Any]) -> Decimal:
    return Money(amount, row["currency"]).rounded().amount


def _by_contract(model: Any, contracts: Sequence[Contract], **filters: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = model._default_manager.filter(contract__in=contracts, binned_at__isnull=True, **filters)
    for one in rows.select_related("product", "amendment").order_by("pk"):
        found[one.contract_id].append(one)
    return found


def _changes(contracts: Sequence[Contract]) -> dict[int, list[TermChange]]:
    rows = TermChange._default_manager.filter(amendment__contract__in=contracts, binned_at__isnull=True)
    rows = rows.filter(amendment__state=AmendmentState.SIGNED).select_related("amendment")
    found: dict[int, list[TermChange]] = defaultdict(list)
    for one in rows.order_by("-amendment__effective_on", "-amendment__number", F("pk").desc()):
        found[one.amendment.contract_id].append(one)
    return found
