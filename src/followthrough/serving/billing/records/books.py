"""Journals, how they are written, and received invoices, declared."""

from followthrough.kernel.records.registry import record
from followthrough.serving.billing.actions.journalling import clean_mapping
from followthrough.serving.billing.models import (
    Journal,
    JournalMapping,
    ReceivedInvoice,
)
from followthrough.serving.billing.models.terms import BOOKKEEPERS
from followthrough.serving.billing.queries.panels import (
    journal_files,
    received_files,
)
from followthrough.serving.billing.records.downloads import downloads

record(
    JournalMapping,
    plural="journal-mappings",
    ref="JM-{n:02}",
    group="settings",
    icon="columns-3",
    columns=["ref", "name", "separator", "decimal_sign", "date_format", "is_usual"],
    match=["ref", "name"],
    readers=BOOKKEEPERS,
    writers=BOOKKEEPERS,
    importable=False,
    clean=clean_mapping,
)
record(
    Journal,
    ref="JR-{n:05}",
    group="serve",
    under="/billing/",
    icon="book-open",
    columns=["ref", "mapping", "starts_on", "ends_on", "invoices", "rows", "created_at"],
    form=[],
    filters=["mapping"],
    readers=BOOKKEEPERS,
    writers=BOOKKEEPERS,
    importable=False,
    fields={name: {"editable": False} for name in ("mapping", "starts_on", "ends_on", "invoices", "rows")},
    panels=[downloads(journal_files)],
)
record(
    ReceivedInvoice,
    plural="received-invoices",
    ref="RI-{n:05}",
    exact=True,
    group="serve",
    under="/billing/",
    icon="inbox",
    columns=["ref", "issued_on", "seller", "number", "net", "tax", "gross", "form"],
    form=[],
    filters=["issued_on", "form", "is_credit"],
    sorts=["issued_on"],
    match=["ref", "number"],
    readers=BOOKKEEPERS,
    writers=BOOKKEEPERS,
    importable=False,
    panels=[downloads(received_files)],
)
