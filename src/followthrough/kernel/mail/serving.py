"""Set the server mail goes out through, and try it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from email_validator import EmailNotValidError, validate_email

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import MailServer, Security
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.secrets import sealed
from followthrough.kernel.mail.servers import is_set_outside, mail_server, row
from followthrough.kernel.mail.templates import one_line, worded
from followthrough.kernel.people.actions import person_of
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of


@action(
    MailServer,
    needs="mails.serve",
    roles=ADMINS,
    button=gettext_lazy("Set the server"),
    icon="mail",
    on_class=True,
    undo_words=gettext_lazy("The password can't be brought back; set the server again."),
    labels={
        "host": gettext_lazy("Server"),
        "port": gettext_lazy("Port"),
        "security": gettext_lazy("Security"),
        "user": gettext_lazy("User name"),
        "password": gettext_lazy("Password"),
        "sender_name": gettext_lazy("Sender’s name"),
        "sender_address": gettext_lazy("Sender’s address"),
    },
    options={"sender_address": {"kind": "email"}},
)
def set_mail_server(
    *,
    host: str,
    sender_address: str,
    port: int = 587,
    security: Security = Security.STARTTLS,
    user: str = "",
    password: str = "",
    sender_name: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Say through which server mail goes out and in whose name. What waits then goes. Without a password it stays."""
    if is_set_outside():
        raise Refused(_("The server is set by MAIL_URL in the environment; change it there."))
    values = _checked(host, port, security, user, sender_address) | {"sender_name": one_line(sender_name)}
    if password or not user:
        values["password"] = sealed(password)
    kind, found = type_of(MailServer), row()
    if found is None:
        (found,) = create_records(kind, [values], by=by, now=now)
    else:
        change_records(kind, [(found, values)], by=by, now=now)
    defer("mail.due")
    return Changes(_("Mail goes out through %(host)s.") % {"host": host}, record=found)


def _checked(host: str, port: int, security: Security, user: str, sender_address: str) -> dict[str, object]:
    if not host or any(letter.isspace() or letter in "/@" for letter in host):
        raise Invalid({"host": _("Write the server’s name alone, such as smtp.example.com.")})
    if not 0 < port < 65536:
        raise Invalid({"port": _("Choose a port from 1 to 65535; 587 is the usual one.")})
    try:
        address = validate_email(sender_address, check_deliverability=False).normalized
    except EmailNotValidError as problem:
        words = _("Not a whole e-mail address: write it like name@example.com.")
        raise Invalid({"sender_address": words}) from problem
    return {"host": host, "port": port, "security": str(security), "user": user, "sender_address": address}


@action(
    MailServer,
    needs="mails.serve",
    button=gettext_lazy("Send me a test mail"),
    icon="send",
    on_class=True,
    undo_words=gettext_lazy("The mail is on its way."),
)
def try_mail_server(*, by: Actor, now: datetime) -> Changes:
    """Send a mail to your own address, the way every other mail goes."""
    person = person_of(by)
    if mail_server() is None:
        raise Refused(_("No server is set, or its password can't be read: set it first."))
    if not person.email:
        raise Refused(_("You have no e-mail address here: give yourself one in People."))
    subject, text = worded("mail.test", person.language, {"name": person.name})
    letter = Letter([person.email], subject, text)
    post_letter(letter, about=None, by=by, now=now, language=person.language)
    return Changes(_("A mail to %(email)s is on its way.") % {"email": person.email})
