"""The documents of what is delivered: those a department needs, of the order or contract its promise arises from."""

from django.db.models import Q, QuerySet

from followthrough.foundation.documents.actions.on_records import FOR_DELIVERY
from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.serving.orders.models import Order
from followthrough.winning.contracts.models import Contract

KINDS = (FOR_DELIVERY, "drawing", "certificate")  # of no kind that may tell prices
SOURCES = (Order, Contract)


def of_what_they_deliver(actor: Actor) -> Q:
    """The documents somebody of a department sees: for delivery, of what a promise of theirs arises from."""
    owed = Promise.visible_to(actor).filter(direction=Direction.OURS).exclude(state=State.VOID)
    about = Q()
    for model in SOURCES:
        kind = type_of(model).kind
        about |= Q(about_kind=kind, about_id__in=owed.filter(source_kind=kind).values("source_id"))
    return about & Q(kind__in=KINDS, is_private=False)


def papers_of(promise: Promise, actor: Actor) -> QuerySet[Document]:
    """The documents for whoever delivers this promise, as far as the actor sees them."""
    found = Document.visible_to(actor).filter(kind__in=KINDS, is_private=False, state="current")
    if promise.source_kind not in {type_of(model).kind for model in SOURCES} or not promise.source_id:
        return found.none()
    return found.filter(about_kind=promise.source_kind, about_id=promise.source_id)


def papers_behind_link(promise: Promise) -> QuerySet[DocumentVersion]:
    """Their latest versions, for a department without accounts that holds the link of this promise."""
    if promise.department_id is None or promise.direction != Direction.OURS:
        return DocumentVersion._default_manager.none()
    shown = papers_of(promise, SYSTEM).values("pk")
    rows = DocumentVersion.visible_to(SYSTEM).filter(document__in=shown).select_related("document")
    return rows.order_by("document", "-number").distinct("document")
