"""Post a letter: the row and the job that sends it stand in the transaction of whoever posts it."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.files.store import path_of
from followthrough.kernel.jobs.declare import defer, defer_at
from followthrough.kernel.mail.letters import MOST_ENCLOSED, Enclosed, Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.servers import sender_of
from followthrough.kernel.mail.templates import one_line
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of

TO_TAKE_BACK = timedelta(seconds=10)  # how long a letter a person sends is held, so that they may think again
LONGEST_SUBJECT = 300
MOST_RECEIVERS = 100


def post_letter(
    letter: Letter,
    *,
    about: Record | None,
    by: Actor,
    now: datetime,
    hold: timedelta = timedelta(0),
    once: str = "",
    language: str = "en",
    message_id: str = "",
) -> Mail:
    """Post a letter about a record; call it inside an action, with which it is committed or not at all.

    It goes out as soon as a worker takes it, not before `hold` is over: until then it can be taken back. With `once`
    the same letter is posted a single time, however often this is called; the first one is returned. `message_id` is
    one made by `new_message_id`, for letters whose secret must be known before. Raises Invalid for an address that is
    none, for no receiver, and for more than 20 MB of files.
    """
    if once and (there := Mail._default_manager.filter(once=once).first()):
        return there
    author = User._default_manager.select_related("team").filter(pk=by.user_id).first() if by.user_id else None
    to, cc = _addresses("to", letter.to), _addresses("cc", letter.cc)
    if not to or len(to) + len(cc) > MOST_RECEIVERS:
        raise Invalid({"to": _("Name from 1 to %(most)d receivers.") % {"most": MOST_RECEIVERS}})
    _check_size(letter.enclosed)
    values = {
        "kind": type_of(about).kind if about else "",
        "record_id": about.pk if about else None,
        "record_ref": about.ref if about else "",
        "at": now,
        "sender": _sender(*sender_of(author)),
        "reply_to": formataddr((author.name, author.email)) if author and author.email else "",
        "to": to,
        "cc": cc,
        "subject": one_line(letter.subject)[:LONGEST_SUBJECT],
        "text": letter.text.replace("\x00", "").strip(),
        "html": letter.html,
        "enclosed": [{"name": e.name, "media_type": e.media_type, "sha256": e.sha256} for e in letter.enclosed],
        "language": language,
        "message_id": message_id or new_message_id(),
        "answers": letter.answers,
        "thread": [*letter.answers.thread, letter.answers.message_id] if letter.answers else [],
        "author": author,
        "hold_until": now + hold if hold else None,
        "once": once,
    }
    (mail,) = create_records(type_of(Mail), [values], by=by, now=now)
    send_at(mail.pk, mail.hold_until)
    made: Mail = mail
    return made


def _sender(name: str, address: str) -> str:
    """Name and address; the name alone where no server is set yet, and the address is known when it goes."""
    return formataddr((name, address)) if address else f'"{_bare(name)}"'


def new_message_id() -> str:
    """A Message-ID of this house, never used before; without its angle brackets."""
    return f"{uuid.uuid4().hex}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}"


def send_at(mail_id: int, when: datetime | None) -> None:
    """Have a worker send the mail, at a moment or at once."""
    if when:
        defer_at("mail.send", when, mail_id=mail_id)
    else:
        defer("mail.send", mail_id=mail_id)


def _addresses(field: str, typed: Sequence[str]) -> list[str]:
    found: dict[str, str] = {}
    for text in typed:
        plain = one_line(text)
        name, address = parseaddr(plain)
        try:
            if not plain.endswith(address) and not plain.endswith(f"<{address}>"):
                raise EmailNotValidError
            known = validate_email(address, check_deliverability=False).normalized
        except EmailNotValidError as problem:
            raise Invalid({field: _("“%(text)s” is not a whole e-mail address.") % {"text": text}}) from problem
        found.setdefault(known.lower(), formataddr((name, known)) if name.isascii() else f'"{_bare(name)}" <{known}>')
    return list(found.values())


def _bare(name: str) -> str:
    return name.replace("\\", "").replace('"', "")


def _check_size(enclosed: Sequence[Enclosed]) -> None:
    size = sum(path_of(one.sha256).stat().st_size for one in enclosed)
    if size > MOST_ENCLOSED:
        raise Invalid({"enclosed": _("The files are too large for mail: at most 20 MB together.")})
