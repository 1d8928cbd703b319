"""What every house has of orders from its first day: usual questions, a checklist, and who decides on a rush."""

from datetime import datetime
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.models import ApprovalRule, ApproverRole, Comparison
from followthrough.serving.orders.actions.rushing import RUSH
from followthrough.serving.orders.models import (
    AnswerKind,
    ChecklistStep,
    ChecklistTemplate,
    Doer,
    Giver,
    KnownFrom,
    Order,
    SheetQuestion,
)

RULE = "Rush orders"
# question, in Spanish, for products of a kind, what more is known of it
QUESTIONS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("Purchase order number", "Número de la orden de compra", "", {"known_from": KnownFrom.PO_NUMBER}),
    ("Who to call about the delivery", "A quién llamar por la entrega", "", {"known_from": KnownFrom.CONTACT}),
    ("Deliver to", "Entregar en", "part", {"known_from": KnownFrom.ACCOUNT_ADDRESS}),
    ("Opening hours of the goods-in", "Horario de recepción de mercancías", "part", {"is_required": False}),
    ("Who gets access", "Quién tiene acceso", "data", {"kind": AnswerKind.LONG}),
    ("How files are delivered", "Cómo se entregan los archivos", "data", {"kind": AnswerKind.CHOICE,
     "options": ["Download", "SFTP", "E-mail"]}),
    ("Where the link leads", "Adónde lleva el enlace", "placement", {"known_from": KnownFrom.ACCOUNT_WEBSITE}),
    ("Who sends the artwork, and when", "Quién envía el arte final, y cuándo", "placement", {}),
)  # fmt: skip
CHECKLIST = "Going live"
STEPS = (
    ("Check that everything needed is here", Doer.COORDINATOR, 10),
    ("Set it up", Doer.DEPARTMENT, 5),
    ("Tell the customer that all is ready", Doer.OWNER, 1),
)


def ensure_order_defaults(*, by: Actor, now: datetime) -> None:
    """Make what is missing on a first day; what somebody changed or took away since stays as they left it."""
    if not SheetQuestion._default_manager.exists():
        rows = [
            {
                "label": label,
                "label_es": spanish,
                "product_kind": kind,
                "position": place,
                "giver": Giver.CUSTOMER,
                **more,
            }
            for place, (label, spanish, kind, more) in enumerate(QUESTIONS, 1)
        ]
        create_records(type_of(SheetQuestion), rows, by=by, now=now)
    if not ChecklistTemplate._default_manager.exists():
        (made,) = create_records(type_of(ChecklistTemplate), [{"name": CHECKLIST}], by=by, now=now)
        steps = [{"template": made, "name": name, "doer": doer, "days_before": days} for name, doer, days in STEPS]
        create_records(type_of(ChecklistStep), steps, by=by, now=now)
    subject = type_of(Order).kind
    if not ApprovalRule._default_manager.filter(subject=subject).exists():
        rule = {"name": RULE, "subject": subject, "measure": RUSH, "comparison": Comparison.PRESENT, "is_on": True}
        row = {**rule, "approver_role": ApproverRole.TEAM_MANAGER}
        create_records(type_of(ApprovalRule), [row], by=by, now=now)
