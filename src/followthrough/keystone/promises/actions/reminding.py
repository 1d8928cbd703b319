"""Remind by mail those who owe us: the letter is prepared, one press sends it, and it counts as a push."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import formataddr
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.posting import TO_TAKE_BACK, post_letter
from followthrough.kernel.mail.templates import register_letter, worded
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.waits import push_promise
from followthrough.keystone.promises.models import Direction, Promise, State

REMINDER = "promises.reminder"


def register_reminder() -> None:
    """Declare the letter, with its words in both languages."""
    register_letter(
        REMINDER,
        gettext_lazy("Reminder of what they owe us"),
        {
            "name": gettext_lazy("the contact’s name"),
            "what": gettext_lazy("what they owe us"),
            "asked": gettext_lazy("the day it was asked for"),
            "sender": gettext_lazy("who writes"),
        },
        {
            "en": (
                "A short reminder: {what}",
                "Hello {name},\n\nmay I remind you of this: {what}\n\nWe asked for it on {asked}. If anything is "
                "unclear or keeps you from it, a line to me is enough.\n\nKind regards\n{sender}\n{company}",
            ),
            "es": (
                "Un breve recordatorio: {what}",
                "Hola, {name}:\n\n¿me permite recordarle esto? {what}\n\nLo pedimos el {asked}. Si algo no está claro "
                "o se lo impide, basta con una línea.\n\nUn saludo\n{sender}\n{company}",
            ),
        },
    )


def prepared_reminder(promise: Promise, by: Actor) -> Mapping[str, Any]:
    """The letter as it would go out: to the contact, in their language, in the house's words."""
    contact = promise.contact
    if contact is None:
        return {}
    language = contact.language if contact.language in ("en", "es") else company().language
    asked = promise.asked_on or promise.created_at.astimezone(ZoneInfo(promise.zone)).date()
    with translation.override(language):
        day = date_format(asked, "DATE_FORMAT")
    values = {"name": contact.name, "what": promise.what, "asked": day, "sender": by.name}
    subject, text = worded(REMINDER, language, values)
    return {"to": contact.email, "subject": subject, "text": text}


@action(
    Promise,
    needs="promises.push",
    button=gettext_lazy("Remind by mail"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="mail",
    applies=lambda promise: promise.direction == Direction.THEIRS and promise.contact_id is not None,
    prepare=prepared_reminder,
    labels={"to": gettext_lazy("To"), "subject": gettext_lazy("Subject"), "text": gettext_lazy("Text")},
    options={"to": {"kind": "email"}, "text": {"kind": "long"}},
)
def remind_promise(
    promise: Promise, *, to: str = "", subject: str = "", text: str = "", by: Actor, now: datetime
) -> Changes:
    """Mail them the reminder that is prepared, or your own words; it counts as a push. Ten seconds to take it back."""
    letter = {**prepared_reminder(promise, by), **{n: v for n, v in (("subject", subject), ("text", text)) if v}}
    address = to or letter.get("to", "")
    if not address:
        raise Invalid({"to": _("No e-mail address is known here. Write one.")})
    name = promise.contact.name if promise.contact else ""
    receiver = formataddr((name, address)) if name.isascii() else address
    post_letter(
        Letter([receiver], letter["subject"], letter["text"], answers=_last_mail(promise)),
        about=promise,
        by=by,
        now=now,
        hold=TO_TAKE_BACK,
        language=promise.contact.language or "en" if promise.contact else "en",
    )
    pushed = push_promise(promise, by=by, now=now)
    said = _("The reminder goes to %(to)s in ten seconds.") % {"to": name or address}
    return Changes(f"{said} {pushed.message}", record=promise)


def _last_mail(promise: Promise) -> Mail | None:
    """The mail about it that the reminder follows, so that both stand in one thread."""
    about = Mail._default_manager.filter(kind=type_of(promise).kind, record_id=promise.pk)
    return about.exclude(state=MailState.TAKEN_BACK).order_by("-at", "-id").first()
