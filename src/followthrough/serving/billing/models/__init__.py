"""Who invoices, invoices and what they are made of, payments, journals, and invoices received."""

from followthrough.serving.billing.models.invoices import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from followthrough.serving.billing.models.journals import Journal, JournalMapping
from followthrough.serving.billing.models.payments import Allocation, Payment
from followthrough.serving.billing.models.received import ReceivedInvoice
from followthrough.serving.billing.models.terms import BillingDetails, ContractBilling, Seller

__all__ = [
    "Allocation",
    "BillingDetails",
    "ContractBilling",
    "Invoice",
    "InvoiceKind",
    "InvoiceLine",
    "InvoiceState",
    "Journal",
    "JournalMapping",
    "Payment",
    "ReceivedInvoice",
    "Seller",
]
