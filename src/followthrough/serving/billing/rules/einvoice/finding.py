"""Look for values in the XML of an invoice: texts, amounts and days that may be missing or oddly written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

LARGEST = 10 * 1024 * 1024  # bytes
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


class Unreadable(ValueError):
    """The file is no electronic invoice we know, or is built to harm; the reason is a short English sentence."""


def parsed(content: bytes) -> etree._Element:
    """The XML of a file that comes from outside. Raises Unreadable.

    A document type is refused, so that no entity is ever read or expanded, and nothing is fetched.
    """
    if len(content) > LARGEST:
        raise Unreadable("The file is larger than 10 MB.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unreadable("The file is no well-formed XML.") from problem
    if root.getroottree().docinfo.doctype:
        raise Unreadable("The file has a document type, which no invoice needs.")
    return root


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the document, and the short names of its vocabulary."""

    element: etree._Element
    spaces: Mapping[str, str]

    def all(self, path: str) -> Iterator["Found"]:
        """Every element at a path below this one."""
        return (Found(one, self.spaces) for one in self.element.findall(path, dict(self.spaces)))

    def first(self, path: str) -> "Found | None":
        """The first of them."""
        return next(self.all(path), None)

    def text(self, *paths: str) -> str:
        """The text at the first of these paths that has one; "" without any."""
        for path in paths:
            for one in self.all(path):
                found = " ".join((one.element.text or "").split())
                if found:
                    return found
        return ""

    def amount(self, *paths: str) -> Decimal | None:
        """The number at the first of these paths that has one; None for what is no finite number."""
        return number_of(self.text(*paths))

    def day(self, *paths: str) -> date | None:
        """The day there, written 2026-11-30 or 20261130; None for any other text."""
        found = _DAY.match(self.text(*paths))
        if not found:
            return None
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None

    def attribute(self, path: str, name: str) -> str:
        """An attribute of the first element at a path."""
        one = self.first(path)
        return (one.element.get(name) or "").strip() if one else ""


def number_of(text: str) -> Decimal | None:
    """The number a text is; None for none, and for what is not finite or has more figures than any amount."""
    if not text or len(text) > 40:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) <= 20 else None
