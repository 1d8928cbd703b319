"""What was ordered: some delivered, one late, one on hold, one in a hurry, one to check; information still missing."""

from typing import Any

from followthrough.config.demo import papers
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.stage import Stage
from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import Team
from followthrough.serving.billing.models import Invoice
from followthrough.serving.orders.models import Order, OrderLine, OrderSheet, SheetAnswer
from followthrough.winning.contracts.models import Contract

LIMITS = {"Tamarack Pipe Works": "12000", "Lakemont Dairy Systems": "20000", "Saltmarsh Desalination": "2500"}


def tell_orders(stage: Stage, customers: Customers, goods: dict[str, Product]) -> None:
    """Two weeks of orders, and one contract whose information waits for the customer."""
    for name, limit in LIMITS.items():
        stage.does("Gareth", Account, "edit", customers.accounts[name], at=stage.at(-30, 9), credit_limit=limit)
    told = _Told(stage, customers, goods)
    told.delivered()
    told.late()
    told.held()
    told.rushed()
    told.to_check()
    told.information()


class _Told:
    def __init__(self, stage: Stage, customers: Customers, goods: dict[str, Product]) -> None:
        self.stage, self.customers, self.goods = stage, customers, goods
        self.production = Team._default_manager.get(name="Production")

    def order(
        self, by: str, account: str, po: str, day: int, lines: tuple[tuple[str, str, int], ...], *, enter: bool = True
    ) -> Order:
        """An order of that day, its lines promised for days from today."""
        people = self.customers.contacts[account]
        row: dict[str, Any] = {"account": self.customers.accounts[account], "po_number": po}
        row |= {"department": self.production, "contact": people[0] if people else None}
        row |= {"ordered_on": self.stage.day(day), "asked_on": self.stage.day(lines[0][2])}
        order: Order
        (order,) = self.stage.makes(by, Order, [row], at=self.stage.at(day, 9.2))
        for code, quantity, promised in lines:
            line = {"order": order, "product": self.goods[code], "quantity": quantity}
            line["promised_on"] = self.stage.day(promised)
            self.stage.makes(by, OrderLine, [line], at=self.stage.at(day, 9.4))
        if enter:
            self.stage.does(by, Order, "enter", order, at=self.stage.at(day, 9.6), other_prices=True, over_limit=True)
        return order

    def lines(self, order: Order) -> list[OrderLine]:
        return list(OrderLine._default_manager.filter(order=order).order_by("position"))

    def delivered(self) -> None:
        lines = (("VC-40", "60", -4), ("GS-65", "60", -4))
        order = self.order("Yuki", "Lakemont Dairy Systems", "LD-77012", -12, lines)
        self.stage.does("Yuki", Order, "deliver", order, at=self.stage.at(-4, 15), paper="L-2231")
        invoice = self.billed(order, -4, 16)
        self.stage.does("Yuki", Invoice, "hand-off", invoice, at=self.stage.at(-4, 16.4))
        self.stage.does("Marguerite", Invoice, "accept", invoice, at=self.stage.at(-3, 10), booked_as="F-1098")
        order = self.order("Yuki", "Ashgrove Valve Supply", "4500318", -8, (("VC-65", "120", 3), ("GS-65", "200", 0)))
        drawing = papers.pdf("VC-65-drawing.pdf", ["Wafer check valve DN65, PN16", "Face to face 60 mm, seat EPDM"])
        values = {"file": drawing, "title": "Drawing of the check valve", "kind": "drawing"}
        self.stage.does("Yuki", Order, "file-document", order, at=self.stage.at(-7, 11), **values)
        part, whole = self.lines(order)
        self.stage.does("Yuki", OrderLine, "deliver", whole, at=self.stage.at(0, 8), paper="L-2245")
        self.stage.does("Yuki", OrderLine, "deliver", part, at=self.stage.at(0, 8.1), quantity="48", paper="L-2245")
        self.billed(order, 0, 8.3)

    def billed(self, order: Order, day: int, hour: float) -> Invoice:
        """The draft of what was delivered so far, as the house makes it within minutes."""
        self.stage.does("Yuki", Order, "draft-invoice", order, at=self.stage.at(day, hour))
        return Invoice._default_manager.get(order=order)

    def late(self) -> None:
        order = self.order("Yuki", "Maplewright Canada", "MW-9001", -10, (("VC-50", "40", -3), ("VC-40", "24", 4)))
        moved = self.lines(order)[1]
        why = "The foundry moved the melt."
        self.stage.does(
            "Yuki", OrderLine, "redate", moved, at=self.stage.at(-2, 11), promised_on=self.stage.day(8),
            reason="supplier", text=why,
        )  # fmt: skip

    def held(self) -> None:
        order = self.order("Claire", "Cinder Creek Foundry", "CCF-118", -5, (("VC-65", "16", 4),))
        said = "Prepaid: the payment for 118 is not here yet."
        values = {"reason": "payment", "waits_on": "customer", "text": said}
        self.stage.does("Claire", Order, "hold", order, at=self.stage.at(-4, 10), **values)

    def rushed(self) -> None:
        order = self.order("Femi", "Tamarack Pipe Works", "TPW-5520", -3, (("VC-40", "80", 9), ("GS-65", "80", 9)))
        why = "Their line 2 stands still since Monday."
        values = {"wanted_on": self.stage.day(3), "reason": why, "seen": True}
        self.stage.does("Femi", Order, "rush", order, at=self.stage.at(0, 9.1), **values)

    def to_check(self) -> None:
        lines = (("VC-40", "64", 6), ("VC-65", "8", 6))
        order = self.order("Yuki", "Saltmarsh Desalination", "SD-2026-41", 0, lines, enter=False)
        line = self.lines(order)[0]
        self.stage.does("Yuki", OrderLine, "edit", line, at=self.stage.at(0, 9.7), unit_price="36.90")

    def information(self) -> None:
        signed = Contract._default_manager.filter(state="signed").order_by("pk")
        for place, contract in enumerate(signed[:2]):
            by = "Yuki" if contract.currency == "USD" else "Lucía"
            values = {"go_live_on": self.stage.day(14)}
            self.stage.does(by, Contract, "prepare-information", contract, at=self.stage.at(-3, 10 + place))
            sheet = OrderSheet._default_manager.latest("pk")
            self.stage.does(by, OrderSheet, "edit", sheet, at=self.stage.at(-3, 10.2 + place), **values)
            if place == 0:
                self._ask(by, sheet, contract)
            else:
                self._accepted(by, sheet)

    def _ask(self, by: str, sheet: OrderSheet, contract: Contract) -> None:
        people = self.customers.contacts.get(contract.account.name, [])
        reachable = [one for one in people if one.email]
        if reachable:
            self.stage.does(by, OrderSheet, "ask", sheet, at=self.stage.at(-2, 9.5), to=reachable[0].ref)

    def _accepted(self, by: str, sheet: OrderSheet) -> None:
        """Complete, taken over by Tech; its checklist runs."""
        left = SheetAnswer._default_manager.filter(sheet=sheet, value="")
        said = {one.ref: one.question.options[0] if one.question.options else "Marta Vidal, by mail" for one in left}
        self.stage.does(by, OrderSheet, "fill", sheet, at=self.stage.at(-2, 10), answers=said)
        tech = Team._default_manager.get(name="Tech")
        self.stage.does(by, OrderSheet, "hand-over", sheet, at=self.stage.at(-2, 11), receiver=tech.ref)
        self.stage.does("Radek", OrderSheet, "accept", sheet, at=self.stage.at(-1, 10))
