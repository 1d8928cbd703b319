"""Values of attributes: read as typed, kept as written and in the base unit, said to people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.fitting.models import Attribute
from followthrough.kernel.records.problems import Invalid
from followthrough.values.measures import Measure, Measured, Unmeasurable, read_measure, read_measures
from followthrough.values.measures.reading import fold, said
from followthrough.values.measures.units import units_of

FAR = Fraction(10**14)  # stands for "no end" where a value is a range open at one side


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a text is no value of its attribute; kept with the part so that a report can tell."""

    attribute: str
    text: str
    why: str
    unit: str = ""

    def stored(self) -> dict[str, str]:
        """As it stands on the data sheet."""
        return {"attribute": self.attribute, "text": self.text, "why": self.why, "unit": self.unit}


def read_values(attribute: Attribute, text: str, *, decimal: str = "") -> list[Measured]:
    """The values a text gives for an attribute. Raises Unmeasurable."""
    measure = Measure(attribute.measure)
    if attribute.takes_several:
        found = read_measures(text, measure, attribute.unit, decimal=decimal)
    else:
        found = [read_measure(text, measure, attribute.unit, decimal=decimal)]
    known = {fold(choice) for choice in attribute.choices}
    for one in found:
        if known and fold(one.written) not in known:
            raise Unmeasurable("choice", one.written)
    return found


def typed_values(attribute: Attribute, text: str) -> list[Measured]:
    """The same for what a person types: refused with a sentence on how to write it."""
    try:
        return read_values(attribute, text)
    except Unmeasurable as refused:
        raise Invalid({"values": f"{attribute.said}: {why_text(refused.why, refused.text, attribute)}"}) from refused


def stored(values: Iterable[Measured]) -> list[dict[str, Any]]:
    """As they stand in a data sheet's JSON; the trigger on it writes the same into what selection reads."""
    return [
        {
            "w": one.written,
            "k": one.key,
            "s": one.series,
            "u": one.unit,
            "l": None if _is_words(one) else said(-FAR if one.low is None else one.low),
            "h": None if _is_words(one) else said(FAR if one.high is None else one.high),
        }
        for one in values
    ]


def _is_words(one: Measured) -> bool:
    return one.low is None and one.high is None


def values_text(values: Iterable[Mapping[str, Any]]) -> str:
    """Stored values as they were written, several joined as tables join them."""
    return " > ".join(str(one["w"]) for one in values)


def why_text(why: str, text: str, attribute: Attribute) -> str:
    """The sentence that says what is wrong with a value and how it is written."""
    units = ", ".join(units_of(Measure(attribute.measure)))
    words = {
        "number": _("“%(text)s” is not a number. Write it like 12.7, 1/2 or 1-1/4."),
        "unit": _("“%(text)s” is no unit of it. Use one of these: %(units)s."),
        "unit_missing": _(
            "“%(text)s” has no unit. Write it like 12.7 mm, 1/2 in or DN15, or set the attribute's unit."
        ),
        "comma": _("“%(text)s” could mean thousands or decimals. Write it with a point, without marks for thousands."),
        "size": _("“%(text)s” is no nominal size. Write it like DN15 or 1/2 in."),
        "rating": _("“%(text)s” is no pressure rating. Write it like 150 lb or PN16."),
        "text": _("“%(text)s” can't be read. Write it as the attribute's other values are written."),
        "long": _("“%(text)s” is too long."),
        "choice": _("“%(text)s” is not among the choices."),
        "outside": _("“%(text)s” lies outside of what this family has."),
        "differs": _("“%(text)s” differs from what the table says of every row."),
        "uneven": _("“%(text)s” lists another number of values than the row's other lists."),
        "missing": _("Every part of this family has it; this one does not."),
    }
    return words[why] % {"text": text, "units": units or attribute.get_measure_display()}
