"""What the customer answers: yes, or no and why; written down by us, or pressed by them on their page."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.quotes.facts import QuoteAnswered
from followthrough.winning.quotes.models import DeclineReason, Quote, QuoteState

LABELS = {
    "who": gettext_lazy("Who said so"),
    "how": gettext_lazy("How we know"),
    "po_number": gettext_lazy("Their order number"),
    "reason": gettext_lazy("Reason"),
    "text": gettext_lazy("In their words"),
}
WORDS: dict[str, dict[str, Any]] = {"text": {"kind": "long"}, "how": {"max_length": 300}, "who": {"max_length": 160}}


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.SENT, QuoteState.ACCEPTED),
    button=gettext_lazy("Write down: accepted"),
    icon="check",
    labels=LABELS,
    options=WORDS,
)
def accept_quote(quote: Quote, *, who: str, how: str = "", po_number: str = "", by: Actor, now: datetime) -> Changes:
    """Write down that the customer accepted this version: who of them said so, and how we know."""
    refuse_expired(quote)
    answered(
        quote, QuoteState.ACCEPTED, who, {"answer_text": how, "po_number": po_number or quote.po_number}, by=by, now=now
    )
    return Changes(_("%(ref)s is accepted.") % {"ref": quote.ref}, record=quote)


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.SENT, QuoteState.DECLINED),
    button=gettext_lazy("Write down: declined"),
    icon="x",
    labels=LABELS,
    options=WORDS,
)
def decline_quote(
    quote: Quote, *, reason: DeclineReason, who: str = "", text: str = "", by: Actor, now: datetime
) -> Changes:
    """Write down that the customer said no, and why. It can be revised later."""
    answered(quote, QuoteState.DECLINED, who, {"decline_reason": str(reason), "answer_text": text}, by=by, now=now)
    return Changes(_("%(ref)s is declined.") % {"ref": quote.ref}, record=quote)


def answered(quote: Quote, answer: QuoteState, who: str, words: Values, *, by: Actor, now: datetime) -> None:
    """Keep the answer and announce it; lines of an accepted quote stay held."""
    values = {"state": answer, "answered_at": now, "answered_by": who, **words}
    change_records(type_of(Quote), [(quote, values)], by=by, now=now)
    announce(QuoteAnswered(quote.pk, quote.number, answer.value), at=now)


def refuse_expired(quote: Quote) -> None:
    """An offer whose last day is over in the seller's zone can't be accepted any more. Raises Refused."""
    if quote.standing(clock.today(company().zone)) == "expired":
        raise Refused(_("It expired. Revise it: the next version gets a new last day."))
