"""The invoices of a contract over its term: those that are issued, and the days on which more are due."""

from datetime import date

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.models import Invoice, InvoiceKind
from followthrough.serving.billing.models.invoices import WRITABLE
from followthrough.serving.billing.queries.due import SIGNED, plan_of, to_bill
from followthrough.serving.billing.queries.schedule import agreed_in
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.queries.billed import Instalment


def told(contract: Contract, start: date, end: date, actor: Actor) -> list[Instalment]:
    """Invoices, drafts, and the days of the schedule that are on neither, from start to end."""
    if not actor.may("invoices.view") or contract.state not in SIGNED:
        return []
    rows = Invoice.visible_to(actor).filter(contract=contract, kind=InvoiceKind.INVOICE, bill_on__range=(start, end))
    base = f"/{type_of(Invoice).plural}/"
    found = [Instalment(one.bill_on, one.state not in WRITABLE, f"{base}{one.ref}/") for one in rows if one.bill_on]
    agreed = agreed_in(contract)
    waiting = to_bill(agreed, plan_of(agreed, end), by_day=end, today=start)
    days = {one.due for one in waiting if one.part == 1 and one.amount.amount > 0 and start <= one.due <= end}
    return sorted([*found, *(Instalment(day, is_done=False) for day in days)], key=lambda one: one.on)
