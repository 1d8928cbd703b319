"""Elements of XML with a text, in the namespaces of one vocabulary; nothing is ever written empty."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from lxml import etree

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Writer:
    """Adds elements by their short names, such as `cbc:ID`."""

    def __init__(self, spaces: Mapping[str | None, str]) -> None:
        self.spaces = dict(spaces)

    def tag(self, name: str) -> str:
        """The full name of a short one."""
        prefix, _, local = name.rpartition(":")
        return f"{{{self.spaces[prefix or None]}}}{local}"

    def root(self, name: str) -> etree._Element:
        """The outermost element."""
        return etree.Element(self.tag(name), nsmap=self.spaces)

    def add(self, above: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
        """An element below another; with a text, or to be filled."""
        made = etree.SubElement(above, self.tag(name), attributes)
        if text is not None:
            made.text = _UNWRITABLE.sub("", text)
        return made

    def text(self, above: etree._Element, name: str, text: str, **attributes: str) -> None:
        """An element with a text, left out where there is none."""
        if text.strip():
            self.add(above, name, text, **attributes)


def number_text(value: Decimal) -> str:
    """A number without an exponent, with no more decimals than it has."""
    plain = value.normalize()
    return format(plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain, "f")


def amount_text(value: Decimal) -> str:
    """An amount with two decimals, as EN 16931 allows at most; nothing has no sign, which the rules would refuse."""
    return format(value.quantize(Decimal("0.01")) or Decimal("0.00"), "f")


def day_text(day: date | None) -> str:
    """2026-11-30, or nothing."""
    return day.isoformat() if day else ""


def closed(root: etree._Element) -> bytes:
    """The document as it is sent."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made
