"""Send a quote to the customer by a link of their own; what they do there first: choose among options."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.queries import documents_about, latest_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Enclosed, Letter
from followthrough.kernel.mail.posting import TO_TAKE_BACK
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.papers.wording import day_text
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.winning.quotes.actions.confirming import take_back_yes
from followthrough.winning.quotes.actions.freezing import ANOTHER_LAST_DAY, PROPOSAL, freeze
from followthrough.winning.quotes.models import Quote, QuoteState
from followthrough.winning.quotes.queries.choosing import chosen_with
from followthrough.winning.quotes.queries.promised import link_ends
from followthrough.winning.quotes.queries.totals import version_of
from followthrough.winning.quotes.rules import usual_validity

LETTER = "quotes.sent"


@action(
    Quote,
    needs="quotes.send",
    moves=(QuoteState.DRAFT, QuoteState.SENT),
    button=gettext_lazy("Send"),
    icon="send",
    primary=True,
    prepare=lambda quote, by: {"to": quote.contact, "valid_until": usual_validity(clock.today(company().zone))},
    labels={
        "to": gettext_lazy("To"),
        "valid_until": gettext_lazy("Valid until"),
        "words": gettext_lazy("Your words"),
    },
    options={"valid_until": ANOTHER_LAST_DAY, "words": {"kind": "long"}},
)
def send_quote(
    quote: Quote,
    *,
    to: Contact | None = None,
    valid_until: date | None = None,
    words: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Send it to the contact by mail, with a link to their own page. For ten seconds it can be taken back.

    The version is frozen as it is now, its lines are held, and their answer is waited for until its last day.
    """
    contact = to or quote.contact
    if contact is None or not contact.email:
        raise Invalid({"to": _("Choose a contact who has an e-mail address.")})
    if contact.account_id not in (None, quote.account_id):
        raise Invalid({"to": _("%(name)s is at another account.") % {"name": contact.name}})
    if contact != quote.contact:
        change_records(type_of(Quote), [(quote, {"contact": contact})], by=by, now=now)
    freeze(quote, until=valid_until, by=by, now=now)
    gaps = {
        "name": contact.name,
        "title": quote.title,
        "number": quote.ref,
        "until": day_text(quote.valid_until, quote.language) if quote.valid_until else "",
        "words": words.strip(),
        "link": link_mark(),
        "sender": quote.owner.name if quote.owner else by.name,
    }
    subject, text = worded(LETTER, quote.language, gaps)
    post_with_link(
        Letter(to=[f"{contact.name} <{contact.email}>"], subject=subject, text=text, enclosed=[_paper(quote, by)]),
        quote,
        name=contact.name,
        email=contact.email,
        expires_at=link_ends(quote),
        by=by,
        now=now,
        hold=TO_TAKE_BACK,
        language=quote.language,
    )
    return Changes(_("%(ref)s goes to %(name)s.") % {"ref": quote.ref, "name": contact.name}, record=quote)


@action(
    Quote,
    needs="quotes.edit",
    moves=(QuoteState.SENT, QuoteState.SENT),
    labels={"line": gettext_lazy("Line"), "chosen": gettext_lazy("Chosen")},
    guests=ForGuests(gettext_lazy("Choose"), {"line": {}, "chosen": {}}),
)
def choose_quote(quote: Quote, *, line: str, chosen: bool = False, by: Actor, now: datetime) -> Changes:
    """Choose an option of the sent quote, or leave it out; of alternatives one is always chosen."""
    content = version_of(quote).content
    choice = chosen_with(content, quote.choice, line, chosen)
    take_back_yes(quote, _("The customer chose anew."), by=by, now=now)
    if not any(one["ref"] == line and one.get("option") for one in content["lines"]):
        raise Invalid({"line": _("There is no such option in this quote.")})
    change_records(type_of(Quote), [(quote, {"choice": choice})], by=by, now=now)
    return Changes(_("Your choice is kept. The total is counted anew."), record=quote)


def _paper(quote: Quote, by: Actor) -> Enclosed:
    """The proposal as it was just filed."""
    filed = latest_of(documents_about(quote, by).get(kind=PROPOSAL))
    return Enclosed(filed.name, filed.media_type, filed.sha256)
