"""Orders, their lines and movements, declared."""

from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.actions import documents_on
from followthrough.foundation.documents.queries import register_document_kind
from followthrough.kernel.access.permissions import DESK, grant
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.registry import (
    Column,
    Condition,
    GuestSight,
    Panel,
    facts_on,
    panel_on,
    record,
    saved_on,
)
from followthrough.keystone.approvals.models import Approval
from followthrough.keystone.approvals.queries.subjects import register_subject
from followthrough.keystone.promises.models import EvidenceKind, Promise
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import open_promises
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.serving.orders.actions.lines import (
    clean_order_line,
    fill_order_lines,
    saved_order_lines,
    saved_orders,
)
from followthrough.serving.orders.actions.promising import follow_promises
from followthrough.serving.orders.actions.rushing import (
    MEASURES,
    asked_rushes,
    follow_approvals,
    is_asked,
    measured_rush,
    settle_rushes,
)
from followthrough.serving.orders.actions.tidying import clean_order, fill_orders
from followthrough.serving.orders.models import DateChange, DeliveryMovement, Order, OrderLine, OrderState
from followthrough.serving.orders.queries import standing
from followthrough.serving.orders.queries.credit import credit_figures, is_over_limit
from followthrough.serving.orders.queries.owed import (
    DATES,
    DELIVERY,
    HOLD,
    QUESTION,
    TELL,
    wanted_dates,
    wanted_deliveries,
    wanted_tellings,
)
from followthrough.serving.orders.queries.slips import is_untold
from followthrough.winning.contracts.models import Contract

register_kind(DELIVERY, _("Delivery of an order"), "truck", evidence=EvidenceKind.RECORD)
register_kind(DATES, _("Day of delivery"), "calendar-clock")
register_kind(TELL, _("Customer to be told of a new date"), "megaphone")
register_kind(HOLD, _("Order on hold"), "hand")
register_rule(
    Rule(
        DELIVERY,
        _("Each line of an order by its promised day, due working days before it"),
        DELIVERY,
        0,
        wanted_deliveries,
    )
)
register_rule(Rule(DATES, _("A day for lines of an order without one, due after working days"), DATES, 1, wanted_dates))
register_rule(
    Rule(TELL, _("A customer is told that a promised day moved, within working days"), TELL, 1, wanted_tellings)
)
for _permission in ("orders.enter", "orders.deliver", "orders.tell"):
    grant(_permission, DESK)

ELSEWHERE = (
    ("in_process", _("In process")),
    ("shipped", _("Shipped")),
    ("resolved", _("Resolved")),
    ("disputed", _("Disputed")),
    ("on_hold", _("On hold")),
    ("cancelled", pgettext_lazy("order", "Cancelled")),
    ("closed", pgettext_lazy("order", "Closed")),
)


def guest_facts(order: Order) -> list[tuple[Words, Any]]:
    """What the customer is told where there is no page of its own."""
    return [(_("Order"), order.ref), (_("Their order number"), order.po_number or _("none"))]


record(
    Order,
    ref="O-{year}-{n:05}",
    exact=True,
    group="serve",
    icon="shopping-cart",
    columns=["ref", "account", "po_number", "standing", "amount", "ordered_on", "asked_on", "owner", "held_for"],
    form=[
        "account",
        "contract",
        "contact",
        "po_number",
        "po_repeated",
        "ordered_on",
        "asked_on",
        "department",
        "currency",
        "ship_to",
        "note",
        "owner",
        "team",
    ],
    filters=[
        "state",
        "account",
        "contract",
        "owner",
        "team",
        "department",
        "ordered_on",
        "asked_on",
        "hold_reason",
        "held_for",
        "rush_state",
        "currency",
        "amount",
    ],
    sorts=["ordered_on", "asked_on"],
    default_sort="-id",
    match=["ref", "former_id"],
    clean=clean_order,
    fill=fill_orders,
    saved=saved_orders,
    computed=[Column("standing", _("Stands"), standing.standing_words)],
    conditions=[
        Condition(Field("is_late", Kind.YES_NO, pgettext_lazy("order", "Late")), standing.is_late),
        Condition(Field("is_backordered", Kind.YES_NO, _("Back-ordered")), standing.is_backordered),
        Condition(Field("is_undated", Kind.YES_NO, _("Without a promised day")), standing.is_undated),
        Condition(Field("is_partly", Kind.YES_NO, _("Partly delivered")), standing.is_partly),
        Condition(Field("is_delivered", Kind.YES_NO, _("Delivered")), standing.is_delivered),
        Condition(Field("is_untold", Kind.YES_NO, _("Customer not told of a new date")), is_untold),
        Condition(Field("is_over_limit", Kind.YES_NO, _("Over the credit limit")), is_over_limit),
        Condition(Field("was_late", Kind.YES_NO, _("Delivered after the wanted day")), standing.was_late),
    ],
    views=[
        ("review", _("To be entered"), {"state": "draft"}),
        ("open", pgettext_lazy("orders", "Open"), {"state": "open", "is_delivered": "no"}),
        ("late", pgettext_lazy("orders", "Late"), {"is_late": "yes"}),
        ("held", _("On hold"), {"state": "held"}),
        ("backordered", _("Back-ordered"), {"is_backordered": "yes"}),
        ("untold", _("Customer not told"), {"is_untold": "yes"}),
        ("limit", _("Over the credit limit"), {"is_over_limit": "yes"}),
        ("undated", _("Without a promised day"), {"is_undated": "yes"}),
    ],
    fields={
        "state_since": {"told": False},
        "account": {"aliases": ("customerNumber", "customerId", "customer", "client", "sold to")},
        "owner": {"aliases": ("employeeId", "sales rep", "agent")},
        "former_id": {"aliases": ("orderNumber", "entityId", "orderId", "order no", "id")},
        "ordered_on": {"aliases": ("orderDate", "order date", "date")},
        "asked_on": {"aliases": ("requiredDate", "required date", "due date")},
        "shipped_on": {"aliases": ("shippedDate", "shipped date", "delivered on")},
        "po_number": {"aliases": ("po", "purchase order", "PO number")},
        "note": {"aliases": ("comments", "remarks")},
        "ship_to": {"aliases": ("shipAddress", "ship to", "delivery address")},
    },
    extras=[Field("status", Kind.CHOICE, _("Status elsewhere"), choices=ELSEWHERE, default="")],
    guests=GuestSight(_("Link for the customer"), guest_facts, whom=attrgetter("contact")),
    settled=lambda one: OrderState(one.state).label if one.state in ("cancelled", "closed") else "",
    aliases=["sales order", "order book", "purchase order"],
    panels=[
        Panel(
            "lines",
            _("Lines"),
            link="order",
            of=OrderLine,
            columns=("position", "product", "description", "quantity", "unit_price", "amount", "promised_on"),
            order=("position", "id"),
            begins=_("What they order: add lines, or paste them from a spreadsheet."),
        ),
        open_promises(_("Open promises")),
    ],
    begins=_("“Make the order” on a quote or contract takes its lines over; or upload the customer's own order."),
)
record(
    OrderLine,
    plural="order-lines",
    ref="OL-{n:07}",
    exact=True,
    group="serve",
    icon="package",
    columns=[
        "order",
        "position",
        "product",
        "description",
        "quantity",
        "unit_price",
        "discount",
        "amount",
        "promised_on",
        "delivered",
        "delivered_on",
    ],
    form=[
        "order",
        "product",
        "description",
        "quantity",
        "unit_price",
        "discount",
        "tax",
        "asked_on",
        "promised_on",
        "department",
        "contract_line",
        "position",
    ],
    filters=["order", "product", "department", "asked_on", "promised_on", "delivered_on", "backorder"],
    sorts=["promised_on"],
    default_sort="-id",
    match=["ref", "former_id"],
    parent="order",
    in_menu=False,
    clean=clean_order_line,
    fill=fill_order_lines,
    saved=saved_order_lines,
    aliases=["order detail", "order details", "order item"],
    extras=[
        Field(
            "discount_share",
            Kind.DECIMAL,
            _("Discount as a share"),
            help=_("0.15 where others write 15%; for files that count so."),
            decimals=4,
        )
    ],
    fields={
        "order": {"aliases": ("orderNumber", "orderId", "order no")},
        "product": {"aliases": ("productCode", "productId", "article", "item")},
        "quantity": {"aliases": ("quantityOrdered", "qty", "pieces")},
        "unit_price": {"adds_up": False, "aliases": ("priceEach", "unitPrice", "price")},
        "agreed_price": {"adds_up": False},
        "discount": {"adds_up": False, "aliases": ("discount %", "disc")},
        "position": {"adds_up": False, "aliases": ("orderLineNumber", "line no")},
        "former_id": {"aliases": ("entityId", "detailId")},
        "slips": {"adds_up": False, "told": False},
    },
    panels=[
        Panel(
            "movements",
            _("Movements"),
            link="order_line",
            of=DeliveryMovement,
            columns=("on", "kind", "quantity", "reason", "text", "paper"),
            order=("on", "id"),
            begins=_("What was delivered, came back or was cancelled, and on which day."),
        ),
        Panel(
            "dates",
            _("Dates promised"),
            side=True,
            link="order_line",
            of=DateChange,
            columns=("before", "after", "reason", "text", "told_at"),
            order=("id",),
            begins=_("Each new delivery date, with its reason and whether the customer was told."),
        ),
    ],
)
record(
    DeliveryMovement,
    plural="delivery-movements",
    ref="DM-{n:07}",
    columns=["order_line", "kind", "quantity", "on", "reason", "text", "paper"],
    form=[],
    writers=frozenset(),
    parent="order_line",
    listed=False,
)
record(
    DateChange,
    plural="date-changes",
    ref="DC-{n:07}",
    columns=["order_line", "before", "after", "reason", "text", "told_at"],
    form=[],
    writers=frozenset(),
    parent="order_line",
    listed=False,
)
register_document_kind("orders.po", _("Their order"))
documents_on(Order, under=("contract",))
documents_on(OrderLine, under=("order",))
never_merged(Order)
saved_on(Promise, follow_promises)
facts_on(Account, credit_figures)


for _model, _column in ((Account, "account"), (Contract, "contract")):
    panel_on(
        _model,
        Panel(
            "orders",
            _("Orders"),
            link=_column,
            of=Order,
            columns=("ref", "po_number", "standing", "amount", "ordered_on", "owner"),
        ),
    )
register_kind(QUESTION, _("Question about an order"), "message-circle-question")
register_subject(Order, measures=MEASURES, content=measured_rush, drafts=asked_rushes, is_draft=is_asked)
saved_on(Order, settle_rushes)
saved_on(Approval, follow_approvals)
