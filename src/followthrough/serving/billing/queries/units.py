"""Units of invoice lines: kept as the codes of UN/ECE Recommendation 20 that e-invoices ask for, told in words."""

from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followthrough.kernel.records.fields import Words
from followthrough.kernel.speaking import LANGUAGES
from followthrough.values.contactdata.folded import folded_words

# The codes of what is usually sold and rented; any other is written as its code.
NAMES: dict[str, Words] = {
    "C62": pgettext_lazy("unit", "piece"),
    "SET": pgettext_lazy("unit", "set"),
    "PR": pgettext_lazy("unit", "pair"),
    "XPK": pgettext_lazy("unit", "package"),
    "HUR": pgettext_lazy("unit", "hour"),
    "DAY": pgettext_lazy("unit", "day"),
    "WEE": pgettext_lazy("unit", "week"),
    "MON": pgettext_lazy("unit", "month"),
    "QAN": pgettext_lazy("unit", "quarter"),
    "ANN": pgettext_lazy("unit", "year"),
    "KGM": pgettext_lazy("unit", "kilogram"),
    "TNE": pgettext_lazy("unit", "tonne"),
    "MTR": pgettext_lazy("unit", "metre"),
    "MTK": pgettext_lazy("unit", "square metre"),
    "LTR": pgettext_lazy("unit", "litre"),
    "MTQ": pgettext_lazy("unit", "cubic metre"),
    "KWH": pgettext_lazy("unit", "kilowatt hour"),
    "LS": pgettext_lazy("unit", "lump sum"),
}


def unit_said(code: str) -> str:
    """Its name in the present reader's language; one that is not usual by its code."""
    return str(NAMES.get(code, code))


def unit_coded(written: str) -> str:
    """The code of a name in either language, or of a code. Raises ValueError for what is neither."""
    if (code := written.strip().upper()) in NAMES:
        return code
    named = _named()
    for plural in ("", "s", "es"):
        singular = " ".join(word.removesuffix(plural) for word in folded_words(written))
        if singular in named:
            return named[singular]
    if len(code) in (2, 3) and code.isascii() and code.isalnum():
        return code
    raise ValueError(_("Write a unit such as piece, hour or year, or its code of UN/ECE Recommendation 20."))


@cache
def _named() -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found.update({" ".join(folded_words(str(name))): code for code, name in NAMES.items()})
    return found


# How a record declares a column that holds such a code.
CODED: dict[str, Any] = {
    "says": unit_said,
    "reads": unit_coded,
    "help": gettext_lazy("Such as piece, hour, month or year."),
}
