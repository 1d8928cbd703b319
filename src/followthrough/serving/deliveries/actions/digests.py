"""The daily letter to departments without accounts: what they owe, each promise with a link of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.links.posting import link_mark, post_with_links
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.servers import mail_server
from followthrough.kernel.mail.templates import register_letter, worded
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.queries.digests import Due, departments_to_write, language_of, owed_by

DIGEST = "deliveries.digest"
FROM_HOUR, BEFORE_HOUR = 7, 10  # by the department's own clock; one whose house was down until later is spared
LINKS_LAST = timedelta(days=7)


def register_digest() -> None:
    """Declare the letter, with its words in both languages."""
    register_letter(
        DIGEST,
        gettext_lazy("Daily letter to a department"),
        {
            "department": gettext_lazy("the department’s name"),
            "day": gettext_lazy("the day"),
            "promises": gettext_lazy("what it owes, with a link for each"),
        },
        {
            "en": (
                "{department}: what is owed on {day}",
                "Good morning,\n\nthis is what {department} owes. Each has its own link: say that it is done and show "
                "it, give a new date, or ask.\n\n{promises}\n\n{company}",
            ),
            "es": (
                "{department}: lo que se debe el {day}",
                "Buenos días:\n\nesto es lo que debe {department}. Cada cosa tiene su enlace: diga que está hecha y "
                "muéstrela, dé otra fecha o pregunte.\n\n{promises}\n\n{company}",
            ),
        },
    )


def post_digests() -> int:
    """Post today's letter to each department whose morning it is, that owes something and has none yet.

    Returns how many. Any number of workers may run it: a department gets one letter a day.
    """
    now = clock.now()
    if mail_server() is None:
        return 0
    calendars = Calendars()
    return sum(
        _post(team, calendars.of(team.pk), now)
        for team in departments_to_write()
        if _is_morning(calendars.of(team.pk), now)
    )


def _is_morning(calendar: WorkingCalendar, now: datetime) -> bool:
    local = now.astimezone(calendar.zone_info)
    return FROM_HOUR <= local.hour < BEFORE_HOUR and calendar.is_working_day(local.date())


def _post(team: Team, calendar: WorkingCalendar, now: datetime) -> bool:
    day = calendar.day_of(now)
    key = f"digest:{team.pk}:{day.isoformat()}"
    with acting(SYSTEM, "post_digest", surface="job", now=now):
        held = Team._default_manager.select_for_update().get(pk=team.pk)  # another worker waits here, and then sees it
        if Mail._default_manager.filter(once=key).exists():
            return False
        owed = owed_by(held, calendar, now=now)
        if not owed:
            return False
        language = language_of(held)
        with translation.override(language):
            promises, said = _told(owed), date_format(day, "DATE_FORMAT")
        gaps = {"department": held.name, "day": said, "promises": promises}
        subject, text = worded(DIGEST, language, gaps)
        post_with_links(
            Letter([held.email], subject, text),
            [promise for _due, promise in owed],
            name=held.name,
            email=held.email,
            expires_at=now + LINKS_LAST,
            by=SYSTEM,
            now=now,
            once=key,
            language=language,
        )
    return True


def _told(owed: Sequence[tuple[Due, Promise]]) -> str:
    """Under the headings late, due today and coming: each promise in a line, and below it its link."""
    parts: list[str] = []
    heading: Due | None = None
    for number, (due, promise) in enumerate(owed, 1):
        if due is not heading:
            heading = due
            parts.append(str(due.label))
        parts += [_line(promise), f"{_('Done, new date or question')}: {link_mark(number)}"]
    return "\n\n".join(parts)


def _line(promise: Promise) -> str:
    to = promise.account.name if promise.account else promise.owed_to
    due = date_format(promise.due_on or promise.due, "MONTH_DAY_FORMAT")
    return "– " + " · ".join(part for part in (promise.what, to, due) if part)
