"""Whom a request comes from: told by named proxies alone."""

import pytest

from followthrough.config.networks import named_networks
from followthrough.config.proxies import client
from followthrough.config.refusal import CannotStart

pytestmark = pytest.mark.slow

TRUSTED = named_networks("127.0.0.1, 10.0.0.0/8")


@pytest.mark.parametrize(
    ("peer", "told", "who"),
    [
        ("203.0.113.9", [""], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.7"], "203.0.113.9"),  # a stranger's header is not heard
        ("127.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["6.6.6.6", " 198.51.100.7", "10.1.2.3"], "198.51.100.7"),  # what a client made up stands left
        ("127.0.0.1", ["6.6.6.6", "rubbish"], "127.0.0.1"),
        ("127.0.0.1", [""], "127.0.0.1"),
        ("127.0.0.1", ["2001:db8::1"], "2001:db8::1"),
        ("", ["198.51.100.7"], ""),
    ],
)
def test_the_client_is_the_last_stranger(peer, told, who):
    assert client(peer, told, TRUSTED) == who


def test_without_named_proxies_nobody_is_heard():
    assert client("127.0.0.1", ["198.51.100.7"], named_networks("")) == "127.0.0.1"


def test_a_network_that_is_none_is_refused_at_the_start():
    with pytest.raises(CannotStart, match="TRUSTED_PROXIES"):
        named_networks("10.0.0.0/99")
