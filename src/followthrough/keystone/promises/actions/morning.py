"""The morning mail: one letter a working day to each person who wants it, at their own seven o'clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.posting import new_message_id, post_letter
from followthrough.kernel.mail.servers import mail_server
from followthrough.kernel.mail.templates import register_letter, worded
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User
from followthrough.keystone.promises.queries.morning import morning_text

MORNING = "promises.morning"
FROM_HOUR, BEFORE_HOUR = 7, 10  # by the person's own clock; whoever's house was down until later is spared


def register_morning() -> None:
    """Declare the letter, with its words in both languages."""
    register_letter(
        MORNING,
        gettext_lazy("Morning mail"),
        {"name": gettext_lazy("the person’s name"), "today": gettext_lazy("what is late, due and to push")},
        {
            "en": ("Your day at {company}", "Good morning {name},\n\n{today}"),
            "es": ("Su día en {company}", "Buenos días, {name}:\n\n{today}"),
        },
    )


def post_morning_mails() -> int:
    """Post today's letter to all whose morning it is and who have none yet; returns how many.

    Any number of workers may run it: a letter is posted once for each person and day.
    """
    now, calendars = clock.now(), Calendars()
    if mail_server() is None:
        return 0
    wanting = User._default_manager.filter(morning_mail=True, signs_in=True, is_active=True, binned_at__isnull=True)
    keys = {_key(person, now): person for person in wanting.exclude(email="") if _is_morning(person, calendars, now)}
    posted = set(Mail._default_manager.filter(once__in=keys).values_list("once", flat=True))
    return sum(_post(person, key, now) for key, person in keys.items() if key not in posted)


def _is_morning(person: User, calendars: Calendars, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(person.zone))
    is_time = FROM_HOUR <= local.hour < BEFORE_HOUR
    return is_time and calendars.of(person.team_id).is_working_day(local.date())


def _key(person: User, now: datetime) -> str:
    return f"morning:{person.pk}:{now.astimezone(ZoneInfo(person.zone)).date().isoformat()}"


def _post(person: User, key: str, now: datetime) -> bool:
    actor = actor_of(person)
    with translation.override(person.language):
        found = morning_text(actor, now=now)
    if not found:
        return False
    subject, text = worded(MORNING, person.language, {"name": person.name, "today": found})
    letter, number = Letter([person.email], subject, text), new_message_id()
    try:
        with acting(SYSTEM, "post_morning_mail", surface="job", now=now):
            mail = post_letter(
                letter, about=None, by=SYSTEM, now=now, once=key, language=person.language, message_id=number
            )
    except IntegrityError:  # another worker was quicker by less than a look
        return False
    return mail.message_id == number  # else another worker was quicker
