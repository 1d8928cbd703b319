"""What the house shows of itself on papers: name, address, colour and logo; and how these are set."""

import base64
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.files.store import TooLarge, keep, open_content
from followthrough.kernel.papers.typesetting import CannotTypeset, typeset
from followthrough.kernel.people.models import Company, company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.values.contactdata import country_code

LETTER = ("US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PH", "PR", "SV", "VE")  # countries that print on US Letter
COLOUR = "#3d4fcb"
MOST = 1024 * 1024  # bytes of a logo
WIDEST = 4000  # pixels
PNG = b"\x89PNG\r\n\x1a\n"
SPECIMEN = Path(__file__).parents[1] / "papers" / "specimen.typ"


def letterhead(*, country: str = "") -> dict[str, Any]:
    """The `house` of a paper: name, lines of address, legal line, colour, logo; paper by the reader's country.

    `country` is as the reader's address has it; the house's own unless one is named that is known.
    """
    house = company()
    place = " ".join(part for part in (house.postcode, house.city) if part)
    place = ", ".join(part for part in (place, house.region) if part)
    address = (house.street, place, house.phone, house.email, house.website)
    return {
        "name": house.name,
        "address": [part for part in address if part],
        "legal_line": house.legal_line,
        "colour": house.colour or COLOUR,
        "logo": _drawn(house.logo) if house.logo else "",
        "paper": "us-letter" if (country_code(country) or house.country.upper()) in LETTER else "a4",
        "country": house.country.lower(),
    }


def _drawn(sha256: str) -> str:
    """The logo as a drawing that holds the picture, so that it travels to the typesetter as text."""
    with open_content(sha256) as content:
        return _drawing(content.read())


def _drawing(picture: bytes) -> str:
    width, height = _size_of(picture)
    held = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{held}"/></svg>'
    )


def _size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels, as the head of a PNG says; (0, 0) if it is none."""
    if len(picture) < 24 or not picture.startswith(PNG):
        return 0, 0
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def clean_company(values: Values, house: Company | None) -> Values:
    """A colour is six hexadecimal figures behind #."""
    if "colour" in values:
        values["colour"] = values["colour"].strip().lower() or COLOUR
        if not re.fullmatch(r"#[0-9a-f]{6}", values["colour"]):
            raise Invalid({"colour": _("Write a colour as # and six figures or letters a to f, such as #3d4fcb.")})
    return values


@action(Company, needs="companies.edit", button=gettext_lazy("Set the logo"), icon="upload")
def set_logo(house: Company, *, file: Upload, by: Actor, now: datetime) -> Changes:
    """Put a logo on every paper from now on: a PNG of at most 1 MB and 4,000 by 4,000 pixels."""
    sent: Any = file
    picture = b"".join(sent.chunks())
    width, height = _size_of(picture)
    if not (0 < width <= WIDEST and 0 < height <= WIDEST and len(picture) <= MOST):
        raise Invalid({"file": _("A logo is a PNG of at most 1 MB and 4,000 by 4,000 pixels.")})
    try:
        typeset(SPECIMEN, {"house": {**letterhead(), "logo": _drawing(picture)}}, language="en")
        sha256, _size = keep([picture], limit=MOST)
    except (CannotTypeset, TooLarge) as problem:
        raise Invalid({"file": _("This picture can't be read. Save it as a PNG again.")}) from problem
    change_records(type_of(house), [(house, {"logo": sha256})], by=by, now=now)
    return Changes(_("The logo is on every paper from now on."))
