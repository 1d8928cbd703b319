"""Hand one message to a server, and say for each receiver what it answered."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from followthrough.kernel.mail.models import Security
from followthrough.kernel.mail.servers import Server

PATIENCE = 30  # seconds for each answer of the server
NEVER = 500  # from this code on a server means it


@dataclass(slots=True)
class Delivery:
    """What became of a message: who it was taken for, who was refused for good, and why the others must wait."""

    accepted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    delayed: str = ""


def hand_over(server: Server, message: EmailMessage, sender: str, receivers: Sequence[str]) -> Delivery:
    """Hand the message over; never raises for what a server or the way to it does."""
    came = Delivery()
    try:
        with _connected(server) as smtp:
            _told(smtp, message, sender, receivers, came)
    except smtplib.SMTPAuthenticationError as problem:
        came.delayed = _words(problem.smtp_error)  # our own set-up: it is mended, and then the mail goes
    except smtplib.SMTPSenderRefused as problem:
        _refuse(came, receivers, problem.smtp_code, problem.smtp_error)
    except smtplib.SMTPRecipientsRefused as problem:
        for address, (code, words) in problem.recipients.items():
            _refuse(came, [address], code, words)
    except smtplib.SMTPResponseException as problem:
        _refuse(came, receivers, problem.smtp_code, problem.smtp_error)
    except smtplib.SMTPNotSupportedError as problem:
        came.delayed = str(problem)
    except (smtplib.SMTPException, OSError) as problem:  # the connection broke, or never came about
        came.delayed = str(problem) or type(problem).__name__
    return came


def _told(smtp: smtplib.SMTP, message: EmailMessage, sender: str, receivers: Sequence[str], came: Delivery) -> None:
    international = not all(address.isascii() for address in (sender, *receivers))
    policy = SMTP.clone(utf8=True) if international else SMTP
    options = ("SMTPUTF8", "BODY=8BITMIME") if international and smtp.has_extn("smtputf8") else ()
    refused = smtp.sendmail(sender, list(receivers), message.as_bytes(policy=policy), mail_options=options)
    came.accepted = [address for address in receivers if address not in refused]
    for address, (code, words) in refused.items():
        _refuse(came, [address], code, words)


def _refuse(came: Delivery, receivers: Sequence[str], code: int, words: bytes | str) -> None:
    if code >= NEVER:
        came.refused.update(dict.fromkeys(receivers, f"{code} {_words(words)}"))
    else:
        came.delayed = f"{code} {_words(words)}"


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.replace("\x00", "").split())[:500]


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A connection that is ready to take mail. How it says goodbye matters to nobody: the mail is taken by then."""
    if server.security == Security.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=PATIENCE, context=ssl.create_default_context()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        if server.security == Security.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()
