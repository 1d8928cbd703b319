"""Every page of the desk as people reach it: from the addresses and record types declared, by the links found there.

A page whose make-up was all seen on others before adds nothing to look at: `Sighting.new_in` says whether it does.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLPattern, get_resolver

from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import record_types
from followthrough.web.signing import BACKEND

LINKS = ("href", "hx-get", "data-url")
NO_PAGE = re.compile(r"^/(static|files|sign-out|api|metrics|health|favicon|robots)|\.(csv|xlsx|json)$|/do/sign-out")
NUMBERS = re.compile(r"/[A-Z]{1,4}-[\d-]+|/[0-9a-f]{8}-[0-9a-f-]{27}|/\d+(?=/|$)")


class Sighting(HTMLParser):
    """What stands in the pages read so far: links to others, and each element with its classes under its parent's."""

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()
        self.links: list[str] = []
        self._above: list[str] = []

    def new_in(self, html: str) -> bool:
        """Read a page; whether anything in it was not seen before. `links` are its own afterwards."""
        before, self.links, self._above = len(self.known), [], []
        self.reset()
        self.feed(html)
        return len(self.known) > before

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.links += [found for name in LINKS if (found := told.get(name))]
        shown = {
            name: told.get(name) or "" for name in ("class", "role", "type", "data-s", "data-variant", "aria-current")
        }
        self._above.append(f"{tag} {' '.join(value for value in shown.values() if value)}")
        self.known.add(f"{' > '.join(self._above[-3:])} {sorted(told)}")
        if tag in {
            "input",
            "br",
            "hr",
            "img",
            "meta",
            "link",
            "use",
            "path",
            "rect",
            "circle",
            "line",
            "wbr",
            "source",
        }:
            self._above.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._above and self._above.pop().split(" ", 1)[0] != tag:
            pass


def new_pages(person: User, *, each: bool = False) -> Iterator[str]:
    """The path of every page this person reaches that has something no page before it had; with `each`, of all."""
    client, sighting = Client(raise_request_exception=False), Sighting()
    client.force_login(person, backend=BACKEND)
    roots = list(_roots())
    waiting, met = list(roots), set[str]()
    while waiting:
        path = waiting.pop(0)
        if (shape := shape_of(path)) in met:
            continue
        met.add(shape)
        answer = client.get(path, follow=False)
        html = answer.getvalue().decode() if "html" in answer.get("Content-Type", "") else ""
        if answer.status_code == 200 and "<html" in html:
            is_new = sighting.new_in(html)
            waiting += [link for found in sighting.links if (link := _local(found))]
            if is_new or each:
                yield path
        assert answer.status_code < (500 if path in roots else 400), f"{path} answers {answer.status_code}"


def shape_of(path: str) -> str:
    """The path without numbers, for one promise's page is like the next one's."""
    return NUMBERS.sub("/#", urlsplit(path).path)


def _roots() -> Iterator[str]:
    """Addresses that ask for nothing more, and the list of every kind."""
    for pattern in get_resolver("followthrough.web.urls").url_patterns:
        if isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern) and "(" not in str(pattern.pattern):
            yield f"/{pattern.pattern}"
    for kind in record_types():
        if kind.listed:
            yield f"/{kind.plural}/"


def _local(link: str) -> str:
    path = link.split("#")[0]
    return path if path.startswith("/") and not NO_PAGE.search(urlsplit(path).path) else ""
