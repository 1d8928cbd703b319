"""A yes to options that need approval: asked first, counted once approved, given back with the reason if not."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions import take_back_questions, use_approvals
from followthrough.keystone.approvals.actions.asking import ask_next, open_findings
from followthrough.keystone.approvals.models import Approval, ApprovalState
from followthrough.keystone.approvals.queries.standing import approvals_of, standing_of
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.winning.quotes.actions.accepting import accept
from followthrough.winning.quotes.actions.promising import answer_is_here, promise_reply
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.queries.measuring import measured_by_choice
from followthrough.winning.quotes.queries.promised import link_ends

CONFIRMED = "quotes.confirmed"
NOT_YET: Values = {"answered_at": None, "answered_by": "", "answer_text": ""}


def needs_confirming(quote: Quote, by: Actor) -> bool:
    """Whether the options chosen go beyond a limit that the quote as it was sent did not."""
    changed = measured_by_choice(quote)
    stands = standing_of(quote, person_behind(by) or quote.owner, measured=changed) if changed else []
    return any(not one.is_approved for one in stands)


def ask_first(quote: Quote, who: str, words: Values, *, by: Actor, now: datetime) -> None:
    """Keep the yes, and ask whoever may decide; the quote stays with the customer until they have."""
    change_records(type_of(Quote), [(quote, {**words, "answered_at": now, "answered_by": who})], by=by, now=now)
    gaps = {"who": who, "ref": quote.ref}
    with translation.override(quote.owner.language if quote.owner else None):
        said = _("%(who)s accepted %(ref)s with options that need approval.") % gaps
    ask_next(quote, person_behind(by) or quote.owner, said, by=by, now=now)
    answer_is_here(quote, said, by=by, now=now)
    if quote.owner_id and quote.owner_id != by.user_id:
        tell([quote.owner_id], said, url=f"/quotes/{quote.ref}/", now=now)


def take_back_yes(quote: Quote, why: str, *, by: Actor, now: datetime) -> None:
    """What was to be confirmed is no longer: the customer chose anew, or it is declined."""
    if quote.is_confirming:
        change_records(type_of(Quote), [(quote, NOT_YET)], by=by, now=now)
    take_back_questions(quote, why, by=by, now=now)


def follow_approvals(
    *, created: Sequence[Approval], changed: Sequence[Approval], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Once all that was asked about a yes is approved, it counts; if it is not, the owner tells the customer why."""
    for approval in [one for one, row in zip(changed, inputs if changed else (), strict=True) if "state" in row]:
        quote = _to_confirm(approval)
        if quote is None:
            continue
        if approval.state != ApprovalState.APPROVED:
            _not_confirmed(quote, approval, by=by, now=now)
        elif not open_findings(quote, approval.asker):
            given = [one for one in approvals_of(quote) if one.state == ApprovalState.APPROVED]
            use_approvals(given, by=by, now=now)
            accept(quote, quote.answered_by, {"answered_at": quote.answered_at}, by=by, now=now)
            _tell_customer(quote, by=by, now=now)


def _to_confirm(approval: Approval) -> Quote | None:
    if approval.subject_kind != type_of(Quote).kind:
        return None
    rows = Quote._default_manager.select_for_update(of=("self",)).select_related("owner", "contact", "opportunity")
    quote = rows.filter(pk=approval.subject_id, binned_at__isnull=True).first()
    return quote if quote is not None and quote.is_confirming else None


def _not_confirmed(quote: Quote, approval: Approval, *, by: Actor, now: datetime) -> None:
    """They can choose otherwise; until then somebody owes them a word."""
    who = quote.answered_by
    take_back_yes(quote, _("It was returned."), by=by, now=now)
    owner: User | None = quote.owner
    with translation.override(owner.language if owner else None):
        told = _("their choice is not confirmed. %(why)s") % {"why": approval.comment}
    promise_reply(quote, told[:160], who, by=by, now=now)


def _tell_customer(quote: Quote, *, by: Actor, now: datetime) -> None:
    """A letter to the contact that it is confirmed, with the way to their page."""
    contact = quote.contact
    if contact is None or not contact.email:
        return
    gaps = {
        "name": quote.answered_by or contact.name,
        "title": quote.title,
        "number": quote.ref,
        "link": link_mark(),
        "sender": quote.owner.name if quote.owner else by.name,
    }
    subject, text = worded(CONFIRMED, quote.language, gaps)
    post_with_link(
        Letter(to=[f"{contact.name} <{contact.email}>"], subject=subject, text=text),
        quote,
        name=contact.name,
        email=contact.email,
        expires_at=link_ends(quote),
        by=by,
        now=now,
        once=f"quotes.confirmed/{quote.pk}/{quote.number}",
        language=quote.language,
    )
