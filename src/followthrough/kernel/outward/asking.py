"""Ask another machine over HTTP: the address is looked up once, judged, and exactly that one is spoken to.

Private, loopback and otherwise special addresses are refused, so that no setting and no answer can lead into the
network the house stands in; networks named in OUTWARD_NETWORKS are let through, and loopback in test mode. Redirects
are not followed.
"""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}


class Unreachable(Exception):
    """The other side can't be asked, must not be, or answered something else; the text says which."""


def posted(address: str, body: bytes, *, media_type: str, wanted: str, largest: int, seconds: float) -> bytes:
    """Send a body and give the answer's, of the wanted media type and at most so many bytes. Raises Unreachable."""
    parts = urlsplit(address)
    try:
        with _connected(parts, seconds) as connection:
            path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            connection.request("POST", path, body, {"Content-Type": media_type, "Accept": wanted})
            answer = connection.getresponse()
            content = answer.read(largest + 1)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise Unreachable(f"{parts.hostname} can't be asked: {problem}") from problem
    if answer.status != 200:
        raise Unreachable(f"{parts.hostname} answered {answer.status} {answer.reason}")
    if answer.headers.get_content_type() != wanted or len(content) > largest:
        raise Unreachable(f"{parts.hostname} answered something else than {wanted} of at most {largest} bytes")
    return content


@contextmanager
def _connected(parts: SplitResult, seconds: float) -> Iterator[http.client.HTTPConnection]:
    if parts.scheme not in PORTS or not parts.hostname:
        raise Unreachable("only http and https addresses can be asked")
    port = parts.port or PORTS[parts.scheme]
    place = _judged(parts.hostname, port)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=seconds)
    connection.sock = socket.create_connection((place, port), timeout=seconds)
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=parts.hostname)
        yield connection
    finally:
        connection.close()


def _judged(host: str, port: int) -> str:
    """The first address of a host, when all of its addresses may be asked. Raises Unreachable."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if refused := [place for place in found if not is_open(place)]:
        raise Unreachable(f"{host} leads to {refused[0]}, inside a network that is not named in OUTWARD_NETWORKS")
    return found[0]


def is_open(place: str) -> bool:
    """Whether an address may be asked."""
    address = ip_address(place.split("%", 1)[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    if any(inner in network for network in settings.OUTWARD_NETWORKS):
        return True
    if inner.is_loopback:
        return bool(settings.ENVIRONMENT.test_mode)
    return inner.is_global and not inner.is_multicast
