"""Electronic invoices after EN 16931: their values, written as UBL and CII and read from both."""

from followthrough.serving.billing.rules.einvoice.cii import written_cii
from followthrough.serving.billing.rules.einvoice.reading import Unreadable, read_einvoice
from followthrough.serving.billing.rules.einvoice.ubl import written_ubl
from followthrough.serving.billing.rules.einvoice.values import Allowance, EInvoice, ELine, Party, TaxLine

__all__ = [
    "Allowance",
    "EInvoice",
    "ELine",
    "Party",
    "TaxLine",
    "Unreadable",
    "read_einvoice",
    "written_cii",
    "written_ubl",
]
