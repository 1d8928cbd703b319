"""What has been done under the demo's contract: files delivered, seats made, a banner called that is still to come."""

from datetime import date, timedelta

from followthrough.config.demo.stage import Stage
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.models import Contract, Entitlement
from followthrough.winning.contracts.queries.entitled import BENEFIT, DELIVERY, REFRESH


def fulfil(stage: Stage, contract: Contract) -> None:
    """All that came due was kept."""
    rows = Promise._default_manager.filter(source_id=contract.pk, source_kind="contracts.contract", state="open")
    for promise in rows.filter(kind__in=(REFRESH, DELIVERY), due_on__lt=stage.today).order_by("due_on", "pk"):
        who, note = ("Radek", "Receipt came back") if promise.kind == REFRESH else ("Femi", "Visited; notes are there")
        at = max(promise.due - timedelta(hours=9), stage.at(-72, 15))
        stage.does(who, Promise, "keep", promise, at=at, note=note, nothing_next=True)
    banner = Entitlement._default_manager.get(contract=contract, name__startswith="Free banner")
    wanted: date = stage.today + timedelta(days=9)
    stage.does("Yuki", Entitlement, "call", banner, at=stage.at(-3, 10), wanted_on=wanted, note="Bakery page, please")
    seats = Entitlement._default_manager.get(contract=contract, name__startswith="Desk seats")
    told = {"wanted_on": stage.day(-15), "quantity": 3, "note": "Three buyers"}
    stage.does("Yuki", Entitlement, "call", seats, at=stage.at(-18, 10), **told)
    for promise in rows.filter(kind=BENEFIT, what__contains="Desk seats"):
        stage.does("Radek", Promise, "keep", promise, at=stage.at(-16, 15), note="Seats made", nothing_next=True)
