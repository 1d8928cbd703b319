"""Read one value of an attribute, as written: its unit, its range, and the same in the base unit."""

import re
from dataclasses import dataclass
from fractions import Fraction

from followthrough.values.measures import sizes
from followthrough.values.measures.numbers import NUMBER, read_number, unfold
from followthrough.values.measures.units import SPELLINGS, UNITS, Measure, Unmeasurable, to_base, unit_named

MOST = 200  # characters of one value
OPEN_LOW = re.compile(r"(?:<=|≤|<|up to|max\.?|maximum|bis|hasta)\s*(.+)", re.IGNORECASE)
OPEN_HIGH = re.compile(r"(?:>=|≥|>|from|min\.?|minimum|ab|desde)\s*(.+)", re.IGNORECASE)
SPREAD = re.compile(r"(.+?)\s*(?:±|\+/-)\s*(.+)")
BETWEEN = re.compile(
    rf"({NUMBER})\s*([^\d.,+-]*?)\s*(?:\.\.\.?|…|to|a|bis|(?<=[\d\"°CFm])\s*-\s*)\s*({NUMBER}.*)", re.I
)
SINGLE = re.compile(rf"{NUMBER}\s*(?:\D*|m3/hr?)")
SEVERAL = re.compile(r"\s*[>|;]\s*|\s+/\s+")
IN_SERIES = {Measure.SIZE, Measure.RATING, Measure.SCHEDULE, Measure.THREAD}


@dataclass(frozen=True, slots=True)
class Measured:
    """A value understood. `low` and `high` are in the base unit, None where open; of words both are.

    `key` says the value once, however it was written, and tells equal from different; `series` what it may be compared
    within ("DN", "class"); `unit` the unit it was written in.
    """

    written: str
    key: str
    low: Fraction | None = None
    high: Fraction | None = None
    series: str = ""
    unit: str = ""

    @property
    def is_range(self) -> bool:
        """Whether it spans more than one number."""
        return self.low != self.high


def read_measures(text: str, measure: Measure, unit: str = "", *, decimal: str = "") -> list[Measured]:
    """The values of a cell that may hold several, such as "DN15>DN20>DN25"."""
    parts = [text] if measure is Measure.TEXT and ">" not in text else SEVERAL.split(text.strip())
    return [read_measure(part, measure, unit, decimal=decimal) for part in parts if part.strip()]


def read_measure(text: str, measure: Measure, unit: str = "", *, decimal: str = "") -> Measured:
    """One value. `unit` is that of its column, for numbers that name none. Raises Unmeasurable."""
    written = " ".join(text.split())
    if not written or len(written) > MOST:
        raise Unmeasurable("long" if written else "text", text)
    if measure in (Measure.TEXT, Measure.STANDARD):
        return Measured(written, fold(written))
    plain = unfold(written)
    if measure in IN_SERIES:
        found = _in_series(plain, measure, unit)
        return Measured(written, found.name, found.number, found.number, found.series, found.series)
    return _number(written, plain, measure, unit, decimal)


def fold(text: str) -> str:
    """Words without case and signs: what "ASME B16.5" and "asme-b16.5" share."""
    return " ".join(re.sub(r"[^0-9a-zà-öø-ÿ]+", " ", text.casefold()).split()) or text.casefold()


def _in_series(plain: str, measure: Measure, unit: str) -> sizes.InSeries:
    if measure is Measure.SIZE:
        return sizes.read_size(plain, unit)
    if measure is Measure.RATING:
        return sizes.read_rating(plain, unit)
    return sizes.read_schedule(plain) if measure is Measure.SCHEDULE else sizes.read_thread(plain)


def _number(written: str, plain: str, measure: Measure, unit: str, decimal: str) -> Measured:
    def one(text: str, given: str = "") -> tuple[Fraction, str]:
        return _quantity(text, measure, given or unit, decimal)

    if found := OPEN_LOW.fullmatch(plain):
        high, named = one(found[1])
        return _made(written, None, high, named)
    if found := OPEN_HIGH.fullmatch(plain):
        low, named = one(found[1])
        return _made(written, low, None, named)
    if found := SPREAD.fullmatch(plain):
        return _spread(written, found[1], found[2], measure, unit, decimal)
    if (found := BETWEEN.fullmatch(plain)) and not SINGLE.fullmatch(plain):
        high, named = one(found[3])
        low, _named = one(f"{found[1]}{found[2]}" if found[2].strip() else found[1], named)
        if low > high:
            raise Unmeasurable("number", written)
        return _made(written, low, high, named)
    value, named = one(plain)
    return _made(written, value, value, named)


def _spread(written: str, middle: str, width: str, measure: Measure, unit: str, decimal: str) -> Measured:
    around, named = _quantity(width, measure, unit, decimal)
    value, named = _quantity(middle, measure, named or unit, decimal)
    zero = to_base(Fraction(0), named, measure) if named else Fraction(0)
    return _made(written, value - (around - zero), value + (around - zero), named)


def _made(written: str, low: Fraction | None, high: Fraction | None, unit: str) -> Measured:
    key = said(low) if low == high else f"{said(low)}..{said(high)}"
    return Measured(written, key, low, high, "", unit)


def said(number: Fraction | None) -> str:
    """A number of the base unit as a key: exact, nine decimals where it never ends."""
    if number is None:
        return ""
    scaled = round(number * 10**9)
    whole, rest = divmod(abs(scaled), 10**9)
    decimals = f".{rest:09}".rstrip("0").rstrip(".")
    return f"{'-' if scaled < 0 else ''}{whole}{decimals}"


def _quantity(text: str, measure: Measure, unit: str, decimal: str) -> tuple[Fraction, str]:
    """The number in the base unit, and the unit it was written in."""
    plain = text.strip()
    if measure is Measure.ANGLE and (found := re.fullmatch(r"(\d+)\s*°\s*(\d+)\s*['′]", plain)):
        return Fraction(int(found[1])) + Fraction(int(found[2]), 60), "°"
    found = re.fullmatch(rf"({NUMBER})\s*(.*)", plain)
    if found is None:
        raise Unmeasurable("number", text)
    number = read_number(found[1], decimal=decimal)
    if measure not in UNITS:
        if found[2]:
            raise Unmeasurable("unit", text, found[2])
        return number, ""
    if not found[2] and not unit:
        raise Unmeasurable("unit_missing", text)
    named = unit_named(measure, found[2] or unit)
    return to_base(number, named, measure), named


__all__ = ["SPELLINGS", "Measured", "fold", "read_measure", "read_measures", "said"]
