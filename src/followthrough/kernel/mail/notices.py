"""Notices by mail, for those who want them: what was not read in the app within some minutes, in one letter."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.servers import mail_server
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import User

UNREAD_FOR = timedelta(minutes=5)
NOT_OLDER = timedelta(days=2)  # whoever turns it on does not get all that was
NAMED = 30


def mail_notices(*, now: datetime) -> int:
    """Post one letter to each person with unread notices that wait long enough; returns how many."""
    if mail_server() is None:
        return 0
    waiting = Notice.objects.filter(mailed_at__isnull=True, read_at__isnull=True, user__notices_by_mail=True)
    waiting = waiting.filter(at__lte=now - UNREAD_FOR, at__gt=now - NOT_OLDER).exclude(user__email="")
    people = User._default_manager.filter(pk__in=waiting.values("user"), is_active=True, signs_in=True)
    return sum(_post(person, now) for person in people.order_by("pk"))


def _post(person: User, now: datetime) -> bool:
    with transaction.atomic():
        mine = Notice.objects.filter(user=person, mailed_at__isnull=True, read_at__isnull=True)
        mine = mine.filter(at__lte=now - UNREAD_FOR, at__gt=now - NOT_OLDER).select_for_update(skip_locked=True)
        found = list(mine.order_by("at"))
        if not found:
            return False
        with translation.override(person.language):
            lines = [
                f"– {one.text}" + (f"\n  {settings.BASE_URL}{one.url}" if one.url else "") for one in found[:NAMED]
            ]
            if len(found) > NAMED:
                lines.append(_("… and %(count)d more") % {"count": len(found) - NAMED})
        values = {"name": person.name, "count": len(found), "notices": "\n".join(lines)}
        subject, text = worded("mail.notices", person.language, values)
        Notice.objects.filter(pk__in=[one.pk for one in found]).update(mailed_at=now)
        with acting(SYSTEM, "mail_notices", surface="job", now=now):
            letter = Letter([person.email], subject, text)
            post_letter(letter, about=None, by=SYSTEM, now=now, language=person.language)
    return True
