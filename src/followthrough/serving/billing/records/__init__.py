"""The declarations of billing, in the order in which they stand."""

from followthrough.serving.billing.records import (  # noqa: I001 -- the order is that of the sidebar
    promised,
    terms,
    invoices,
    payments,
    books,
    elsewhere,
)

__all__ = ["books", "elsewhere", "invoices", "payments", "promised", "terms"]
