"""All configuration, read once from environment variables; without any of them the desk still runs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from followthrough.config.networks import Network, named_networks
from followthrough.config.refusal import CannotStart
from followthrough.config.secret_key import secret_key
from followthrough.kernel.crashing import UnknownPoint, wished
from followthrough.kernel.mail.address import BadAddress, read_mail_url
from followthrough.kernel.speaking import CHOSEN, ENGLISH, LANGUAGES, help_language, language_of

REPOSITORY = Path(__file__).resolve().parents[3]
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Environment:
    """What was configured. `home` holds everything that is not code: the database, files, static files, keys."""

    home: Path
    host: str
    port: int
    base_url: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    database_url: str = field(repr=False)
    database_owner_url: str = field(repr=False)
    postgres_folder: str
    postgres_account: str
    secret_key: str = field(repr=False)
    debug: bool
    test_mode: bool
    log_level: str
    admin_email: str = ""
    metrics_token: str = field(default="", repr=False)
    backups_folder: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    crash: tuple[str, int] | None = None
    signing_certificate: str = ""
    signing_password: str = field(default="", repr=False)
    tsa_url: str = ""
    outward_networks: tuple[Network, ...] = ()
    language: str = ENGLISH
    mail_url: str = field(default="", repr=False)
    mail_from: str = ""

    @property
    def is_embedded(self) -> bool:
        """Whether the database is our own server rather than one named by DATABASE_URL."""
        return not self.database_url

    @property
    def is_https(self) -> bool:
        """Whether people reach the desk over TLS, so that cookies may be marked secure."""
        return self.base_url.startswith("https://")

    @property
    def files(self) -> Path:
        """Where uploaded files lie."""
        return self.home / "files"

    @property
    def backups(self) -> Path:
        """Where backups are kept."""
        return Path(self.backups_folder).expanduser().resolve() if self.backups_folder else self.home / "backups"

    @property
    def signing(self) -> Path:
        """Where the keys and certificates lie that documents are sealed with."""
        return self.home / "signing"

    @property
    def static(self) -> Path:
        """Where static files are collected for serving."""
        return self.home / "static"


def environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Everything configured; makes the secret key on the first call. Raises CannotStart."""
    home = Path(variables.get("FOLLOWTHROUGH_HOME") or REPOSITORY / "data").expanduser().resolve()
    host = variables.get("HOST") or "127.0.0.1"
    port = _port(variables.get("PORT") or "8000")
    base_url = (variables.get("BASE_URL") or f"http://{_reachable(host)}:{port}").rstrip("/")
    return Environment(
        home=home,
        host=host,
        port=port,
        base_url=base_url,
        allowed_hosts=_allowed_hosts(variables.get("ALLOWED_HOSTS", ""), base_url),
        trusted_origins=(base_url,),
        database_url=variables.get("DATABASE_URL", ""),
        database_owner_url=variables.get("DATABASE_OWNER_URL", ""),
        postgres_folder=variables.get("FOLLOWTHROUGH_POSTGRES", ""),
        postgres_account=variables.get("FOLLOWTHROUGH_POSTGRES_ACCOUNT", ""),
        secret_key=secret_key(home, variables.get("SECRET_KEY")),
        debug=_is_on(variables, "FOLLOWTHROUGH_DEBUG"),
        test_mode=_is_on(variables, "FOLLOWTHROUGH_TEST_MODE"),
        log_level=(variables.get("LOG_LEVEL") or "INFO").upper(),
        admin_email=variables.get("ADMIN_EMAIL", ""),
        metrics_token=variables.get("METRICS_TOKEN", ""),
        backups_folder=variables.get("BACKUPS_FOLDER", ""),
        trusted_proxies=named_networks(variables.get("TRUSTED_PROXIES", "")),
        crash=_crash(variables),
        signing_certificate=variables.get("SIGNING_CERTIFICATE", ""),
        signing_password=variables.get("SIGNING_PASSWORD", ""),
        tsa_url=_tsa_url(variables.get("TSA_URL", "")),
        outward_networks=named_networks(variables.get("OUTWARD_NETWORKS", ""), "OUTWARD_NETWORKS"),
        language=_language(variables),
        mail_url=_mail_url(variables.get("MAIL_URL", "")),
        mail_from=variables.get("MAIL_FROM", ""),
    )


def _tsa_url(text: str) -> str:
    if text and (urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname):
        raise CannotStart(f"TSA_URL is {text!r}; it must be the address of a time-stamping authority, http(s)://…")
    return text


def _mail_url(text: str) -> str:
    if text:
        try:
            read_mail_url(text)
        except BadAddress as problem:
            raise CannotStart(str(problem)) from problem
    return text


def _crash(variables: Mapping[str, str]) -> tuple[str, int] | None:
    try:
        return wished(variables)
    except UnknownPoint as problem:
        raise CannotStart(str(problem)) from problem


def _language(variables: Mapping[str, str]) -> str:
    chosen = variables.get(CHOSEN, "")
    if chosen and language_of(chosen) not in LANGUAGES:
        raise CannotStart(f"{CHOSEN} is {chosen!r}; it must be one of {', '.join(LANGUAGES)}")
    return help_language(variables)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT is {text!r}; it must be a number from 1 to 65535")
    return int(text)


def _is_on(variables: Mapping[str, str], name: str) -> bool:
    text = variables.get(name, "").lower()
    if text not in ("", "0", "1", "false", "true", "no", "yes"):
        raise CannotStart(f"{name} is {text!r}; it must be 1 or 0")
    return text in ("1", "true", "yes")


def _reachable(host: str) -> str:
    """The name to write in an address for a server that listens on `host`."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 -- compared with, not listened on
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _allowed_hosts(text: str, base_url: str) -> tuple[str, ...]:
    named = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(dict.fromkeys([*named, urlsplit(base_url).hostname or "localhost", *LOOPBACK]))
