"""Countries are kept by their English names, and said and read in the language of whoever is here."""

from django.utils.translation import get_language

from followthrough.values.contactdata import country_name


def country_kept(written: str) -> str:
    """The name it is kept by: "Germany" for "Alemania", "DE" or "Germny"; one not known here as it was written."""
    return country_name(written, "en")


def country_said(kept: str) -> str:
    """Its name in the present reader's language."""
    return country_name(kept, get_language() or "en")
