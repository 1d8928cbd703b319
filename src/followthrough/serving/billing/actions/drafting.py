"""Draft what falls due: each amount once, however many workers look, and what changed since as a correction."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import apply_rule
from followthrough.keystone.promises.queries.settings import rules_now
from followthrough.serving.billing.actions.honouring import honour_discounts
from followthrough.serving.billing.models import ContractBilling, Invoice, InvoiceLine
from followthrough.serving.billing.models.terms import BILLERS
from followthrough.serving.billing.queries.due import SIGNED, ToBill, next_due, plan_of, to_bill, to_look_at
from followthrough.serving.billing.queries.live import live_to_bill
from followthrough.serving.billing.queries.parties import day_of
from followthrough.serving.billing.queries.schedule import agreed_in
from followthrough.serving.billing.queries.used import next_count, used_to_bill
from followthrough.serving.billing.queries.wanted import HAND_OFF
from followthrough.winning.contracts.models import Contract

AHEAD = timedelta(days=400)  # how far the next day on which something is due is looked for


def draft_due() -> int:
    """Draft what falls due in all contracts, each in a transaction of its own; returns how many invoices were made."""
    now = clock.now()
    by_day = horizon(now)
    count = 0
    for pk in list(to_look_at(by_day).values_list("pk", flat=True)):
        with acting(SYSTEM, "draft_invoices", surface="job", now=now):
            count += len(draft_for(pk, by_day=by_day, by=SYSTEM, now=now))
    return count


def horizon(now: datetime) -> date:
    """Invoices are drafted some working days before they are due: as many as the rule for handing them off says."""
    calendar = Calendars().of()
    return calendar.add_working_days(day_of(now), rules_now()[HAND_OFF].days)


@action(
    Contract,
    needs="invoices.create",
    roles=BILLERS,
    button=gettext_lazy("Draft invoices"),
    icon="receipt",
    applies=lambda one: one.state in SIGNED,
)
def draft_invoices_contract(contract: Contract, *, by: Actor, now: datetime) -> Changes:
    """Draft what is due of this contract and on no invoice yet. What was billed too much becomes a credit note."""
    made = draft_for(contract.pk, by_day=horizon(now), by=by, now=now)
    if not made:
        raise Refused(_("Nothing is due that is not on an invoice."))
    numbers = ", ".join(one.ref for one in made)
    return Changes(_("Drafted: %(numbers)s.") % {"numbers": numbers}, record=made[0])


def draft_for(pk: int, *, by_day: date, by: Actor, now: datetime) -> list[Invoice]:
    """Draft what is due of one contract by that day, in the caller's transaction.

    The contract is held meanwhile: whoever looks at the same moment waits and finds it billed.
    """
    rows: Any = Contract._default_manager.select_for_update(of=("self",)).filter(pk=pk, binned_at__isnull=True)
    contract = rows.filter(state__in=SIGNED).select_related("account").first()
    if contract is None:
        return []
    agreed = agreed_in(contract)
    schedule = plan_of(agreed, by_day + AHEAD)
    today = day_of(now)
    due = [*to_bill(agreed, schedule, by_day=by_day, today=today), *used_to_bill(contract, today=today)]
    due += live_to_bill(contract, agreed.lines, today=today)
    made = _drafted(contract, due, by=by, now=now)
    honour_discounts(contract, made, by=by, now=now)
    days = (next_due(schedule, by_day), next_count(contract, today))
    _remember(contract, min(filter(None, days), default=None), by=by, now=now)
    apply_rule(HAND_OFF, [one.pk for one in made], by=by, now=now)
    return made


def _drafted(contract: Contract, due: Sequence[ToBill], *, by: Actor, now: datetime) -> list[Invoice]:
    """One draft for each day on which something is due; what changed goes with the first of them."""
    days = sorted({one.due for one in due if one.part == 1}) or sorted({one.due for one in due})
    if not days:
        return []
    parted: dict[date, list[ToBill]] = {day: [] for day in days}
    for one in due:
        parted[one.due if one.part == 1 else days[0]].append(one)
    return [draft(contract, day, some, by=by, now=now) for day, some in parted.items()]


def draft(contract: Contract, day: date, some: Sequence[ToBill], *, by: Actor, now: datetime) -> Invoice:
    """A draft with these lines."""
    values: Values = {
        "account": contract.account,
        "contract": contract,
        "bill_on": day,
        "starts_on": min(one.period.start for one in some),
        "ends_on": max(one.period.end or one.period.start for one in some),
    }
    with translation.override(contract.language or company().language):
        (made,) = create_records(type_of(Invoice), [values], by=by, now=now)
        create_records(type_of(InvoiceLine), [_line(made, one) for one in some], by=by, now=now)
    made.refresh_from_db()
    found: Invoice = made
    return found


def _line(invoice: Invoice, one: ToBill) -> Values:
    line, amount = one.line, one.amount.amount
    title = one.title if one.part == 1 else _("Correction: %(what)s") % {"what": one.title}
    quantity, price = Decimal(1).copy_sign(amount), abs(amount)
    if line is not None and line.unit_price is not None and line.unit_price * line.quantity == amount:
        quantity, price = line.quantity, line.unit_price
    return {
        "invoice": invoice,
        "description": title[:300],
        "product": line.product if line else None,
        "quantity": quantity,
        "unit_price": price,
        "starts_on": one.period.start,
        "ends_on": one.period.end,
        "contract_line": line,
        "origin_kind": type_of(one.source).kind,
        "origin_id": one.source.pk,
        "origin_ref": one.source.ref,
        "origin_on": one.period.start,
        "part": one.part,
    }


def _remember(contract: Contract, following: date | None, *, by: Actor, now: datetime) -> None:
    kind = type_of(ContractBilling)
    there = ContractBilling._default_manager.filter(contract=contract).first()
    values: Values = {"next_on": following, "seen_version": contract.version}
    if there is None:
        create_records(kind, [{"contract": contract, **values}], by=by, now=now)
    else:
        change_records(kind, [(there, values)], by=by, now=now)
