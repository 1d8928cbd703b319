"""Send what waits: each mail by one worker at a time, under its one lasting Message-ID.

SMTP knows no exactly-once. A mail is marked as going out before the server hears of it, and as sent at once after the
server took it. What dies before the server took it is sent again, and nothing is lost. What dies in the moment between
the server's word and our mark, or loses the line just there, is sent again too: under the same Message-ID, by which
mail programs know it for the same letter. That is the only repeat there can be, one for each such death.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.arming.queries import is_armed
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.history.acting import acting
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.posting import send_at
from followthrough.kernel.mail.servers import Server, mail_server
from followthrough.kernel.mail.smtp import Delivery, hand_over
from followthrough.kernel.mail.writing import from_address, written
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import type_of

LOCK = 0x6D61696C  # the first half of the lock's number; the second is the mail's
# Minutes until the next try: soon for a hiccup, then ever longer, two days in all.
PAUSES = (1, 2, 5, 10, 20, 40, 60, 120, 240, 360, 480, 720, 840)
TO_GO = (MailState.WAITING, MailState.SENDING)


def to_send(now: datetime) -> QuerySet[Mail]:
    """What waits and may go by now, the oldest first; what a worker died over is among it."""
    due = Q(hold_until__isnull=True) | Q(hold_until__lte=now)
    due &= Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    return Mail._default_manager.filter(due, state__in=TO_GO, binned_at__isnull=True).order_by("id")


def send_mail(mail_id: int) -> None:
    """Send a mail that is to go and that no other worker has in hand. Without a server, or unarmed, it waits."""
    server = mail_server()
    if server is None or not is_armed():
        return
    with _in_hand(mail_id) as mine:
        if mine and (mail := _claimed(mail_id, clock.now())):
            crash_point("mail.claimed")
            came = _handed_over(mail, server)
            crash_point("mail.taken")
            _note(mail, came, clock.now())


@contextmanager
def _in_hand(mail_id: int) -> Iterator[bool]:
    """Hold the mail for as long as this connection lives, so that one whose worker died is free again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, mail_id % 2**31])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, mail_id % 2**31])


def _claimed(mail_id: int, now: datetime) -> Mail | None:
    with acting(SYSTEM, "send_mail", surface="worker", now=now):
        mail = to_send(now).filter(pk=mail_id).select_for_update().first()
        if mail is not None and mail.tries > len(PAUSES):  # workers died over it, again and again
            change_records(type_of(Mail), [(mail, {"state": MailState.FAILED})], by=SYSTEM, now=now)
            tell_of_failure(mail, now=now)
            return None
        if mail is not None:
            values = {"state": MailState.SENDING, "tries": mail.tries + 1, "next_try_at": None}
            change_records(type_of(Mail), [(mail, values)], by=SYSTEM, now=now)
    return mail


def receivers_of(mail: Mail) -> list[str]:
    """The addresses it still has to be taken for."""
    settled = {*mail.accepted, *mail.refused}
    return [address for _name, address in map(parseaddr, (*mail.to, *mail.cc)) if address not in settled]


def _handed_over(mail: Mail, server: Server) -> Delivery:
    receivers = receivers_of(mail)
    try:
        message = written(mail, server)
    except FileNotFoundError:
        return Delivery(refused=dict.fromkeys(receivers, _("A file that goes along is no longer there.")))
    except ValueError as problem:  # what no header can hold, in spite of all that was checked when it was posted
        return Delivery(refused=dict.fromkeys(receivers, str(problem)))
    return hand_over(server, message, from_address(mail, server).addr_spec, receivers)


def _note(mail: Mail, came: Delivery, now: datetime) -> None:
    """Write down what became of it, and plan the next try or tell people where it failed."""
    mail.accepted, mail.refused = [*mail.accepted, *came.accepted], {**mail.refused, **came.refused}
    left = receivers_of(mail)
    again = now + timedelta(minutes=PAUSES[mail.tries - 1]) if left and mail.tries <= len(PAUSES) else None
    told = [f"{address}: {words}" for address, words in mail.refused.items()]
    ended = MailState.SENT if mail.accepted else MailState.FAILED
    values = {
        "state": MailState.WAITING if again else ended,
        "sent_at": now if mail.accepted and not again else None,
        "problem": "\n".join([*told, came.delayed] if left else told),
        "next_try_at": again,
    }
    with acting(SYSTEM, "send_mail", surface="worker", now=now):
        settled = {"accepted": list(mail.accepted), "refused": dict(mail.refused)}
        mail.refresh_from_db()
        change_records(type_of(Mail), [(mail, {**values, **settled})], by=SYSTEM, now=now)
        if again:
            send_at(mail.pk, again)
        elif left or mail.refused:
            tell_of_failure(mail, now=now)


def tell_of_failure(mail: Mail, *, now: datetime) -> None:
    """Tell whoever sent it, or the administrators where the house did, each in their own language."""
    people = User._default_manager.filter(is_active=True, signs_in=True, binned_at__isnull=True)
    for person in people.filter(pk=mail.author_id) if mail.author_id else people.filter(role=Role.ADMIN):
        with translation.override(person.language):
            words = _("A mail could not be delivered: %(subject)s (%(to)s)")
            text = words % {"subject": mail.subject, "to": ", ".join(mail.to)}
        tell([person.pk], text, url=f"/mails/{mail.ref}/", now=now, once=f"mail:{mail.pk}:{mail.tries}")
