"""Write a mail as the bytes a server takes: headers, text and HTML side by side, the files behind them."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from followthrough.kernel.files.store import open_content
from followthrough.kernel.mail.letters import shown
from followthrough.kernel.mail.looks import html_of
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.secrets import filled
from followthrough.kernel.mail.servers import Server
from followthrough.kernel.people.models import company


def written(mail: Mail, server: Server) -> EmailMessage:
    """The message, with what only its receiver may read filled in. Raises FileNotFoundError when a file is gone."""
    message = EmailMessage(policy=SMTP)
    message["From"] = from_address(mail, server)
    message["To"] = [as_address(one) for one in mail.to]
    if mail.cc:
        message["Cc"] = [as_address(one) for one in mail.cc]
    if mail.reply_to and as_address(mail.reply_to).addr_spec != message["From"].addresses[0].addr_spec:
        message["Reply-To"] = as_address(mail.reply_to)
    message["Subject"] = shown(mail.subject)
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.message_id}>"
    if mail.thread:
        message["In-Reply-To"] = f"<{mail.thread[-1]}>"
        message["References"] = " ".join(f"<{one}>" for one in mail.thread[-20:])
    if mail.author_id is None:
        message["Auto-Submitted"] = "auto-generated"
    text = filled(mail.text, mail.message_id)
    html = filled(mail.html, mail.message_id) if mail.html else ""
    message.set_content(text + "\n")
    look = html or html_of(mail.subject, text, company=company().name, language=mail.language)
    message.add_alternative(look, subtype="html")
    for one in mail.enclosed:
        kind, _slash, sort = one["media_type"].partition("/")
        with open_content(one["sha256"]) as content:
            message.add_attachment(content.read(), maintype=kind, subtype=sort or "octet-stream", filename=one["name"])
    return message


def from_address(mail: Mail, server: Server) -> Address:
    """Whose mail it is; one posted before any server was set goes out under the server's address."""
    name, address = parseaddr(mail.sender) if "<" in mail.sender else (mail.sender.strip('"'), "")
    return _address(name, address or server.sender_address)


def as_address(text: str) -> Address:
    """An address as it stands in our rows, whatever its name holds."""
    return _address(*parseaddr(text))


def _address(name: str, address: str) -> Address:
    return Address(display_name=" ".join(name.split()), addr_spec=address)
