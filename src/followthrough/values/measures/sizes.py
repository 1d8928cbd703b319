"""Nominal sizes, pressure ratings, schedules and threads: numbers of a series, comparable only within it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from followthrough.values.measures.numbers import NUMBER, read_number
from followthrough.values.measures.units import INCH, Unmeasurable

# DN and NPS name the same sizes (ISO 6708, ASME B36.10).
DN_OF_NPS: Mapping[Fraction, int] = {
    Fraction(1, 8): 6, Fraction(1, 4): 8, Fraction(3, 8): 10, Fraction(1, 2): 15, Fraction(3, 4): 20,
    Fraction(1): 25, Fraction(5, 4): 32, Fraction(3, 2): 40, Fraction(2): 50, Fraction(5, 2): 65, Fraction(3): 80,
    Fraction(7, 2): 90, Fraction(4): 100, Fraction(5): 125, Fraction(6): 150, Fraction(8): 200,
    **{Fraction(inches): 25 * inches for inches in range(10, 81, 2)},
}  # fmt: skip
NPS_OF_DN = {dn: nps for nps, dn in DN_OF_NPS.items()}
DN, CLASS, PN = "DN", "class", "PN"
INCHES = r"(?:\"|”|″|''|in\.?|inch(?:es)?)"
SERIES = re.compile(r"([A-Za-z]{1,8})[ .-]*(\d+(?:[.,]\d+)?)")
CLASSES = re.compile(r"(?:class|cl\.?|ansi|asme|#)\s*(\d{2,5})|(\d{2,5})\s*(?:lbs?\.?|#|class)", re.IGNORECASE)
SCHEDULE = re.compile(r"(?:sch(?:edule)?\.?)?[ .-]*(STD|XXS|XS|\d{1,3}S?)", re.IGNORECASE)
THREADS = r"NPTF|NPSM|NPS|NPT|BSPP|BSPT|UNEF|UNF|UNC|UNS|UN|JIC|TR|RC|RP|M|G|R"
SAME_THREAD = {"BSPP": "G", "BSPT": "R"}


@dataclass(frozen=True, slots=True)
class InSeries:
    """A number of a series, such as 50 of DN; `number` is None where the series counts in names ("XS")."""

    series: str
    number: Fraction | None
    name: str


def read_size(text: str, unit: str = "") -> InSeries:
    """A nominal size: DN15, NPS 1/2, 1/2", PVC-16. A bare number is of the unit ("DN", "NPS" or "in")."""
    plain = text.strip()
    found = re.fullmatch(rf"(?:NPS|NB)?\s*({NUMBER})\s*{INCHES}?", plain, re.IGNORECASE)
    is_bare = re.fullmatch(NUMBER, plain) is not None
    if found and (not is_bare or unit.lower() in ("nps", "in")):
        return nominal(read_number(found[1]), text)
    if is_bare and unit.upper() in ("DN", "MM"):
        return _dn(read_number(plain))
    if is_bare:
        raise Unmeasurable("unit_missing", text)
    series = SERIES.fullmatch(plain)
    if series is None:
        raise Unmeasurable("size", text)
    number, name = read_number(series[2]), series[1].upper()
    return _dn(number) if name == DN else InSeries(name, number, f"{name} {say(number)}")


def nominal(inches: Fraction, text: str) -> InSeries:
    """The size of so many nominal inches. Raises Unmeasurable where no pipe has it."""
    if inches not in DN_OF_NPS:
        raise Unmeasurable("size", text)
    return _dn(Fraction(DN_OF_NPS[inches]))


def _dn(number: Fraction) -> InSeries:
    return InSeries(DN, number, f"DN{say(number)}")


def read_rating(text: str, unit: str = "") -> InSeries:
    """A pressure rating: 150lb, Class 150 and #150 are one series, PN16 another, 16 bar a third."""
    plain = text.strip()
    if found := CLASSES.fullmatch(plain):
        number = Fraction(int(found[1] or found[2]))
        return InSeries(CLASS, number, f"{say(number)} lb")
    if found := re.fullmatch(r"PN[ .-]*(\d+(?:[.,]\d+)?)", plain, re.IGNORECASE):
        number = read_number(found[1])
        return InSeries(PN, number, f"PN{say(number)}")
    if found := re.fullmatch(r"(\d+)\s*(bar|psi|wog|cwp)", plain, re.IGNORECASE):
        number, series = Fraction(int(found[1])), found[2].lower()
        return InSeries(series, number, f"{say(number)} {series}")
    if re.fullmatch(r"\d+", plain) and unit:
        return read_rating(f"PN{plain}" if unit.upper() == PN else f"{plain} {unit}")
    raise Unmeasurable("rating", text)


def read_schedule(text: str) -> InSeries:
    """A wall schedule: SCH 40, sch-80S, STD."""
    found = SCHEDULE.fullmatch(text.strip())
    if found is None:
        raise Unmeasurable("text", text)
    name = found[1].upper()
    return InSeries("SCH", None, name if name in ("STD", "XS", "XXS") else f"SCH {name}")


def read_thread(text: str) -> InSeries:
    """A thread: G 1/2, 1/2" NPT, M20x1.5, UNF 3/4-16. Told apart by series, size and pitch."""
    plain = re.sub(r"[\"”″]", "", text).strip()
    ahead = re.fullmatch(rf"({THREADS})\s*(.+)", plain, re.IGNORECASE)
    behind = re.fullmatch(rf"(.+?)\s*-?\s*({THREADS})", plain, re.IGNORECASE)
    if not ahead and not behind:
        raise Unmeasurable("text", text)
    series, rest = (ahead[1], ahead[2]) if ahead else (behind[2], behind[1])  # type: ignore[index]
    series = SAME_THREAD.get(series.upper(), series.upper())
    pitched = re.fullmatch(rf"({NUMBER})(?:\s*[x×*]\s*(\d+(?:[.,]\d+)?))?", rest, re.IGNORECASE)
    per_inch = re.fullmatch(r"(\d+/\d+|\d+)\s*-\s*(\d+)", rest)
    if per_inch and series.startswith("U"):
        number, pitch = read_number(per_inch[1]), f"-{per_inch[2]}"
        return InSeries(series, number * INCH, f"{series} {say(number)}{pitch}")
    if pitched is None:
        raise Unmeasurable("text", text)
    number = read_number(pitched[1])
    if series in ("M", "TR"):
        pitch = f"x{say(read_number(pitched[2]))}" if pitched[2] else ""
        return InSeries(series, number, f"{series}{say(number)}{pitch}")
    return InSeries(series, number * INCH, f"{series} {say(number)}")


def say(number: Fraction) -> str:
    """A number as people read it: whole, decimal where that is short, else a fraction as 1-1/4."""
    if number.denominator == 1:
        return str(number.numerator)
    whole, rest = divmod(abs(number), 1)
    sign = "-" if number < 0 else ""
    if number.denominator & (number.denominator - 1) == 0 and number.denominator <= 64:
        return f"{sign}{whole}-{rest}" if whole else f"{sign}{rest}"
    decimals = next((n for n in range(1, 10) if (number * 10**n).denominator == 1), None)
    return f"{sign}{float(abs(number)):.{decimals}f}" if decimals else f"{number}"
