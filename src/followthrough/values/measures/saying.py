"""Say a measure in a unit, so that what is said is read back as the same measure."""

from fractions import Fraction

from followthrough.values.measures.reading import said
from followthrough.values.measures.sizes import DN, NPS_OF_DN, say
from followthrough.values.measures.units import Measure, from_base, units_of


def say_measure(low: Fraction | None, high: Fraction | None, measure: Measure, unit: str = "", series: str = "") -> str:
    """ "38 mm", "10..20 bar", "≤ 16 bar", "1-1/4 in"; inches as fractions where they are."""
    if series:
        return _in_series(low, series, unit)
    named = unit or next(iter(units_of(measure)), "")
    if low == high:
        return _one(low, measure, named)
    if low is None:
        return f"≤ {_one(high, measure, named)}"
    if high is None:
        return f"≥ {_one(low, measure, named)}"
    bare = _one(low, measure, named).removesuffix(_unit(named))
    return f"{bare.strip()}..{_one(high, measure, named)}"


def _one(number: Fraction | None, measure: Measure, unit: str) -> str:
    if number is None:
        return ""
    value = from_base(number, unit, measure) if unit else number
    text = say(value) if unit == "in" and value.denominator <= 64 else said(value)
    return f"{text}{_unit(unit)}"


def _unit(unit: str) -> str:
    return unit if unit == "°" else f" {unit}" if unit else ""


def _in_series(number: Fraction | None, series: str, unit: str) -> str:
    if number is None:
        return series
    if series == DN and unit in ("NPS", "in") and int(number) in NPS_OF_DN:
        return f"NPS {say(NPS_OF_DN[int(number)])}"
    return {DN: f"DN{say(number)}", "class": f"{say(number)} lb", "PN": f"PN{say(number)}"}.get(
        series, f"{series} {say(number)}"
    )
