"""Send the latest version of any document out for signature from its own page."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.models import Document, DocumentState
from followthrough.foundation.documents.queries.versions import latest_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Invalid, Problem, Refused
from followthrough.kernel.records.registry import type_named
from followthrough.winning.signing.actions.asking import PDF, SignerWish, refuse_held, request_signatures, unsealable

USUAL = timedelta(days=21)
SEALED = "signing.sealed"


class Order(StrEnum):
    """Who signs first."""

    THEY_FIRST = "they_first"
    WE_FIRST = "we_first"
    TOGETHER = "together"
    ONE_BY_ONE = "one_by_one"


ORDERS = (
    (Order.THEY_FIRST.value, gettext_lazy("First the customer, then we")),
    (Order.WE_FIRST.value, gettext_lazy("First we, then the customer")),
    (Order.TOGETHER.value, gettext_lazy("All at the same time")),
    (Order.ONE_BY_ONE.value, gettext_lazy("One after the other, as named")),
)


def why_unsendable(document: Document, by: Actor) -> str:
    """What it would be refused for now, said before anybody tries; "" where it can go out."""
    try:
        about, version = _about(document, by), latest_of(document)
        refuse_held(about, version)
    except Problem as problem:
        return str(problem.message)
    can_be = version.media_type == PDF and document.kind != SEALED
    return "" if can_be else unsealable(version)


def _about(document: Document, by: Actor) -> Any:
    """The record it arose from. Raises Refused."""
    kind = type_named(document.about_kind)
    about: Any = kind.model.visible_to(by).filter(pk=document.about_id).first() if kind else None
    if about is None:
        raise Refused(_("What this document is about is no longer there."))
    return about


@action(
    Document,
    needs="envelopes.ask",
    roles=DESK,
    button=gettext_lazy("Send for signature"),
    icon="file-signature",
    applies=lambda document: document.state == DocumentState.CURRENT and bool(document.about_kind),
    not_yet=why_unsendable,
    undo_words=gettext_lazy("Call it back on its own page; those who were asked are told."),
    labels={
        "contacts": gettext_lazy("Who signs for the customer"),
        "colleagues": gettext_lazy("Who signs for us"),
        "order": gettext_lazy("In which order"),
        "expires_on": gettext_lazy("Last day"),
        "message": gettext_lazy("Message to them"),
    },
    options={"order": {"choices": ORDERS}, "message": {"kind": "long"}},
)
def send_for_signature_document(
    document: Document,
    *,
    contacts: list[Contact] | None = None,
    colleagues: list[User] | None = None,
    order: Order = Order.THEY_FIRST,
    expires_on: date | None = None,
    message: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Ask people to sign the latest version of this document online: each by mail with a link of their own.

    Without a last day it can be signed for three weeks.
    """
    about = _about(document, by)
    if not contacts and not colleagues:
        raise Invalid({"contacts": _("Name somebody who signs.")})
    envelope = request_signatures(
        latest_of(document),
        about=about,
        title=document.name,
        signers=in_order(contacts or [], colleagues or [], order),
        expires_on=expires_on or (now + USUAL).date(),
        message=message,
        by=by,
        now=now,
    )
    return Changes(_("“%(title)s” is out for signature.") % {"title": document.name}, record=envelope)


def in_order(contacts: list[Contact], colleagues: list[User], order: str) -> list[SignerWish]:
    """The signers with their steps: those of one side sign in any order."""
    theirs = [SignerWish(contact=one) for one in contacts]
    ours = [SignerWish(user=one) for one in colleagues]
    first, second = (ours, theirs) if order == Order.WE_FIRST else (theirs, ours)
    found = [*first, *second]
    if order == Order.ONE_BY_ONE:
        steps = list(range(1, len(found) + 1))
    elif order == Order.TOGETHER or not first:
        steps = [1] * len(found)
    else:
        steps = [1] * len(first) + [2] * len(second)
    return [_at(wish, step) for wish, step in zip(found, steps, strict=True)]


def _at(wish: SignerWish, step: int) -> SignerWish:
    return SignerWish(step=step, contact=wish.contact, user=wish.user)
