"""What older contracts were invoiced: handed off, booked and paid, as a company that is paid does it."""

from followthrough.config.demo.stage import Stage
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.serving.billing.actions.drafting import draft_for, horizon
from followthrough.serving.billing.models import Invoice, Payment
from followthrough.winning.contracts.models import Contract

PAID_AFTER = 12  # working days


def bill(stage: Stage, contract: Contract, day: int, *, by: str = "Yuki") -> None:
    """Draft what is due by then, hand it to accounting and have it paid."""
    at = stage.at(day, 14)
    with clock_at(at), acting(stage.actor(by), "draft_invoices", surface="web", now=at):
        made = draft_for(contract.pk, by_day=horizon(at), by=stage.actor(by), now=at)
    for place, invoice in enumerate(made):
        settle(stage, invoice, day, booked_as=f"F-{2000 + contract.pk * 10 + place}", by=by)


def settle(stage: Stage, invoice: Invoice, day: int, *, booked_as: str, by: str = "Yuki") -> None:
    """Hand an invoice off, have it booked the day after, and paid."""
    stage.does(by, Invoice, "hand-off", invoice, at=stage.at(day, 15))
    stage.does("Marguerite", Invoice, "accept", invoice, at=stage.at(day + 1, 11), booked_as=booked_as)
    invoice.refresh_from_db()
    paid = day + PAID_AFTER
    told = {"invoice": invoice, "paid_on": stage.day(paid), "amount": str(invoice.gross), "reference": invoice.number}
    stage.makes("Marguerite", Payment, [{**told, "bank_ref": f"ACH {booked_as}"}], at=stage.at(paid, 10))
