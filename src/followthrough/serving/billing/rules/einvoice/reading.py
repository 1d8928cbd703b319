"""Electronic invoices read, whatever they are written in, into the same values; nothing outside the file is fetched."""

from followthrough.serving.billing.rules.einvoice import read_cii, read_ubl
from followthrough.serving.billing.rules.einvoice.finding import Found, Unreadable, parsed
from followthrough.serving.billing.rules.einvoice.values import EInvoice

UBL, CII = "UBL", "CII"
_KNOWN = {
    f"{{{read_ubl.OASIS}:Invoice-2}}Invoice": (UBL, read_ubl.SPACES),
    f"{{{read_ubl.OASIS}:CreditNote-2}}CreditNote": (UBL, read_ubl.SPACES),
    f"{{{read_cii.SPACES['rsm']}}}CrossIndustryInvoice": (CII, read_cii.SPACES),
    f"{{{read_cii.OF_2013['rsm']}}}CrossIndustryDocument": (CII, read_cii.OF_2013),
}


def form_of(content: bytes) -> str:
    """UBL or CII. Raises Unreadable for any other file."""
    return _known(parsed(content).tag)[0]


def read_einvoice(content: bytes) -> EInvoice:
    """The values of an invoice or credit note in UBL or CII. Raises Unreadable."""
    root = parsed(content)
    form, spaces = _known(root.tag)
    found = Found(root, spaces)
    return read_ubl.read_ubl(found) if form == UBL else read_cii.read_cii(found)


def _known(tag: str) -> tuple[str, dict[str, str]]:
    if tag not in _KNOWN:
        raise Unreadable("The file is neither a UBL invoice or credit note nor a CII invoice.")
    return _KNOWN[tag]


__all__ = ["CII", "UBL", "Unreadable", "form_of", "read_einvoice"]
