"""The server as one address, the way it stands in the environment; plain Python, read before Django starts."""

from urllib.parse import unquote, urlsplit

SCHEMES = {"smtp": ("plain", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


class BadAddress(ValueError):
    """MAIL_URL names no server; the text says what is wrong, without the password."""


def read_mail_url(url: str) -> tuple[str, int, str, str, str]:
    """Host, port, security, user and password of `smtp+starttls://user:password@host:587`. Raises BadAddress."""
    try:
        parts = urlsplit(url)
        (security, usual), port = SCHEMES[parts.scheme], parts.port
    except (KeyError, ValueError) as problem:
        raise BadAddress(f"MAIL_URL must begin with {', '.join(f'{name}://' for name in SCHEMES)}") from problem
    if not parts.hostname:
        raise BadAddress("MAIL_URL names no host")
    return (
        parts.hostname,
        port or usual,
        security,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )
