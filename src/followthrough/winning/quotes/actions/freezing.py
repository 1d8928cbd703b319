"""Freeze a version: from here on it says for ever what it said. What needs approval never gets past here without it."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from followthrough.foundation.catalogue.rules import needed_on_line
from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.notes.actions import add_note
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.actions import let_out
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.actions.promising import wait_for_answer
from followthrough.winning.quotes.facts import QuoteSent
from followthrough.winning.quotes.models import Quote, QuoteState, QuoteVersion
from followthrough.winning.quotes.queries.content import content_of, fingerprint, inside_of
from followthrough.winning.quotes.queries.measuring import measured_on
from followthrough.winning.quotes.queries.proposal import proposal_pdf
from followthrough.winning.quotes.queries.totals import lines_of, totals_of
from followthrough.winning.quotes.rules import usual_validity

PROPOSAL = "quotes.proposal"


def lacks_last_day(quote: Quote) -> bool:
    """Whether it has no last day that is still to come; whoever sends it then is asked for one."""
    return quote.valid_until is None or quote.valid_until < clock.today(company().zone)


ANOTHER_LAST_DAY = {"asked": lacks_last_day, "help": gettext_lazy("The last day it had is over.")}


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.DRAFT, QuoteState.SENT),
    button=gettext_lazy("Sent another way"),
    icon="package",
    prepare=lambda quote, by: {"valid_until": usual_validity(clock.today(company().zone))},
    labels={"how": gettext_lazy("How it went"), "valid_until": gettext_lazy("Valid until")},
    options={"how": {"max_length": 300}, "valid_until": ANOTHER_LAST_DAY},
)
def note_sent_quote(quote: Quote, *, how: str, valid_until: date | None = None, by: Actor, now: datetime) -> Changes:
    """Write down that it went to the customer by other means, such as on paper. The version is frozen as it is."""
    freeze(quote, until=valid_until, by=by, now=now)
    add_note(quote, text=_("Sent another way: %(how)s") % {"how": how}, by=by, now=now)
    gaps = {"ref": quote.ref, "number": quote.number}
    return Changes(_("%(ref)s, version %(number)d, counts as sent.") % gaps, record=quote)


def freeze(quote: Quote, *, until: date | None, by: Actor, now: datetime) -> QuoteVersion:
    """Write down the draft as its version and hold its lines; the quote counts as sent. Raises Refused if unready.

    `until` is its last day from now on, if it gets another.
    """
    if until is not None:
        change_records(type_of(Quote), [(quote, {"valid_until": until})], by=by, now=now)
    lines, today = lines_of(quote), clock.today(company().zone)
    refuse_unready(quote, lines)
    let_out(quote, measured=measured_on(quote, lines), by=by, now=now)
    totals = totals_of(quote, lines)
    content = content_of(quote, lines, totals, today=today)
    frozen = {
        "quote": quote,
        "number": quote.number,
        "content": content,
        "inside": inside_of(lines, totals),
        "sha256": fingerprint(content),
        "net": totals.net.amount,
        "total": totals.total.amount,
        "currency": quote.currency,
        "frozen_at": now,
        "author_id": by.user_id,
    }
    version: QuoteVersion
    (version,) = create_records(type_of(QuoteVersion), [frozen], by=by, now=now)
    change_records(type_of(Quote), [(quote, {"state": QuoteState.SENT, "sent_at": now})], by=by, now=now)
    hold_lines(quote, quote.ref, by=by, now=now)
    wait_for_answer(quote, version, by=by, now=now)
    announce(QuoteSent(quote.pk, quote.number), at=now)
    file_proposal(version, by=by, now=now)
    return version


def _lacks_days(line: Line) -> bool:
    """Whether a day is missing that its product can't do without."""
    wanted = needed_on_line(line.product.kind) if line.product else ()
    return any(getattr(line, name) is None for name in wanted)


def file_proposal(version: QuoteVersion, *, by: Actor, now: datetime) -> DocumentVersion:
    """File the version's proposal under account, opportunity and quote, as the customer gets it."""
    quote = version.quote
    with override(version.content["language"]):
        title = _("Proposal %(ref)s") % {"ref": quote.ref}
    return file_document(
        quote,
        account=quote.account,
        kind=PROPOSAL,
        title=title,
        name=f"{quote.ref}-{version.number}.pdf",
        content=proposal_pdf(version.content, at=now),
        edition=str(version.number),
        language=version.content["language"],
        by=by,
        now=now,
    )


def hold_lines(quote: Quote, ref: str, *, by: Actor, now: datetime) -> None:
    """Have the opportunity's lines held by this quote's number, or by nobody."""
    found = Opportunity._default_manager.select_for_update(of=("self",)).get(pk=quote.opportunity_id)
    change_records(type_of(Opportunity), [(found, {"held_by": ref})], by=by, now=now)


def refuse_unready(quote: Quote, lines: list[Line]) -> None:
    """Say what is missing before the quote can go out. Raises Refused."""
    counted = [line for line in lines if line.counts]
    if not counted:
        raise Refused(_("It has no line that counts. Add what is offered first."))
    if unpriced := next((line for line in counted if line.unit_price is None), None):
        raise Refused(_("“%(line)s” has no price yet.") % {"line": unpriced.title})
    if open_days := next((line for line in counted if _lacks_days(line)), None):
        raise Refused(_("“%(line)s” runs from which day until which? Fill in both.") % {"line": open_days.title})
    if lacks_last_day(quote):
        raise Refused(_("Its last day is over. Choose a later one."))
