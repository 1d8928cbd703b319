"""What may be asked over HTTP, and what not."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network

import pytest

from followthrough.kernel.outward.asking import Unreachable, is_open, posted

pytestmark = pytest.mark.slow

ASKED = {"media_type": "text/plain", "wanted": "text/plain", "largest": 10, "seconds": 5}


class Echo(BaseHTTPRequestHandler):
    """Answers what it is sent; leads astray under /elsewhere."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302 if self.path == "/elsewhere" else 200)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def echo() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_answer_comes_back_when_it_is_what_was_wanted(echo: str) -> None:
    assert posted(f"{echo}/say?x=1", b"hello", **ASKED) == b"hello"


@pytest.mark.parametrize(
    ("path", "body", "wanted", "why"),
    [
        ("/elsewhere", b"hi", "text/plain", "answered 302 Found"),
        ("/", b"longer than ten", "text/plain", "answered something else than text/plain of at most 10 bytes"),
        ("/", b"hi", "application/timestamp-reply", "answered something else than application/timestamp-reply"),
    ],
)
def test_anything_else_is_refused_by_name(echo: str, path: str, body: bytes, wanted: str, why: str) -> None:
    with pytest.raises(Unreachable, match=why):
        posted(f"{echo}{path}", body, **{**ASKED, "wanted": wanted})


@pytest.mark.parametrize(
    "place",
    [
        "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "fe80::1%eth0", "fc00::1",
        "::ffff:10.0.0.1", "2002:0a00:0001::", "224.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_inner_addresses_are_closed(place: str, settings: pytest.FixtureRequest) -> None:
    assert not is_open(place)
    assert is_open("93.184.216.34")
    settings.OUTWARD_NETWORKS = (ip_network("10.0.0.0/8"),)
    assert is_open("10.0.0.1")


def test_loopback_is_open_in_test_mode_alone(settings: pytest.FixtureRequest) -> None:
    assert is_open("127.0.0.1")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, test_mode=False)
    assert not is_open("127.0.0.1")
    with pytest.raises(Unreachable, match="inside a network"):
        posted("http://localhost:9/", b"", **ASKED)


def test_only_web_addresses_are_asked() -> None:
    with pytest.raises(Unreachable, match="only http and https"):
        posted("file:///etc/passwd", b"", **ASKED)
