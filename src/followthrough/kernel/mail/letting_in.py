"""Letters that let people in: the invitation, and the link for a new password they asked for themselves."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.conf import settings

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.history.acting import acting
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.mail.letters import SECRET_MARK, Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.posting import new_message_id, post_letter
from followthrough.kernel.mail.secrets import secret_of
from followthrough.kernel.mail.servers import mail_server
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.people.models import Attempt, User
from followthrough.kernel.people.signing_in import SlowDown, make_link

WANTED_LIFE = timedelta(hours=1)
WINDOW = timedelta(minutes=15)
PER_ADDRESS, PER_PERSON = 10, 3  # in a window


def carry_link(person: User, *, life: timedelta, by: Actor, now: datetime) -> bool:
    """Mail a sign-in link that is valid so long; False where no server is set or the person has no address."""
    if mail_server() is None or not person.email:
        return False
    _post(person, "people.password" if person.password else "people.invitation", life, by=by, now=now)
    return True


def want_password(email: str, *, address: str, now: datetime) -> None:
    """Have a link mailed to whoever signs in with this e-mail. Known or not, the answer is the same and as quick.

    From one address ten are taken in a quarter of an hour, then SlowDown is raised; for one person three, and what is
    more is left out without a word.
    """
    seen, account = _pseudonym("from", address), _pseudonym("for", email.strip().lower())
    recent = Attempt.objects.filter(at__gt=now - WINDOW)
    if recent.filter(address=seen).count() >= PER_ADDRESS:
        raise SlowDown(int(WINDOW.total_seconds()))
    asked = recent.filter(account=account).count()
    Attempt.objects.create(account=account, address=seen, at=now)
    if asked < PER_PERSON:
        defer("mail.password_wanted", email=email.strip()[:254], once=f"password:{uuid.uuid4()}")


def mail_password_link(email: str, *, once: str, now: datetime) -> None:
    """Post the letter to the person of this e-mail, if somebody signs in with it; once for each time it was wanted."""
    may = User._default_manager.filter(is_active=True, signs_in=True, binned_at__isnull=True)
    person = may.filter(email__iexact=email).first()
    if person is None or Mail._default_manager.filter(once=once).exists():
        return
    with acting(SYSTEM, "mail_password_link", surface="worker", now=now):
        _post(person, "people.password", WANTED_LIFE, by=SYSTEM, now=now, once=once)


def _post(person: User, key: str, life: timedelta, *, by: Actor, now: datetime, once: str = "") -> None:
    number = new_message_id()
    values = {"name": person.name, "link": f"{settings.BASE_URL}/sign-in/link/{SECRET_MARK}"}
    if key == "people.invitation":
        values["by"] = by.name
    subject, text = worded(key, person.language, values)
    make_link(person, now=now, life=life, secret=secret_of(number))
    letter = Letter([person.email], subject, text)
    post_letter(letter, about=None, by=by, now=now, once=once, language=person.language, message_id=number)


def _pseudonym(purpose: str, text: str) -> str:
    return hashlib.sha256(f"password:{purpose}:{text}".encode()).hexdigest()
