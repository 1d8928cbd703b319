"""A mail as one line of what happened."""

from email.utils import parseaddr

from django.utils.translation import gettext as _

from followthrough.kernel.arming.queries import is_armed
from followthrough.kernel.mail.letters import shown
from followthrough.kernel.mail.models import Mail, MailState
from followthrough.kernel.mail.servers import mail_server, row
from followthrough.web.shapes import Link, TimelineEntry
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import full_text, time_text

ICONS = {MailState.RECEIVED: "mail-check", MailState.FAILED: "mail-x"}
QUOTED = 400  # letters of a mail that a story shows


def mail_entry(mail: Mail, reader: Reader) -> TimelineEntry:
    """Who wrote to whom, what about, and where it stands if it has not arrived."""
    return TimelineEntry(
        _sentence(mail),
        ICONS.get(MailState(mail.state), "mail"),
        time_text(mail.at, zone=reader.zone),
        full_text(mail.at, zone=reader.zone),
        link=Link(mail.subject or mail.ref, url_of(mail)),
        quote=_beginning(shown(mail.text)),
    )


def _sentence(mail: Mail) -> str:
    if mail.is_received:
        return _("%(who)s answered:") % {"who": called(mail.sender)}
    words = {
        MailState.WAITING: _("Mail from %(who)s to %(to)s, waiting:"),
        MailState.SENDING: _("Mail from %(who)s to %(to)s, going out:"),
        MailState.SENT: _("Mail from %(who)s to %(to)s:"),
        MailState.FAILED: _("Mail from %(who)s to %(to)s, not delivered:"),
        MailState.TAKEN_BACK: _("Mail from %(who)s to %(to)s, taken back:"),
    }
    who = mail.author.name if mail.author else _("the house")
    return words[MailState(mail.state)] % {"who": who, "to": ", ".join(map(called, mail.to))}


def why_none_leaves() -> tuple[str, str]:
    """Why no mail leaves the house, and what that means; two empty texts where it does."""
    if not is_armed():
        return _("This is a restored copy"), _("It sends no mail until somebody arms it, under Backups.")
    if mail_server() is not None:
        return "", ""
    kept = row()
    if kept and kept.password:
        return _("The password can't be read any more"), _(
            "The house’s key has changed since. Type the password again."
        )
    return _("No mail server is set"), _("Mail waits until there is one; nothing is lost.")


def called(address: str) -> str:
    """The name in an address, or else the address."""
    name, plain = parseaddr(address) if "@" in address else (address.strip('"'), "")
    return name or plain


def _beginning(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0] + " …"
