"""E-mail addresses: brought to one form, or refused with a sentence that says how to mend them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from followthrough.values.sentence import Sentence, Unclear
from followthrough.values.sentence import gettext_noop as _

_NAMED = re.compile(r"[^<>]*<([^<>]*)>", re.DOTALL)
_LONGEST = 254
_LONGEST_LOCAL = 64
_PLAIN = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*")


@dataclass(frozen=True)
class Email:
    """An address mail can be sent to, its domain in small letters, and what was typed."""

    address: str
    typed: str

    @property
    def key(self) -> str:
        """Equal for addresses that in practice reach the same box: upper and lower case make no difference."""
        return self.address.casefold()


def normalise_email(typed: str) -> Email | Unclear:
    """Bring an address to one form; also from ``Lena Fischer <lena@falk.example>`` or ``mailto:``.

    Nothing is looked up on the network. Addresses that may be right by the letter but that no mail on the internet
    reaches are refused too: without a dot after the @, quoted, or at a number instead of a name.
    """
    bare = re.sub(r"^mailto:", "", typed.strip(), flags=re.IGNORECASE)
    named = _NAMED.fullmatch(bare)
    bare = named[1].strip() if named else bare
    if len(bare) > _LONGEST:
        return Unclear(typed, Sentence(_("%(typed)s is too long for an e-mail address. Shorten it."), _shown(bare)))
    if known := plain_address(bare):
        return Email(known, typed)
    try:
        checked = validate_email(bare, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        return Unclear(typed, _reason(bare, str(error)))
    return Email(checked.normalized, typed)


def plain_address(text: str) -> str | None:
    """The address in one form if it is of the common kind at a domain met before or valid; None: look closer."""
    local, _at, domain = text.partition("@")
    if len(local) > _LONGEST_LOCAL or len(text) > _LONGEST or not _PLAIN.fullmatch(local):
        return None
    found = _domain_of(domain)
    return f"{local}@{found}" if found else None


@lru_cache(maxsize=65_536)
def _domain_of(domain: str) -> str | None:
    try:
        checked = validate_email(f"a@{domain}", check_deliverability=False, strict=True)
    except EmailNotValidError:
        return None
    return checked.normalized.rpartition("@")[2]


def _reason(bare: str, finding: str) -> Sentence:
    local, _at, domain = bare.rpartition("@")
    shown = _shown(bare)
    for applies, sentence in (
        (not bare, _("Write an e-mail address, such as name@company.com.")),
        ("@" not in bare, _("%(typed)s has no @. Write it as name@company.com.")),
        (re.search(r"@.*[;,\s].*@", bare), _("%(typed)s is more than one address. Write each on its own.")),
        (bare.count("@") > 1, _("%(typed)s has more than one @. Write it as name@company.com.")),
        (not local, _("%(typed)s has nothing before the @. Write it as name@company.com.")),
        (not domain, _("%(typed)s has nothing after the @. Write it as name@company.com.")),
        ("too long" in finding, _("%(typed)s is too long for an e-mail address. Shorten it.")),
        (re.search(r"\s", bare), _("%(typed)s has a space in it. Take it out.")),
        (re.search(r"^\.|\.@|@\.|\.$|\.\.", bare), _("%(typed)s has a dot too many. Take it out.")),
        ("." not in domain, _("%(typed)s needs an ending after the @, such as .com or .de.")),
        ("special-use" in finding, _("%(typed)s is at a name for tests and own networks, where no mail arrives.")),
        (re.search(r"@\[|^\"", bare), _("%(typed)s is of a form hardly any mail server takes. Ask for another.")),
    ):
        if applies:
            return Sentence(sentence, shown)
    return Sentence(_("%(typed)s can't be an e-mail address. Write it as name@company.com."), shown)


def _shown(bare: str) -> dict[str, str]:
    return {"typed": bare if len(bare) <= 80 else f"{bare[:79]}…"}
