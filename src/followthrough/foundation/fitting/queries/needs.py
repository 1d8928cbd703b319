"""What is needed of a part: one wanted value, range or choice for each attribute, as typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from followthrough.foundation.fitting.models import Attribute
from followthrough.foundation.fitting.queries.values import FAR, why_text
from followthrough.foundation.fitting.rules.headings import name_key
from followthrough.kernel.records.problems import Invalid
from followthrough.values.measures import Measure, Measured, Unmeasurable, read_measure
from followthrough.values.measures.reading import IN_SERIES, said
from followthrough.values.measures.units import units_of

MOST = 20  # needs at once
END = Decimal(int(FAR))
RESOLUTION = Decimal("0.000000001")  # numbers are kept to the ninth decimal
ORDERED = re.compile(r"(<=|>=|≤|≥|<|>)\s*(.+)")
SPAN = re.compile(r"(.+?)\s*(?:\.\.\.?|…)\s*(.+)")
NAMED = re.compile(r"\s*([^=<>≤≥]+?)\s*(=|>=|<=|≥|≤|>|<)\s*(.+)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One acceptable value: of words its key, else bounds in the base unit within a series."""

    key: str
    series: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_words(self) -> bool:
        """Whether it is compared as words."""
        return self.low is None


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked of one attribute: any of `wanted`. `text` is what was typed."""

    attribute: Attribute
    text: str
    wanted: tuple[Wanted, ...]


def read_need(attribute: Attribute, text: str) -> Need:
    """A need as typed: "DN50", ">= 150 lb", "10..20 mm", "38 ± 0.5 mm", "RF | FF". Raises Invalid."""
    try:
        wanted = tuple(_wanted(attribute, part.strip()) for part in text.split("|") if part.strip())
    except Unmeasurable as refused:
        sentence = why_text(refused.why, refused.text, attribute)
        raise Invalid({attribute.ref: f"{attribute.said}: {sentence}"}) from refused
    return Need(attribute, " ".join(text.split()), wanted)


def read_needs(lines: Sequence[str], names: Mapping[str, Attribute]) -> list[Need]:
    """Needs as a terminal or a program writes them: "Size=DN50", "Rating>=150 lb". Raises Invalid."""
    found = []
    for line in lines[:MOST]:
        parts = NAMED.fullmatch(line)
        if parts is None:
            raise Invalid({"need": _("“%(line)s” is no need. Write it like Size=DN50.") % {"line": line}})
        attribute = names.get(name_key(parts[1]))
        if attribute is None:
            raise Invalid({"need": _("There is no attribute “%(name)s”.") % {"name": parts[1]}})
        found.append(read_need(attribute, parts[3] if parts[2] == "=" else f"{parts[2]} {parts[3]}"))
    return found


def _wanted(attribute: Attribute, text: str) -> Wanted:
    measure = Measure(attribute.measure)
    if measure.is_worded:
        return Wanted(read_measure(text, measure, attribute.unit).key)
    unit = attribute.unit or next(iter(units_of(measure)), "")
    if found := ORDERED.fullmatch(text):
        return _from_or_up_to(found[1], read_measure(found[2], measure, unit))
    if measure in IN_SERIES and (found := SPAN.fullmatch(text)):
        first, last = (read_measure(part, measure, unit) for part in (found[1], found[2]))
        if first.series != last.series:
            raise Unmeasurable("text", text)
        return _bounds(Measured(text, first.key, first.low, last.high, first.series))
    return _bounds(read_measure(text, measure, unit))


def _from_or_up_to(sign: str, one: Measured) -> Wanted:
    """All from a number on, or up to it; without it where the sign says so."""
    past = RESOLUTION if sign in ("<", ">") else Decimal(0)
    if sign in ("<", "<=", "≤"):
        return Wanted(one.key, one.series, -END, _decimal(one.high if one.high is not None else FAR) - past)
    return Wanted(one.key, one.series, _decimal(one.low if one.low is not None else -FAR) + past, END)


def _bounds(found: Measured) -> Wanted:
    low, high = found.low, found.high
    return Wanted(
        found.key, found.series, _decimal(-FAR if low is None else low), _decimal(FAR if high is None else high)
    )


def _decimal(number: Fraction) -> Decimal:
    return Decimal(said(number))
