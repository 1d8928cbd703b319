"""Ask customers two questions about what they got: one delivery, or a week's in one press."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.posting import TO_TAKE_BACK
from followthrough.kernel.mail.templates import register_letter, worded
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.settings import rules_now
from followthrough.serving.deliveries.models import Satisfaction
from followthrough.serving.deliveries.queries.delivered import (
    FOLLOW_UP,
    contact_for,
    is_delivery,
    to_ask_in,
    wanted_follow_ups,
)
from followthrough.serving.deliveries.queries.week import monday_of

QUESTIONS = "deliveries.questions"
ANSWERABLE = timedelta(days=21)


def register_questions() -> None:
    """Declare the letter, with its words in both languages."""
    register_letter(
        QUESTIONS,
        gettext_lazy("Two questions after a delivery"),
        {
            "name": gettext_lazy("the contact’s name"),
            "deliveries": gettext_lazy("what they got"),
            "link": gettext_lazy("the address of their answer"),
            "sender": gettext_lazy("who writes"),
        },
        {
            "en": (
                "Was it as you expected?",
                "Hello {name},\n\nyou got this from us:\n\n{deliveries}\n\nWas it there in time, and was it what "
                "you expected? Two taps are enough.\n\nAnswer: {link}\n\nKind regards\n{sender}\n{company}",
            ),
            "es": (
                "¿Fue como esperaba?",
                "Hola, {name}:\n\nha recibido esto de nosotros:\n\n{deliveries}\n\n¿Llegó a tiempo, y era lo "
                "que esperaba? Bastan dos toques.\n\nResponder: {link}\n\nUn saludo\n{sender}\n{company}",
            ),
        },
    )


@action(
    Promise,
    needs="deliveries.ask",
    roles=DESK,
    button=gettext_lazy("Ask how it was"),
    moves=(State.KEPT.value, State.KEPT.value),
    icon="message-circle-question",
    applies=lambda promise: is_delivery(promise) and not promise.satisfactions.filter(binned_at__isnull=True).exists(),
    labels={"to": gettext_lazy("To")},
)
def ask_customer_promise(promise: Promise, *, to: Contact | None = None, by: Actor, now: datetime) -> Changes:
    """Mail the customer two questions about this delivery, with a link to answer. Ten seconds to take it back.

    Without a contact it goes to the promise's own, or to the first of the account who has an address.
    """
    contact = to or contact_for(promise)
    if contact is None or not contact.email:
        raise Invalid({"to": _("Choose a contact who has an e-mail address.")})
    if contact.account_id != promise.account_id:
        raise Invalid({"to": _("%(name)s is at another account.") % {"name": contact.name}})
    _ask(promise, [promise], contact, by=by, now=now)
    return Changes(_("The two questions go to %(name)s.") % {"name": contact.name}, record=promise)


@action(
    Promise,
    needs="deliveries.ask",
    button=gettext_lazy("Follow up a week's deliveries"),
    icon="message-circle",
    on_class=True,
    labels={"monday": gettext_lazy("A day of the week")},
)
def follow_up_week_promise(*, monday: date, by: Actor, now: datetime) -> Changes:
    """Mail the two questions to each customer who got something in that week and was not asked yet, and promise to
    follow up on it. Ten seconds to take it back.

    A customer gets one letter for all they got; one of whom no address is known is followed up by hand.
    """
    found = (
        to_ask_in(by, monday_of(monday)).select_related("account", "department", "contact").order_by("closed_at", "pk")
    )
    by_account: dict[int, list[Promise]] = {}
    for promise in found:
        by_account.setdefault(promise.account_id or 0, []).append(promise)
    if not by_account:
        raise Refused(_("Everybody who got something in that week was asked already."))
    asked = 0
    for group in by_account.values():
        contact = contact_for(group[-1])
        if contact is not None:
            _ask(group[-1], group, contact, by=by, now=now)
            asked += 1
    days = rules_now()[FOLLOW_UP].days
    ids = [group[-1].pk for group in by_account.values()]
    made = make_promises(wanted_follow_ups(ids, days, now), by=by, now=now)
    said = ngettext("%(count)s customer is asked how it was.", "%(count)s customers are asked how it was.", asked)
    words = ngettext("%(count)s follow-up is promised.", "%(count)s follow-ups are promised.", len(made))
    return Changes(f"{said % {'count': asked}} {words % {'count': len(made)}}")


def _ask(promise: Promise, got: Sequence[Promise], contact: Contact, *, by: Actor, now: datetime) -> Satisfaction:
    """The row to be answered, and the letter that leads to it."""
    values = {
        "promise": promise,
        "account": promise.account,
        "department": promise.department,
        "contact": contact,
        "asked_at": now,
        "zone": promise.zone,
    }
    (asked,) = create_records(type_of(Satisfaction), [values], by=by, now=now)
    language = contact.language if contact.language in ("en", "es") else company().language
    lines = "\n".join(f"– {one.what}" for one in got)
    gaps = {"name": contact.name, "deliveries": lines, "link": link_mark(), "sender": by.name}
    subject, text = worded(QUESTIONS, language, gaps)
    post_with_link(
        Letter([f"{contact.name} <{contact.email}>"], subject, text),
        asked,
        name=contact.name,
        email=contact.email,
        expires_at=now + ANSWERABLE,
        by=by,
        now=now,
        hold=TO_TAKE_BACK,
        language=language,
    )
    made: Satisfaction = asked
    return made
