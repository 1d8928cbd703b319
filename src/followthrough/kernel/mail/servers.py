"""Through which server mail goes: what the environment says, or else what administrators set."""

from dataclasses import dataclass, field
from email.utils import parseaddr

from django.conf import settings

from followthrough.kernel.mail.address import read_mail_url
from followthrough.kernel.mail.models import MailServer
from followthrough.kernel.mail.secrets import opened
from followthrough.kernel.people.models import User, company


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes our mail, and the name and address it goes out under."""

    host: str
    port: int
    security: str
    user: str
    sender_name: str
    sender_address: str
    password: str = field(default="", repr=False)


def is_set_outside() -> bool:
    """Whether the environment names the server, so that the settings page only shows it."""
    return bool(settings.MAIL_URL)


def row() -> MailServer | None:
    """The row administrators filled in."""
    return MailServer._default_manager.filter(binned_at__isnull=True).order_by("id").first()


def mail_server() -> Server | None:
    """The server in use; None while there is none, or its password can't be read: mail then waits."""
    found = row()
    name, address = parseaddr(settings.MAIL_FROM)
    name = name or (found.sender_name if found else "") or company().name
    address = address or (found.sender_address if found else "")
    if settings.MAIL_URL:
        host, port, security, user, password = read_mail_url(settings.MAIL_URL)
        return Server(host, port, security, user, name, address or f"followthrough@{host}", password)
    if found is None or not found.host or not address:
        return None
    known = opened(found.password)
    return None if known is None else Server(found.host, found.port, found.security, found.user, name, address, known)


def sender_of(author: User | None) -> tuple[str, str]:
    """Name and address a person's mail goes out under: their team's where it has one, else the company's."""
    server = mail_server()
    name = server.sender_name if server else company().name
    address = server.sender_address if server else ""
    team = author.team if author else None
    return (f"{author.name} ({name})" if author else name, team.email if team and team.email else address)
