"""An answer that counts: kept on the quote, its options chosen on the lines, told to the owner and announced."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.actions.lines import total_up
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.actions.promising import answer_is_here
from followthrough.winning.quotes.facts import QuoteAnswered
from followthrough.winning.quotes.models import Quote, QuoteState
from followthrough.winning.quotes.queries.choosing import with_choice
from followthrough.winning.quotes.queries.content import Content
from followthrough.winning.quotes.queries.totals import version_of


def accept(quote: Quote, who: str, words: Values, *, by: Actor, now: datetime) -> None:
    """Count the version as accepted with the options chosen, and the opportunity worth what they come to."""
    content = with_choice(version_of(quote).content, quote.choice)
    _take_choice(quote, content, by=by, now=now)
    values = {**words, "accepted_total": Decimal(content["totals"]["total"])}
    answered(quote, QuoteState.ACCEPTED, who, values, by=by, now=now)


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
