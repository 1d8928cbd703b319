"""Servers that ask for a password over an encrypted line: mail goes to those that show who they are, to no others."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from followthrough.kernel.mail.models import Security
from followthrough.kernel.mail.servers import Server
from followthrough.kernel.mail.smtp import Delivery, hand_over

# The test's server knows of no other encryption than STARTTLS; its line is encrypted from the first byte all the same.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
USER, PASSWORD, TO = "desk", "correct horse", "kurt@bremer.example"


class Keeper:
    """What came in, and as whom."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.users: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        assert server.transport.get_extra_info("ssl_object"), "it came in the clear"
        self.letters.append(envelope.content)
        return "250 Taken"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        self.users.append(given.login)
        known = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine with its key, trusted by nobody yet."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def serving(security: Security, certificate: Path, port: int) -> Iterator[Keeper]:
    """A server that takes mail only from who signed in, on an encrypted line."""
    keeper, context = Keeper(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    encrypted: dict[str, Any] = {"ssl_context": context}
    if security == Security.STARTTLS:
        encrypted = {"tls_context": context, "require_starttls": True}
    asked = {"authenticator": keeper.authenticate, "auth_required": True, "auth_require_tls": security != Security.TLS}
    controller = Controller(keeper, hostname="127.0.0.1", port=port, **encrypted, **asked)
    controller.start()
    try:
        yield keeper
    finally:
        controller.stop()


@pytest.fixture
def unused_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def sent(unused_port: int) -> Callable[..., Delivery]:
    """Hand a letter to the server, as the desk does."""

    def send(security: Security, *, user: str = USER, password: str = PASSWORD) -> Delivery:
        letter = EmailMessage()
        letter["Subject"] = "Your proposal"
        letter.set_content("As agreed.")
        server = Server("127.0.0.1", unused_port, security, user, "Desk", "desk@example.com", password)
        return hand_over(server, letter, "desk@example.com", [TO])

    return send


ENCRYPTED = [Security.TLS, Security.STARTTLS]


@pytest.mark.parametrize("security", ENCRYPTED)
def test_letter_goes_over_an_encrypted_line_to_a_server_that_shows_who_it_is(
    security, certificate, sent, unused_port, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(security, certificate, unused_port) as keeper:
        came = sent(security)
    assert (came.accepted, came.refused, came.delayed) == ([TO], {}, "")
    assert keeper.users == [USER.encode()]
    assert b"Subject: Your proposal" in keeper.letters[0]


@pytest.mark.parametrize("security", ENCRYPTED)
def test_server_that_cannot_show_who_it_is_gets_neither_letter_nor_password(security, certificate, sent, unused_port):
    with serving(security, certificate, unused_port) as keeper:
        came = sent(security)
    assert (came.accepted, came.refused, keeper.letters, keeper.users) == ([], {}, [], [])
    assert "certificate verify failed" in came.delayed


def test_wrong_password_holds_the_letter_back_and_says_so(certificate, sent, unused_port, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(Security.STARTTLS, certificate, unused_port) as keeper:
        came = sent(Security.STARTTLS, password="guess")
    assert (came.accepted, came.refused, keeper.letters) == ([], {}, [])
    assert "Authentication credentials invalid" in came.delayed


def test_server_without_encryption_gets_nothing_where_it_is_asked_for(sent, unused_port):
    keeper = Keeper()
    controller = Controller(keeper, hostname="127.0.0.1", port=unused_port)
    controller.start()
    try:
        came = sent(Security.STARTTLS)
    finally:
        controller.stop()
    assert (came.accepted, keeper.letters, keeper.users) == ([], [], [])
    assert "STARTTLS" in came.delayed
