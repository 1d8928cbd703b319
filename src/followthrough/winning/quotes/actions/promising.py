"""The waits and promises around a quote: their answer, our answer to a question, what follows a yes."""

from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.actions import apply_rule, void_promises
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.models import Direction
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key
from followthrough.winning.quotes.models import Quote, QuoteQuestion, QuoteVersion
from followthrough.winning.quotes.queries.promised import ACCEPTED, ANSWER, QUESTION
from followthrough.winning.quotes.rules import reminder_days


def wait_for_answer(quote: Quote, version: QuoteVersion, *, by: Actor, now: datetime) -> None:
    """They owe us an answer until the quote's last day; reminders are planned, the last of them before it expires."""
    calendar = Calendars().of(quote.owner.team_id if quote.owner else None)
    today = calendar.day_of(now)
    until = quote.valid_until or today
    with written_for(quote.owner):
        wait = Wanted(
            what=_("Answer to %(ref)s: %(name)s") % {"ref": quote.ref, "name": quote.title},
            kind=ANSWER,
            due_on=until,
            account=quote.account,
            contact=quote.contact,
            minder=quote.owner,
            source=quote,
            source_text=_("Version %(number)d was sent.") % {"number": quote.number},
            rule=ANSWER,
            occurrence=occurrence_key(ANSWER, f"quote:{quote.pk}", version.pk),
            direction=Direction.THEIRS.value,
            ladder=reminder_days(calendar.working_days_between(today, until)),
            asked_on=today,
        )
    make_promises([wait], by=by, now=now)


def answer_is_here(quote: Quote, text: str, *, by: Actor, now: datetime) -> None:
    """Their answer keeps the wait for it; a yes has what follows promised."""
    keep_of(quote, rule=ANSWER, text=text, by=by, now=now)
    apply_rule(ACCEPTED, [quote.pk], by=by, now=now)


def let_answer_fall(quote: Quote, why: str, *, by: Actor, now: datetime) -> None:
    """Nobody waits for an answer to what was taken back or revised."""
    void_promises(quote, rule=ANSWER, reason_text=why, by=by, now=now)


def promise_reply(
    quote: Quote, question: str, who: str, *, by: Actor, now: datetime, asked: QuoteQuestion | None = None
) -> None:
    """Their question is answered the next working day by whoever owns the quote."""
    calendar = Calendars().of(quote.owner.team_id if quote.owner else None)
    with written_for(quote.owner):
        reply = Wanted(
            what=_("Answer %(who)s about %(ref)s: %(question)s") % {"who": who, "ref": quote.ref, "question": question},
            kind=QUESTION,
            due_on=calendar.add_working_days(calendar.day_of(now), 1),
            account=quote.account,
            contact=quote.contact,
            owner=quote.owner,
            source=quote,
            source_text=_("Asked on the quote's page."),
            rule=QUESTION if asked else "",
            occurrence=_asking(asked) if asked else "",
        )
    make_promises([reply], by=by, now=now)


def reply_is_out(asked: QuoteQuestion, *, by: Actor, now: datetime) -> None:
    """Our answer keeps what was owed for this question, and for no other."""
    keep_of(asked.quote, rule=QUESTION, occurrence=_asking(asked), text=asked.answer, by=by, now=now)


def _asking(asked: QuoteQuestion) -> str:
    return occurrence_key(QUESTION, f"question:{asked.pk}", "asked")
