"""What can be measured, in which units, and what one of each is in the base unit, exactly."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction


class Measure(StrEnum):
    """What an attribute measures. Sizes, ratings, schedules and threads have series instead of units."""

    TEXT = "text"
    NUMBER = "number"
    LENGTH = "length"
    ANGLE = "angle"
    MASS = "mass"
    PRESSURE = "pressure"
    TEMPERATURE = "temperature"
    FLOW = "flow"
    SIZE = "size"
    RATING = "rating"
    SCHEDULE = "schedule"
    THREAD = "thread"
    STANDARD = "standard"

    @property
    def is_worded(self) -> bool:
        """Whether values are told apart as words only, without an order."""
        return self in (Measure.TEXT, Measure.STANDARD, Measure.SCHEDULE, Measure.THREAD)

    @property
    def has_units(self) -> bool:
        """Whether a value without a unit needs one said for its column."""
        return self in UNITS


class Unmeasurable(ValueError):
    """A text that is no such measure. `why` is one of number, unit, unit_missing, comma, size, rating, text, long."""

    def __init__(self, why: str, text: str, unit: str = "") -> None:
        super().__init__(why, text, unit)
        self.why, self.text, self.unit = why, text, unit


INCH = Fraction(254, 10)
POUND = Fraction(45359237, 100000000)
PSI = Fraction("4.4482216152605") / Fraction("0.00064516") / 100000  # in bar
# The first unit of each is its base.
UNITS: Mapping[Measure, Mapping[str, Fraction]] = {
    Measure.LENGTH: {"mm": Fraction(1), "cm": Fraction(10), "m": Fraction(1000), "in": INCH, "ft": INCH * 12},
    Measure.ANGLE: {"°": Fraction(1)},
    Measure.MASS: {"kg": Fraction(1), "g": Fraction(1, 1000), "t": Fraction(1000), "lb": POUND, "oz": POUND / 16},
    Measure.PRESSURE: {
        "bar": Fraction(1),
        "mbar": Fraction(1, 1000),
        "Pa": Fraction(1, 100000),
        "kPa": Fraction(1, 100),
        "MPa": Fraction(10),
        "psi": PSI,
    },
    Measure.TEMPERATURE: {"°C": Fraction(1), "°F": Fraction(5, 9), "K": Fraction(1)},
    Measure.FLOW: {
        "m³/h": Fraction(1),
        "l/min": Fraction(60, 1000),
        "l/s": Fraction(3600, 1000),
        "gpm": Fraction("3.785411784") * 60 / 1000,
    },
}
ZERO = {"°F": Fraction(-160, 9), "K": Fraction("-273.15")}  # what 0 of it is in degrees Celsius
SPELLINGS: Mapping[str, str] = {
    '"': "in", "”": "in", "″": "in", "''": "in", "inch": "in", "inches": "in", "zoll": "in", "pulg": "in",
    "'": "ft", "′": "ft", "feet": "ft", "foot": "ft", "millimeter": "mm", "millimetre": "mm", "mm.": "mm",
    "º": "°", "deg": "°", "degree": "°", "degrees": "°", "grad": "°",
    "kgs": "kg", "lbs": "lb", "pound": "lb", "pounds": "lb",
    "psig": "psi", "barg": "bar", "bara": "bar", "lbf/in²": "psi",
    "c": "°C", "f": "°F", "ºc": "°C", "ºf": "°F", "degc": "°C", "degf": "°F",
    "m3/h": "m³/h", "m3/hr": "m³/h", "m³/hr": "m³/h", "lpm": "l/min", "usgpm": "gpm",
}  # fmt: skip


def units_of(measure: Measure) -> tuple[str, ...]:
    """The units a measure knows, its base first; none where values have series or are words."""
    return tuple(UNITS.get(measure, ()))


def unit_named(measure: Measure, text: str) -> str:
    """The unit a text means. Raises Unmeasurable where this measure has no such unit."""
    plain = text.strip().rstrip(".") or text.strip()
    known = UNITS.get(measure, {})
    for name in (plain, SPELLINGS.get(plain.lower(), ""), plain.lower(), SPELLINGS.get(text.strip().lower(), "")):
        if name in known:
            return name
    same = [name for name in known if name.lower() == plain.lower()]
    if len(same) == 1:
        return same[0]
    raise Unmeasurable("unit", text, text.strip())


def to_base(number: Fraction, unit: str, measure: Measure) -> Fraction:
    """The number in the measure's base unit."""
    return number * UNITS[measure][unit] + (ZERO.get(unit, Fraction(0)) if measure is Measure.TEMPERATURE else 0)


def from_base(number: Fraction, unit: str, measure: Measure) -> Fraction:
    """A number of the base unit in another one."""
    zero = ZERO.get(unit, Fraction(0)) if measure is Measure.TEMPERATURE else Fraction(0)
    return (number - zero) / UNITS[measure][unit]
