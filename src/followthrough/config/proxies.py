"""Whom a request comes from when a proxy stands before the desk: told by the proxies that are named, by nobody else."""

from collections.abc import Callable, Sequence
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from followthrough.config.networks import Network


def seen_through(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Make REMOTE_ADDR the last address in X-Forwarded-For that no named proxy has; whoever is not named is not heard.

    Read from the right, since what stands to the left of the first stranger is that stranger's word.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.headers.get("X-Forwarded-For", "").split(",")
        request.META["REMOTE_ADDR"] = client(request.META.get("REMOTE_ADDR", ""), told, settings.TRUSTED_PROXIES)
        return get_response(request)

    return middleware


def client(peer: str, told: Sequence[str], trusted: Sequence[Network]) -> str:
    """The address behind the named proxies; the last one that could be read where a header makes no sense."""
    seen = peer
    for word in reversed(told):
        if not _is_in(seen, trusted) or not _is_address(word.strip()):
            return seen
        seen = word.strip()
    return seen


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(word: str) -> bool:
    try:
        ip_address(word)
    except ValueError:
        return False
    return True
