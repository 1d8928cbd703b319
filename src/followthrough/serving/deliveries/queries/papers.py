"""The documents of what is delivered: those a department needs, of what its promise arises from and of its lines."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from followthrough.foundation.documents.actions.on_records import FOR_DELIVERY
from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.winning.contracts.models import Contract, ContractLine, Entitlement
from followthrough.winning.contracts.queries.parts import descent_of

KINDS = (FOR_DELIVERY, "drawing", "certificate")  # of no kind that may tell prices
SOURCES = (Order, Contract)


def of_what_they_deliver(actor: Actor) -> Q:
    """The documents somebody of a department sees: for delivery, of what their promises arise from and of its lines."""
    owed = Promise.visible_to(actor).filter(direction=Direction.OURS).exclude(state=State.VOID)
    return _about(owed) & Q(kind__in=KINDS, is_private=False)


def papers_of(promise: Promise, actor: Actor) -> QuerySet[Document]:
    """The documents for whoever delivers this promise, as far as the actor sees them."""
    found = Document.visible_to(actor).filter(kind__in=KINDS, is_private=False, state="current")
    if promise.source_kind not in {type_of(model).kind for model in SOURCES} or not promise.source_id:
        return found.none()
    return found.filter(_about(Promise._default_manager.filter(pk=promise.pk)))


def _about(owed: QuerySet[Promise]) -> Q:
    """Documents about the orders and contracts these arise from, and about the lines they deliver, no other lines.

    A contract's line is delivered by what is owed for it, and by the lines of orders that call it; what is filed about
    it holds for what an amendment puts in its place.
    """
    about = Q()
    for model in SOURCES:
        kind = type_of(model).kind
        about |= Q(about_kind=kind, about_id__in=owed.filter(source_kind=kind).values("source_id"))
    lines = OrderLine._default_manager.filter(promise__in=owed.values("pk"))
    key = Concat(Value("/entitlement:"), Cast(OuterRef("pk"), CharField()), Value("/"))
    of_contract = owed.filter(source_kind=type_of(Contract).kind, source_id=OuterRef("contract_id"))
    parts = Entitlement._default_manager.filter(Exists(of_contract.filter(occurrence__contains=key)))
    sold = ContractLine._default_manager.filter(
        Q(pk__in=lines.values("contract_line")) | Q(pk__in=parts.values("line"))
    )
    for rows in (lines, parts, descent_of(sold)):
        about |= Q(about_kind=type_of(rows.model).kind, about_id__in=rows.values("pk"))
    return about


def papers_behind_link(promise: Promise) -> QuerySet[DocumentVersion]:
    """Their latest versions, for a department without accounts that holds the link of this promise."""
    if promise.department_id is None or promise.direction != Direction.OURS:
        return DocumentVersion._default_manager.none()
    shown = papers_of(promise, SYSTEM).values("pk")
    rows = DocumentVersion.visible_to(SYSTEM).filter(document__in=shown).select_related("document")
    return rows.order_by("document", "-number").distinct("document")
