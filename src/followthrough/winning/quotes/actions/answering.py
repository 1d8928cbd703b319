"""What the customer answers: yes, or no and why; written down by us, or pressed by them on their page."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import company
from followthrough.kernel.records.registry import Values
from followthrough.winning.quotes.actions.accepting import accept, answered, refuse_expired
from followthrough.winning.quotes.actions.confirming import ask_first, needs_confirming, take_back_yes
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
    applies=lambda quote: quote.answered_at is None,
    labels=LABELS,
    options=WORDS,
    guests=ForGuests(
        gettext_lazy("Accept"),
        {"who": {"label": gettext_lazy("Your full name")}, "po_number": {"label": gettext_lazy("Your order number")}},
    ),
)
def accept_quote(quote: Quote, *, who: str, how: str = "", po_number: str = "", by: Actor, now: datetime) -> Changes:
    """Accept this version with the options chosen: who said so, and how we know.

    Where the options go beyond a limit that the quote as it was sent did not, it counts once that is approved.
    """
    refuse_expired(quote)
    words: Values = {"answer_text": how, "po_number": po_number or quote.po_number}
    if needs_confirming(quote, by):
        ask_first(quote, who, words, by=by, now=now)
        name = quote.owner.name if quote.owner else company().name
        said = _("With these options %(name)s confirms it first, and writes as soon as that is done.")
        return Changes(said % {"name": name}, record=quote)
    accept(quote, who, words, by=by, now=now)
    return Changes(_("%(ref)s is accepted.") % {"ref": quote.ref}, record=quote)


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.SENT, QuoteState.DECLINED),
    button=gettext_lazy("Write down: declined"),
    icon="x",
    labels=LABELS,
    options=WORDS,
    guests=ForGuests(gettext_lazy("Decline"), {"reason": {}, "text": {}}),
)
def decline_quote(
    quote: Quote, *, reason: DeclineReason, who: str = "", text: str = "", by: Actor, now: datetime
) -> Changes:
    """Say no to this version, and why. It can be revised later."""
    words = {"decline_reason": str(reason), "answer_text": text}
    answered(quote, QuoteState.DECLINED, who or by.name, words, by=by, now=now)
    take_back_yes(quote, _("It is declined."), by=by, now=now)
    return Changes(_("%(ref)s is declined.") % {"ref": quote.ref}, record=quote)
