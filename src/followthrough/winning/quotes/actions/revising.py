"""Begin the next version of a quote that is with the customer or was declined."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.quotes.actions.freezing import hold_lines
from followthrough.winning.quotes.actions.promising import let_answer_fall
from followthrough.winning.quotes.models import LIVE, Quote, QuoteState
from followthrough.winning.quotes.rules import usual_validity

BLANK: Values = {
    "sent_at": None,
    "answered_at": None,
    "answered_by": "",
    "decline_reason": "",
    "answer_text": "",
    "choice": {},
}


@action(
    Quote,
    needs="quotes.edit",
    moves=((QuoteState.SENT, QuoteState.DECLINED), QuoteState.DRAFT),
    button=gettext_lazy("Revise"),
    icon="file-pen-line",
)
def revise_quote(quote: Quote, *, by: Actor, now: datetime) -> Changes:
    """Begin the next version from the last one. What was sent stays as it was; it can no longer be accepted."""
    others = Quote._default_manager.filter(
        opportunity=quote.opportunity_id, state__in=LIVE, binned_at__isnull=True
    ).exclude(pk=quote.pk)
    if other := others.first():
        raise Refused(_("%(ref)s is open for this opportunity. Change that one.") % {"ref": other.ref})
    today = clock.today(company().zone)
    until = quote.valid_until if quote.valid_until and quote.valid_until >= today else usual_validity(today)
    draft = {**BLANK, "state": QuoteState.DRAFT, "number": quote.number + 1, "valid_until": until}
    change_records(type_of(Quote), [(quote, draft)], by=by, now=now)
    hold_lines(quote, "", by=by, now=now)
    let_answer_fall(quote, _("The quote was revised."), by=by, now=now)
    gaps = {"ref": quote.ref, "number": quote.number + 1}
    return Changes(_("%(ref)s: version %(number)d is a draft.") % gaps, record=quote)
