"""Order information, its questions and answers, checklists and onboardings, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.permissions import DESK, MANAGERS, READERS, Role, grant
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.mail.templates import register_letter
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import Column, GuestSight, Panel, panel_on, record
from followthrough.keystone.promises.models import EvidenceKind
from followthrough.keystone.promises.queries.kinds import name_maker, register_kind
from followthrough.keystone.promises.queries.open_ones import open_promises
from followthrough.keystone.promises.queries.sources import source_of
from followthrough.serving.orders.actions import handing
from followthrough.serving.orders.actions.onboarding import saved_steps
from followthrough.serving.orders.actions.preparing import (
    LETTER,
    clean_answer,
    fill_sheets,
    saved_answers,
    saved_sheets,
)
from followthrough.serving.orders.models import (
    ChecklistStep,
    ChecklistTemplate,
    Giver,
    Onboarding,
    OnboardingStep,
    Order,
    OrderSheet,
    SheetAnswer,
    SheetQuestion,
)
from followthrough.serving.orders.queries.checklists import progress
from followthrough.serving.orders.queries.information import completeness, givers, sheet_figures, to_be_known
from followthrough.serving.orders.queries.owed import HANDOFF, INFORMATION, STEP
from followthrough.winning.contracts.models import Contract

register_kind(INFORMATION, _("Information for an order"), "circle-help", evidence=EvidenceKind.RECORD)
for _giver in Giver:
    name_maker(f"{INFORMATION}.{_giver}", _("Information for an order"))
register_kind(
    HANDOFF,
    _("Hand-over of an order"),
    "hand",
    evidence=EvidenceKind.RECORD,
    closed_by=source_of,
    verbs=("accept", "return", "hand-over"),
)
register_kind(STEP, _("Onboarding"), "list-checks")
grant("order-sheets.answer", DESK | {Role.DEPARTMENT})

GAPS = {
    "name": _("who is asked"),
    "account": _("the customer’s name"),
    "number": _("the number of the order information"),
    "link": _("the address of their page"),
    "sender": _("who sends it"),
}
register_letter(
    LETTER,
    _("Asking for order information"),
    {**GAPS, "questions": _("the questions, one on each line"), "words": _("what the sender wrote")},
    {
        "en": (
            "We need a few answers for {account}",
            "Dear {name},\n\nto set up everything for {account} we still need to know:\n\n{questions}\n\n{words}\n\n"
            "Please fill it in here, it takes two minutes:\n{link}\n\n{sender}\n{company}",
        ),
        "es": (
            "Necesitamos unas respuestas para {account}",
            "Hola, {name}:\n\nPara preparar todo para {account} aún necesitamos saber:\n\n{questions}\n\n{words}\n\n"
            "Puede responder aquí en dos minutos:\n{link}\n\n{sender}\n{company}",
        ),
    },
)
register_letter(
    handing.LETTER,
    _("Order information handed over"),
    {**GAPS, "day": _("the day it goes live")},
    {
        "en": (
            "{number}: {account} goes live on {day}",
            "Dear {name},\n\nthe order information {number} for {account} is complete; it goes live on {day}.\n\n"
            "Please accept it, or return it with the reason, here:\n{link}\n\n{sender}\n{company}",
        ),
        "es": (
            "{number}: {account} empieza el {day}",
            "Hola, {name}:\n\nLa información de pedido {number} de {account} está completa; empieza el {day}.\n\n"
            "Acéptela o devuélvala con el motivo aquí:\n{link}\n\n{sender}\n{company}",
        ),
    },
)


def sheet_facts(sheet: OrderSheet) -> list[tuple[Words, Any]]:
    """What a guest is told where there is no page of its own."""
    return [(_("Order information"), sheet.ref), (_("Goes live"), sheet.go_live_on or _("no day yet"))]


PROMISES = open_promises(_("Open promises"))
record(
    SheetQuestion,
    plural="order-questions",
    ref="OQ-{n:04}",
    group="settings",
    icon="circle-help",
    columns=["label", "product_kind", "kind", "is_required", "giver", "department", "known_from", "position"],
    filters=["product_kind", "giver", "is_required"],
    match=["ref"],
    default_sort="id",
    writers=MANAGERS,
    fields={"position": {"adds_up": False}},
)
record(
    OrderSheet,
    plural="order-sheets",
    ref="OI-{year}-{n:05}",
    group="serve",
    under="/orders/",
    icon="list-todo",
    columns=["ref", "account", "complete", "state", "receiver", "handed_at", "go_live_on", "owner"],
    form=["account", "contract", "contact", "receiver", "go_live_on", "note", "owner", "team"],
    filters=["state", "account", "contract", "receiver", "owner", "go_live_on", "handed_at"],
    sorts=["go_live_on"],
    default_sort="-id",
    match=["ref"],
    readers=READERS | {Role.DEPARTMENT},
    fill=fill_sheets,
    saved=saved_sheets,
    computed=[Column("complete", _("Complete"), completeness)],
    views=[
        ("open", _("Being filled in"), {"state": "open,returned"}),
        ("handed", _("Waiting for a receipt"), {"state": "handed"}),
    ],
    guests=GuestSight("", sheet_facts),
    facts=sheet_figures,
    subtitle=lambda sheet: [sheet.account],
    importable=False,
    aliases=["product order information", "order form"],
    panels=[
        Panel("answers", _("What must be known"), template="orders/to_be_known.html", context=to_be_known),
        PROMISES,
    ],
    begins=_("“Prepare order information” on a signed contract begins one for onboarding."),
)
record(
    SheetAnswer,
    plural="order-answers",
    ref="OA-{n:07}",
    columns=["sheet", "question", "about", "value", "source", "given_at"],
    form=["sheet", "question", "value"],
    filters=["sheet", "question"],
    match=["ref"],
    readers=READERS | {Role.DEPARTMENT},
    parent="sheet",
    in_menu=False,
    importable=False,
    computed=[Column("giver", _("Who can say"), givers)],
    clean=clean_answer,
    saved=saved_answers,
)
record(
    ChecklistTemplate,
    plural="onboarding-checklists",
    ref="OT-{n:03}",
    group="settings",
    icon="list-checks",
    columns=["name", "product_kind", "is_on"],
    filters=["product_kind", "is_on"],
    match=["ref", "name"],
    writers=MANAGERS,
    panels=[
        Panel(
            "steps",
            _("Steps"),
            link="template",
            of=ChecklistStep,
            columns=("name", "doer", "department", "days_before"),
            order=("-days_before", "id"),
            limit=40,
            begins=_("What is done, by whom, and how many working days before the go-live day."),
        )
    ],
)
record(
    ChecklistStep,
    plural="checklist-steps",
    ref="OS-{n:04}",
    columns=["template", "name", "doer", "department", "days_before"],
    filters=["template"],
    match=["ref"],
    writers=MANAGERS,
    parent="template",
    in_menu=False,
    fields={"days_before": {"adds_up": False}},
)
record(
    Onboarding,
    ref="ON-{year}-{n:05}",
    group="serve",
    under="/orders/",
    icon="list-checks",
    begins=_("One begins when order information is handed over and accepted, planned back from the go-live day."),
    columns=["ref", "account", "order", "done", "go_live_on", "owner"],
    form=[],
    filters=["account", "order", "owner", "go_live_on"],
    sorts=["go_live_on"],
    match=["ref"],
    importable=False,
    fields={"go_live_on": {"editable": False}, "order": {"editable": False}, "account": {"editable": False}},
    computed=[Column("done", _("Done"), progress)],
    panels=[
        Panel(
            "steps",
            _("Steps"),
            link="onboarding",
            of=OnboardingStep,
            columns=("name", "department", "person", "days_before", "promise"),
            order=("-days_before", "id"),
            limit=40,
            begins=_("The checklist's steps, planned back from the go-live day."),
        ),
        PROMISES,
    ],
)
record(
    OnboardingStep,
    plural="onboarding-steps",
    ref="ONS-{n:06}",
    columns=["onboarding", "name", "department", "person", "days_before", "promise"],
    form=[],
    writers=frozenset(),
    parent="onboarding",
    listed=False,
    saved=saved_steps,
    fields={"days_before": {"adds_up": False}},
)
never_merged(OrderSheet)
never_merged(Onboarding)


for _model, _column in ((Account, "account"), (Contract, "contract")):
    panel_on(
        _model,
        Panel(
            "order-sheets",
            pgettext_lazy("panel", "Order information"),
            link=_column,
            of=OrderSheet,
            columns=("ref", "complete", "state", "receiver", "go_live_on"),
        ),
    )
panel_on(
    Order,
    Panel(
        "onboardings",
        _("Onboarding"),
        link="order",
        of=Onboarding,
        columns=("ref", "done", "go_live_on", "owner"),
    ),
)
