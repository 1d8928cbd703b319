"""One-time codes: a guest shows that they read the mailbox the link was sent to.

Six digits, ten minutes, five tries, five codes an hour for one link: whoever guesses has 25 in a million an hour. Of a
code only a keyed hash is kept. The browser that typed it right gets a proof, which holds as long as the page does.
"""

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.patience import wait_as
from followthrough.kernel.links.models import GuestLink, LinkCode
from followthrough.kernel.links.opening import SURFACE, guest_of, opened_record
from followthrough.kernel.mail.letters import CODE_MARK, Letter
from followthrough.kernel.mail.posting import new_message_id, post_letter
from followthrough.kernel.mail.secrets import code_of, keyed_hash
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.kernel.records.problems import Invalid

LIFE = timedelta(minutes=10)
TRIES = 5
CODES, WINDOW = 5, timedelta(hours=1)
PROVEN = timedelta(hours=2)


def send_code(link: GuestLink, *, language: str, now: datetime) -> LinkCode:
    """Mail a fresh code to the link's address; earlier ones end. Raises LinkEnded, and SlowDown after five an hour."""
    with transaction.atomic():
        wait_as(SURFACE)
        held = GuestLink._default_manager.select_for_update().get(pk=link.pk)
        guest = guest_of(held, now=now)
        record = opened_record(held, guest)
        sent = list(LinkCode.objects.filter(link=held, sent_at__gt=now - WINDOW).order_by("sent_at"))
        if len(sent) >= CODES:
            raise SlowDown(int((sent[0].sent_at + WINDOW - now).total_seconds()) + 1)
        LinkCode.objects.filter(link=held, confirmed_at__isnull=True, expires_at__gt=now).update(expires_at=now)
        number = new_message_id()
        subject, text = worded("links.code", language, {"name": held.name, "code": CODE_MARK, "record": record.title})
        letter = Letter([held.email], subject, text)
        with acting(guest, "send_link_code", surface=SURFACE, now=now):
            post_letter(letter, about=record, by=guest, now=now, message_id=number, language=language)
        return LinkCode.objects.create(
            link=held, code_hash=_hash(held, code_of(number)), sent_at=now, expires_at=now + LIFE
        )


def confirm_code(link: GuestLink, typed: str, *, now: datetime) -> str:
    """The proof for the browser that typed the code right. Raises Invalid, saying how many tries are left."""
    with transaction.atomic():
        wait_as(SURFACE)
        code = LinkCode.objects.select_for_update().filter(link=link, confirmed_at__isnull=True).order_by("-id").first()
        if code is None or code.expires_at <= now or code.tries >= TRIES:
            raise Invalid({"code": _("This code is over. Have another one sent.")})
        code.tries += 1
        if hmac.compare_digest(code.code_hash, _hash(link, "".join(typed.split()))):
            proof = secrets.token_urlsafe(32)
            code.confirmed_at, code.proof_hash = now, hash_of(proof)
            code.save(update_fields=["tries", "confirmed_at", "proof_hash"])
            return proof
        code.save(update_fields=["tries"])
        left = TRIES - code.tries
    if left:
        raise Invalid({"code": _("This is not the code. %(left)d tries are left.") % {"left": left}})
    raise Invalid({"code": _("This code is over. Have another one sent.")})


def is_known(link: GuestLink, proof: str, *, now: datetime) -> bool:
    """Whether the proof is one this link's guest was given within the last two hours."""
    if not proof:
        return False
    shown = LinkCode.objects.filter(link=link, proof_hash=hash_of(proof), confirmed_at__gt=now - PROVEN)
    return shown.exists()


def code_under_way(link: GuestLink, *, now: datetime) -> LinkCode | None:
    """The code that is waited for, if one was sent and can still be typed."""
    sent = LinkCode.objects.filter(link=link, confirmed_at__isnull=True, expires_at__gt=now, tries__lt=TRIES)
    return sent.order_by("-id").first()


def _hash(link: GuestLink, code: str) -> str:
    return keyed_hash("link-code", f"{link.pk}:{code}")
