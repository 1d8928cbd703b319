"""What customers ask about a quote, and our answer: by mail, and on their page."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.posting import TO_TAKE_BACK
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.notes.actions import add_note
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.winning.quotes.actions.promising import promise_reply, reply_is_out
from followthrough.winning.quotes.models import Quote, QuoteQuestion
from followthrough.winning.quotes.queries.promised import link_ends

REPLY = "quotes.reply"


@action(
    Quote,
    needs="quotes.edit",
    labels={"question": gettext_lazy("Your question")},
    options={"question": {"kind": "long", "max_length": 2000}},
    guests=ForGuests(gettext_lazy("Ask a question"), {"question": {}}),
    icon="message-circle-question",
)
def ask_quote(quote: Quote, *, question: str, by: Actor, now: datetime) -> Changes:
    """Ask about the quote: the question stands on it, and its owner owes an answer the next working day."""
    name, email = _asker(quote, by)
    values = {"quote": quote, "question": question.strip(), "asked_by": name, "email": email}
    made: QuoteQuestion
    (made,) = create_records(type_of(QuoteQuestion), [values], by=by, now=now)
    add_note(quote, text=_("Question: %(question)s") % {"question": question}, by=by, now=now)
    promise_reply(quote, question[:160], name, asked=made, by=by, now=now)
    if quote.owner_id:
        words = _("%(who)s asks about %(ref)s.") % {"who": name, "ref": quote.ref}
        tell([quote.owner_id], words, url=f"/quotes/{quote.ref}/", now=now)
    ours = quote.owner.name if quote.owner else company().name
    return Changes(_("%(name)s has your question and answers by the next working day.") % {"name": ours}, record=quote)


def _asker(quote: Quote, by: Actor) -> tuple[str, str]:
    """Who asks: the guest of a link, or the quote's contact whose question is written down for them."""
    if by.opens is not None:
        link = GuestLink._default_manager.get(ref=by.opens.ref)
        return link.name, link.email
    return (quote.contact.name, quote.contact.email) if quote.contact else (by.name, "")


@action(
    QuoteQuestion,
    needs="quotes.send",
    button=gettext_lazy("Answer"),
    icon="reply",
    primary=True,
    applies=lambda one: one.answered_at is None,
    labels={"answer": gettext_lazy("Your answer")},
    options={"answer": {"kind": "long", "max_length": 4000}},
)
def answer_quote_question(question: QuoteQuestion, *, answer: str, by: Actor, now: datetime) -> Changes:
    """Mail them the answer, with a link to their page, where it stands too. For ten seconds it can be taken back.

    What was owed for the question is kept. Refused where no address is known.
    """
    quote = question.quote
    if not question.email:
        raise Invalid({"": _("No e-mail address is known of %(name)s.") % {"name": question.asked_by}})
    change_records(
        type_of(QuoteQuestion),
        [(question, {"answer": answer.strip(), "answered_at": now, "answered_by_id": by.user_id})],
        by=by,
        now=now,
    )
    gaps = {
        "name": question.asked_by,
        "title": quote.title,
        "number": quote.ref,
        "question": question.question,
        "answer": answer.strip(),
        "link": link_mark(),
        "sender": by.name,
    }
    subject, text = worded(REPLY, quote.language, gaps)
    post_with_link(
        Letter([f"{question.asked_by} <{question.email}>"], subject, text, answers=_last_mail(quote, question.email)),
        quote,
        name=question.asked_by,
        email=question.email,
        expires_at=link_ends(quote),
        by=by,
        now=now,
        hold=TO_TAKE_BACK,
        language=quote.language,
    )
    reply_is_out(question, by=by, now=now)
    return Changes(_("The answer goes to %(name)s.") % {"name": question.asked_by}, record=question)


def _last_mail(quote: Quote, email: str) -> Mail | None:
    """The mail about the quote to the same mailbox, so that both stand in one thread."""
    about: Any = Mail._default_manager.filter(kind=type_of(quote).kind, record_id=quote.pk)
    sent = about.exclude(state=MailState.TAKEN_BACK).order_by("-at", "-id")
    return next((mail for mail in sent[:20] if any(email.lower() in to.lower() for to in mail.to)), None)
