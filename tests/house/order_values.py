"""Believable values of orders that a constraint asks for and a declaration can't tell."""

from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.kernel.people.models import Team
from followthrough.kernel.records.model import Record
from followthrough.serving.orders.models import DeliveryMovement, Order, OrderLine, OrderSheet, SheetQuestion


def ordered_values(department: Team) -> dict[type[Record], dict[str, Any]]:
    """What stands in the samples of orders and what hangs on them."""
    return {
        Order: {
            "po_repeated": True,
            "contract": None,
            "quote_version": None,
            "shipped_on": None,
            "former_id": "",
            "state": "draft",
        },
        OrderLine: {"quantity": Decimal(1), "contract_line": None, "promised_on": None},
        OrderSheet: {
            "contract": None,
            "quote_version": None,
            "go_live_on": date(2031, 2, 3),
            "receiver": department,
            "state": "handed",
        },
        SheetQuestion: {"options": [], "label_es": ""},
        DeliveryMovement: {"quantity": Decimal(1)},
    }
