"""Phone numbers brought to E.164 by the country they belong to, or left as typed with a sentence; never guessed."""

import re
from dataclasses import dataclass

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberFormat,
    ValidationResult,
    format_number,
    is_possible_number_with_reason,
    is_valid_number,
    parse,
)

from followthrough.values.sentence import Sentence, Unclear
from followthrough.values.sentence import gettext_noop as _

_MOST_CHARACTERS = 100
_WHOLE = re.compile(r"\+[1-9][0-9]{6,14}")


@dataclass(frozen=True)
class Phone:
    """A number that can be dialled from anywhere, the extension to ask for, and what was typed."""

    e164: str
    typed: str
    extension: str = ""


def normalise_phone(typed: str, region: str = "") -> Phone | Unclear:
    """Bring a number to E.164; the region (an ISO country code such as DE) serves numbers without + and country code.

    What no numbering plan knows comes back as Unclear, even if its length is right.
    """
    text = typed.strip()
    shown = {"typed": text[:40], "region": region}
    if not re.search(r"\d", text) or len(text) > _MOST_CHARACTERS:
        return Unclear(typed, Sentence(_("%(typed)s is no phone number. Write it as +49 30 901820."), shown))
    number = _parsed(text, region)
    if number is not None and is_valid_number(number):
        return Phone(format_number(number, PhoneNumberFormat.E164), typed, number.extension or "")
    if not region and not text.startswith(("+", "00")):
        return Unclear(typed, Sentence(_("Write %(typed)s with + and its country code: no country is known."), shown))
    return Unclear(typed, _reason(number, shown))


def _parsed(text: str, region: str) -> PhoneNumber | None:
    if _WHOLE.fullmatch(text) and (plain := _split(text[1:])):
        return plain
    # 00 stands for + nearly everywhere, but where it does not, as in the USA, the plan of the region goes first.
    for written in (text, re.sub(r"^00", "+", text)):
        try:
            number = parse(written, region or None)
        except NumberParseException:
            continue
        if written != text or not text.startswith("00") or is_valid_number(number):
            return number
    return None


def _split(digits: str) -> PhoneNumber | None:
    """What `parse` makes of a number already in E.164, as most in files are, in a quarter of its time.

    None where there is more to read: a zero or a prefix before the national number, or a code of no country.
    """
    for length in (1, 2, 3):
        code, national = int(digits[:length]), digits[length:]
        if code in COUNTRY_CODE_TO_REGION_CODE:
            plan = PhoneMetadata.metadata_for_region(COUNTRY_CODE_TO_REGION_CODE[code][0], None)
            prefix = plan.national_prefix_for_parsing if plan else ".*"
            is_plain = national[0] != "0" and not (prefix and re.match(prefix, national))
            return PhoneNumber(country_code=code, national_number=int(national)) if is_plain else None
    return None


def _reason(number: PhoneNumber | None, shown: dict[str, str]) -> Sentence:
    length = None if number is None else is_possible_number_with_reason(number)
    if length == ValidationResult.TOO_SHORT:
        return Sentence(_("%(typed)s has too few digits. Write it with its area code."), shown)
    if length == ValidationResult.TOO_LONG:
        return Sentence(_("%(typed)s has too many digits. Write one number only."), shown)
    if shown["region"]:
        return Sentence(
            _("%(typed)s is no number of %(region)s. Check it, or write it with + and country code."), shown
        )
    return Sentence(_("%(typed)s is no number of any country. Check its digits."), shown)
