"""Answers that came to somebody's own mailbox, brought to the record: typed off, or as the mail file itself."""

import base64
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.files.store import LIMIT, keep
from followthrough.kernel.mail.apart import Unreadable, read_apart
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.posting import new_message_id
from followthrough.kernel.mail.reading import moment_of
from followthrough.kernel.mail.templates import one_line
from followthrough.kernel.notes.actions import attach_content
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of

ANSWERED = re.compile(r"^(?:\s*(?:re|aw|sv|rv|fwd?|wg|antw|res|tr|odp)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
LONG_AGO = timedelta(days=180)  # a subject and an address tell a thread no longer
Files = Sequence[tuple[str, str, bytes]]


@action(
    Mail,
    needs="mails.log",
    button=gettext_lazy("Log an answer"),
    icon="reply",
    labels={
        "text": gettext_lazy("What they wrote"),
        "sender": gettext_lazy("From whom"),
        "at": gettext_lazy("When"),
        "file": gettext_lazy("File"),
    },
    options={"text": {"kind": "long"}},
)
def log_reply_mail(
    mail: Mail,
    *,
    text: str,
    sender: str = "",
    at: datetime | None = None,
    file: Upload | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Put an answer on record that came another way: who wrote, when, what. Left empty, the receiver wrote it now."""
    if at and at > now:
        raise Invalid({"at": _("This is still to come. Write when it was received.")})
    given: Any = file
    files = [(given.name, "", b"".join(given.chunks()))] if given else []
    told = {"sender": one_line(sender) or (mail.sender if mail.is_received else mail.to[0]), "text": text.strip()}
    _log(mail, told | {"subject": f"Re: {_bare(mail.subject)}", "at": at or now}, files, by=by, now=now)
    return Changes(_("The answer is on record."), record=mail)


@action(
    Mail,
    needs="mails.log",
    button=gettext_lazy("Bring in a mail file"),
    icon="mail-check",
    on_class=True,
    labels={"file": gettext_lazy("Mail file (.eml)")},
)
def upload_reply_mail(*, file: Upload, by: Actor, now: datetime) -> Changes:
    """Put a saved mail on record with its files, in the thread it answers. Refused where none of our mails fits it.

    The thread is found by the numbers the mail names, else by its sender and subject among the mails of half a year.
    """
    given: Any = file
    if given.size > LIMIT:
        raise Invalid({"file": _("A file may have at most 25 MB.")})
    content = b"".join(given.chunks())
    try:
        told = read_apart(content)
    except Unreadable as problem:
        raise Invalid({"file": _("This is no mail file, or it can't be read. Log the answer by hand.")}) from problem
    if not told["sender"]:
        raise Invalid({"file": _("This is no mail file: it does not say who wrote it.")})
    if there := _already(told["message_id"], by):
        return Changes(_("This mail is on record already."), record=there)
    answered = thread_of(told, by, now=now)
    if answered is None:
        raise Invalid({"file": _("It answers none of the mails you see here. Log it on its record by hand.")})
    values = {name: told[name] for name in ("sender", "subject", "text", "quoted", "message_id", "cc")}
    values |= {"to": told["to"] or answered.to[:1], "at": moment_of(told, now=now)}
    inside = [(one["name"], one["media_type"], base64.b64decode(one["content"])) for one in told["files"]]
    made = _log(answered, values, [*inside, (given.name, "message/rfc822", content)], by=by, now=now)
    return Changes(_("The mail of %(who)s is on record.") % {"who": made.sender}, record=made)


def thread_of(told: dict[str, Any], by: Actor, *, now: datetime) -> Mail | None:
    """Which of our mails it answers: the one it names, else the last one to its sender about the same."""
    seen = Mail.visible_to(by).exclude(state=MailState.TAKEN_BACK)
    named = {mail.message_id: mail for mail in seen.filter(message_id__in=told["answers"][:50])}
    if found := next((named[one] for one in told["answers"] if one in named), None):
        return found
    address, subject = parseaddr(told["sender"])[1].lower(), _bare(told["subject"]).lower()
    if not subject:
        return None
    recent = seen.filter(at__gt=now - LONG_AGO, subject__icontains=subject).order_by("-at", "-id")
    return next(
        (mail for mail in recent[:100] if _is_with(mail, address) and _bare(mail.subject).lower() == subject), None
    )


def _is_with(mail: Mail, address: str) -> bool:
    return address in {parseaddr(one)[1].lower() for one in (*mail.to, *mail.cc, mail.sender)}


def _already(message_id: str, by: Actor) -> Mail | None:
    return Mail.visible_to(by).filter(message_id=message_id).first() if message_id else None


def _bare(subject: str) -> str:
    """A subject without the marks of answering and forwarding."""
    return one_line(ANSWERED.sub("", subject))


def _log(answered: Mail, values: dict[str, Any], files: Files, *, by: Actor, now: datetime) -> Mail:
    """Write the mail that came, under what it answers, and file what was in it on the record both are about."""
    kept = [_kept(name, media_type, content) for name, media_type, content in files]
    row = {
        "kind": answered.kind,
        "record_id": answered.record_id,
        "record_ref": answered.record_ref,
        "state": MailState.RECEIVED,
        "to": [answered.reply_to or answered.sender],
        "answers": answered,
        "thread": [*answered.thread, answered.message_id],
        "author_id": by.user_id,
        "enclosed": kept,
        "language": answered.language,
        **values,
    }
    taken = Mail._default_manager.filter(message_id=row.get("message_id", "")).exists()
    row["message_id"] = new_message_id() if taken or not row.get("message_id") else row["message_id"]
    row["subject"] = str(row["subject"])[:300]
    (made,) = create_records(type_of(Mail), [row], by=by, now=now)
    if answered.kind and answered.record_id:
        for name, _type, content in files:
            attach_content(answered.kind, answered.record_id, name, [content], by=by, now=now)
    mail: Mail = made
    return mail


def _kept(name: str, media_type: str, content: bytes) -> dict[str, str]:
    sha256, _size = keep([content])
    return {"name": name[:255], "media_type": media_type or "application/octet-stream", "sha256": sha256}
