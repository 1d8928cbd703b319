"""What the customer answers: yes, or no and why; written down by us, or pressed by them on their page."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.actions.lines import total_up
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.actions.promising import answer_is_here
from followthrough.winning.quotes.facts import QuoteAnswered
from followthrough.winning.quotes.models import DeclineReason, Quote, QuoteState
from followthrough.winning.quotes.queries.choosing import with_choice
from followthrough.winning.quotes.queries.content import Content
from followthrough.winning.quotes.queries.totals import version_of

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
    guests=ForGuests(
        gettext_lazy("Accept"),
        {"who": {"label": gettext_lazy("Your full name")}, "po_number": {"label": gettext_lazy("Your order number")}},
    ),
)
def accept_quote(quote: Quote, *, who: str, how: str = "", po_number: str = "", by: Actor, now: datetime) -> Changes:
    """Accept this version with the options chosen: who said so, and how we know."""
    refuse_expired(quote)
    counted_now = with_choice(version_of(quote).content, quote.choice)
    total = Decimal(counted_now["totals"]["total"])
    words = {"answer_text": how, "po_number": po_number or quote.po_number, "accepted_total": total}
    _take_choice(quote, counted_now, by=by, now=now)
    answered(quote, QuoteState.ACCEPTED, who, words, by=by, now=now)
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
    return Changes(_("%(ref)s is declined.") % {"ref": quote.ref}, record=quote)


def answered(quote: Quote, answer: QuoteState, who: str, words: Values, *, by: Actor, now: datetime) -> None:
    """Keep the answer, tell the owner and announce it; lines of an accepted quote stay held."""
    values = {"state": answer, "answered_at": now, "answered_by": who, **words}
    change_records(type_of(Quote), [(quote, values)], by=by, now=now)
    gaps = {"who": who or by.name, "ref": quote.ref}
    said = _("%(who)s accepted %(ref)s.") if answer == QuoteState.ACCEPTED else _("%(who)s declined %(ref)s.")
    answer_is_here(quote, said % gaps, by=by, now=now)
    if quote.owner_id and quote.owner_id != by.user_id:
        tell([quote.owner_id], said % gaps, url=f"/quotes/{quote.ref}/", now=now)
    announce(QuoteAnswered(quote.pk, quote.number, answer.value), at=now)


def refuse_expired(quote: Quote) -> None:
    """An offer whose last day is over in the seller's zone can't be accepted any more. Raises Refused."""
    if quote.standing(clock.today(company().zone)) == "expired":
        raise Refused(_("It expired. Revise it: the next version gets a new last day."))


def _take_choice(quote: Quote, content: Content, *, by: Actor, now: datetime) -> None:
    """The opportunity's lines are chosen as the customer chose, and it is worth what they accepted."""
    chosen = {line["ref"]: line["chosen"] for line in content["lines"] if line.get("option")}
    lines = Line._default_manager.filter(opportunity=quote.opportunity_id, ref__in=chosen, binned_at__isnull=True)
    changes = [(line, {"is_chosen": chosen[line.ref]}) for line in lines.select_for_update().order_by("pk")]
    change_records(type_of(Line), changes, by=by, now=now)
    total_up([quote.opportunity_id], by=by, now=now)
