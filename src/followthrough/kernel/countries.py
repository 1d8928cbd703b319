"""Countries are kept by their English names or their codes, and said and read in the language of whoever is here."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from followthrough.values.contactdata import country_code, country_name


def country_kept(written: str) -> str:
    """The name it is kept by: "Germany" for "Alemania", "DE" or "Germny"; one not known here as it was written."""
    return country_name(written, "en")


def country_said(kept: str) -> str:
    """Its name in the present reader's language."""
    return country_name(kept, get_language() or "en")


def country_coded(written: str) -> str:
    """The two letters it is kept by: "DE" for "Alemania". Raises ValueError for one not known here."""
    code = country_code(written)
    if written.strip() and not code:
        raise ValueError(_("Write a country by its name or its two letters, such as US."))
    return code


def countries_said(kept: str) -> str:
    """Several, by their names: "Germany, Austria" for "DE, AT"."""
    return ", ".join(country_said(one.strip()) for one in kept.split(",") if one.strip())


def countries_coded(written: str) -> str:
    """The letters of several, with commas between them. Raises ValueError for one not known here."""
    return ", ".join(dict.fromkeys(country_coded(one) for one in written.split(",") if one.strip()))


# How a record declares a column of two letters, and one of several.
CODED: dict[str, Any] = {
    "says": country_said,
    "reads": country_coded,
    "help": gettext_lazy("Its name, or two letters such as US."),
}
SEVERAL_CODED: dict[str, Any] = {
    "says": countries_said,
    "reads": countries_coded,
    "help": gettext_lazy("Their names or two letters, with commas: US, CA."),
}
