"""Answer a change request, step by step: review, quote, accept, refuse with the reason, done with the product."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.specials.models import Asked, ChangeRequest

NEEDS = "change-requests.answer"
ANSWERING = DESK | {Role.DEPARTMENT}
LONG = {"answer": {"kind": "long"}, "reason": {"kind": "long"}}


@action(
    ChangeRequest,
    needs=NEEDS,
    roles=ANSWERING,
    button=gettext_lazy("Take under review"),
    icon="eye",
    moves=(Asked.ASKED.value, Asked.REVIEW.value),
)
def review_change_request(request: ChangeRequest, *, by: Actor, now: datetime) -> Changes:
    """Say that it is being looked at; the day by which it is answered stays."""
    _set(request, {"state": Asked.REVIEW}, by, now)
    return Changes(_("%(title)s is under review.") % {"title": request.title}, record=request)


@action(
    ChangeRequest,
    needs=NEEDS,
    button=pgettext_lazy("change request", "It can be done"),
    icon="check",
    primary=True,
    moves=((Asked.ASKED.value, Asked.REVIEW.value), Asked.QUOTED.value),
    labels={"answer": gettext_lazy("How, for how much, by when")},
    options=LONG,
)
def quote_change_request(request: ChangeRequest, *, answer: str, by: Actor, now: datetime) -> Changes:
    """Answer that it can be done, how and at what price. Whoever owns the request owes it to the customer to say so."""
    _set(request, {"state": Asked.QUOTED, "answer": _filled(answer, "answer")}, by, now)
    return Changes(_("%(title)s is quoted. Tell the customer.") % {"title": request.title}, record=request)


@action(
    ChangeRequest,
    needs=NEEDS,
    button=pgettext_lazy("change request", "They accept"),
    icon="handshake",
    moves=(Asked.QUOTED.value, Asked.ACCEPTED.value),
)
def accept_change_request(request: ChangeRequest, *, by: Actor, now: datetime) -> Changes:
    """Note that the customer wants it as it was quoted."""
    _set(request, {"state": Asked.ACCEPTED}, by, now)
    return Changes(_("%(title)s is accepted.") % {"title": request.title}, record=request)


@action(
    ChangeRequest,
    needs=NEEDS,
    button=pgettext_lazy("change request", "Refuse"),
    icon="x",
    moves=((Asked.ASKED.value, Asked.REVIEW.value, Asked.QUOTED.value), Asked.REFUSED.value),
    labels={"reason": gettext_lazy("Why")},
    options=LONG,
)
def refuse_change_request(request: ChangeRequest, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Say that it will not be done, and why. Whoever owns the request owes it to the customer to say so."""
    _set(request, {"state": Asked.REFUSED, "answer": _filled(reason, "reason")}, by, now)
    return Changes(_("%(title)s is refused. Tell the customer.") % {"title": request.title}, record=request)


@action(
    ChangeRequest,
    needs=NEEDS,
    button=pgettext_lazy("change request", "Done"),
    icon="circle-check-big",
    primary=True,
    moves=((Asked.QUOTED.value, Asked.ACCEPTED.value), Asked.DONE.value),
    labels={"product": gettext_lazy("Product that came of it")},
)
def finish_change_request(request: ChangeRequest, *, product: Product, by: Actor, now: datetime) -> Changes:
    """Name the product that came of it; the customer is to be told its number."""
    _set(request, {"state": Asked.DONE, "result": product}, by, now)
    return Changes(
        _("%(title)s is done: %(product)s.") % {"title": request.title, "product": product.title}, record=request
    )


def _filled(text: str, name: str) -> str:
    if not text.strip():
        raise Invalid({name: _("Write it in a sentence or two: the customer is told so.")})
    return text.strip()


def _set(request: ChangeRequest, values: Values, by: Actor, now: datetime) -> None:
    change_records(type_of(ChangeRequest), [(request, values)], by=by, now=now)
