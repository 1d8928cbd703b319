"""What happens with invoices that other areas may want to know."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class InvoiceHandedOff(Fact):
    """An invoice or credit note got its number and went to accounting."""

    invoice_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class InvoiceSettled(Fact):
    """Nothing of an invoice is open any more: it was paid, credited or written off."""

    invoice_id: int
    account_id: int
