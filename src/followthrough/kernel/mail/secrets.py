"""What only a letter's receiver may know: worked out from the house's key and the letter's number, and kept nowhere."""

import base64
import hashlib
import hmac
import re

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from followthrough.kernel.mail.letters import CODE_MARK, MARKS

DIGITS = 6


def secret_of(message_id: str, number: int = 0) -> str:
    """The secret of 256 bits that goes with this letter and no other; the same each time it is sent.

    A letter with several has one for each `number` from 1.
    """
    purpose = f"secret-{number}" if number else "secret"
    return base64.urlsafe_b64encode(_derived(purpose, message_id)).rstrip(b"=").decode()


def code_of(message_id: str) -> str:
    """The code of six digits that goes with this letter."""
    number = int.from_bytes(_derived("code", message_id)[:16], "big") % 10**DIGITS
    return f"{number:0{DIGITS}}"


def filled(text: str, message_id: str) -> str:
    """The words as the receiver gets them."""

    def secret(mark: re.Match[str]) -> str:
        return code_of(message_id) if mark[0] == CODE_MARK else secret_of(message_id, int(mark[1] or 0))

    return MARKS.sub(secret, text)


def sealed(text: str) -> str:
    """A password as the database keeps it: readable with this house's key alone."""
    return _box().encrypt(text.encode()).decode() if text else ""


def opened(box: str) -> str | None:
    """What was sealed; None when the house's key has changed since, so that it must be typed again."""
    try:
        return _box().decrypt(box.encode()).decode() if box else ""
    except InvalidToken:
        return None


def keyed_hash(purpose: str, text: str) -> str:
    """A hash that nobody without the house's key can try words against: for codes too short for a plain one."""
    return _derived(purpose, text).hex()


def _derived(purpose: str, text: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"mail:{purpose}:{text}".encode(), hashlib.sha256).digest()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived("box", "")))
