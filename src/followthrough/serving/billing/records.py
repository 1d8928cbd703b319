"""Sellers, billing details, invoices, payments and journals, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Condition, Panel, panel_on, record
from followthrough.keystone.promises.models import EvidenceKind, Promise
from followthrough.keystone.promises.queries.kinds import register_kind, register_rule
from followthrough.keystone.promises.queries.open_ones import promises_from
from followthrough.keystone.promises.queries.wanted import Rule
from followthrough.serving.billing.actions.journalling import clean_mapping
from followthrough.serving.billing.actions.paying import clean_payment, fill_payments, saved_payments
from followthrough.serving.billing.actions.settings import clean_details, clean_seller
from followthrough.serving.billing.actions.writing import (
    clean_invoice,
    clean_invoice_line,
    fill_invoice_lines,
    fill_invoices,
    saved_invoice_lines,
    saved_invoices,
)
from followthrough.serving.billing.models import (
    Allocation,
    BillingDetails,
    ContractBilling,
    Invoice,
    InvoiceLine,
    Journal,
    JournalMapping,
    Payment,
    ReceivedInvoice,
    Seller,
)
from followthrough.serving.billing.models.terms import BILLERS, BOOKKEEPERS
from followthrough.serving.billing.queries import conditions
from followthrough.serving.billing.queries.figures import invoice_facts, invoice_subtitle
from followthrough.serving.billing.queries.panels import (
    balance_shown,
    invoice_files,
    journal_files,
    received_files,
    tie_out_link,
)
from followthrough.serving.billing.queries.wanted import (
    HAND_OFF,
    MATCH,
    MEND,
    PAYMENT,
    RECEIPT,
    wanted_hand_offs,
    wanted_matches,
    wanted_mendings,
    wanted_payments,
    wanted_receipts,
)
from followthrough.winning.contracts.models import Contract

register_kind(HAND_OFF, _("Invoice to hand off"), "receipt", evidence=EvidenceKind.RECORD)
register_kind(RECEIPT, _("Invoice for accounting"), "inbox", evidence=EvidenceKind.RECORD)
register_kind(MEND, _("Returned invoice"), "undo-2", evidence=EvidenceKind.RECORD)
register_kind(PAYMENT, _("Payment"), "banknote", evidence=EvidenceKind.RECORD)
register_kind(MATCH, _("Payment to match"), "link", evidence=EvidenceKind.RECORD)
for _rule in (
    Rule(HAND_OFF, _("An invoice drafted working days before it is due"), HAND_OFF, 5, wanted_hand_offs),
    Rule(RECEIPT, _("Accounting’s answer to an invoice, after working days"), RECEIPT, 2, wanted_receipts),
    Rule(MEND, _("A returned invoice mended, after working days"), MEND, 1, wanted_mendings),
    Rule(PAYMENT, _("Their payment, working days after it is due"), PAYMENT, 0, wanted_payments),
    Rule(MATCH, _("A doubtful payment matched, after working days"), MATCH, 1, wanted_matches),
):
    register_rule(_rule)


FILES = _("Files")


def downloads(context: Any, label: Any = FILES) -> Panel:
    """A panel of files to take away."""
    return Panel("files-made", label, side=True, template="billing/downloads.html", context=context)


record(
    Seller,
    ref="SLR-{n:02}",
    group="settings",
    icon="building",
    columns=["ref", "name", "vat_id", "biller", "accountant", "is_usual"],
    sorts=["name"],
    match=["ref", "name"],
    writers=BOOKKEEPERS,
    clean=clean_seller,
)
record(
    BillingDetails,
    plural="billing-details",
    ref="BD-{n:05}",
    group="settings",
    icon="map-pin",
    columns=["account", "name", "vat_id", "tax", "seller", "buyer_reference"],
    form=[
        "account",
        "name",
        "street",
        "postcode",
        "city",
        "region",
        "country",
        "vat_id",
        "email",
        "buyer_reference",
        "tax",
        "seller",
    ],
    filters=["account", "tax", "seller"],
    match=["ref", "account"],
    writers=BILLERS,
    clean=clean_details,
)
record(
    ContractBilling,
    plural="contract-billings",
    ref="CB-{n:05}",
    columns=["contract", "next_on"],
    form=[],
    filters=["contract"],
    writers=frozenset(),
    listed=False,
)
record(
    Invoice,
    ref="IV-{n:06}",
    group="serve",
    icon="receipt",
    columns=["ref", "number", "account", "contract", "state", "bill_on", "due_on", "gross", "open_amount"],
    form=[
        "account",
        "contract",
        "bill_on",
        "starts_on",
        "ends_on",
        "payment_days",
        "buyer_reference",
        "po_number",
        "note",
        "currency",
        "discount",
        "discount_reason",
        "tax_rate_used",
        "seller",
        "former_id",
    ],
    filters=["state", "kind", "account", "contract", "seller", "bill_on", "issued_on", "due_on", "currency"],
    sorts=["bill_on", "due_on", "issued_on", "open_amount"],
    default_sort="-bill_on",
    match=["ref", "number", "former_id"],
    writers=BILLERS,
    clean=clean_invoice,
    fill=fill_invoices,
    saved=saved_invoices,
    facts=invoice_facts,
    subtitle=invoice_subtitle,
    importable=False,
    aliases=["bill", "credit-note"],
    conditions=[
        Condition(Field("is_overdue", Kind.YES_NO, _("Overdue")), conditions.is_overdue),
        Condition(Field("is_open", Kind.YES_NO, pgettext_lazy("invoice", "Open")), conditions.is_open),
    ],
    views=[
        ("to-hand-off", _("To hand off"), {"state": "draft,returned", "sort": "bill_on"}),
        ("with-accounting", _("With accounting"), {"state": "handed_off"}),
        ("open", pgettext_lazy("invoices", "Open"), {"is_open": "yes", "sort": "due_on"}),
        ("overdue", _("Overdue"), {"is_overdue": "yes", "sort": "due_on"}),
    ],
    fields={
        "seller": {"required": False},
        "bill_on": {"required": False},
        "payment_days": {"adds_up": False},
        "tax_rate_used": {"adds_up": False},
        "times": {"adds_up": False},
        "handed_off_by": {"label": _("handed off by")},
        "answered_by": {"label": _("answered by")},
    },
    panels=[
        downloads(invoice_files),
        Panel(
            "lines",
            _("Lines"),
            rows=lambda one, by: InvoiceLine.visible_to(by).filter(invoice=one),
            of=InvoiceLine,
            columns=("description", "starts_on", "ends_on", "quantity", "unit_price", "discount", "tax_rate", "amount"),
            add_with="invoice",
            limit=50,
            order=("position", "pk"),
        ),
        Panel(
            "settled",
            _("Settled by"),
            rows=lambda one, by: Allocation.visible_to(by).filter(invoice=one),
            of=Allocation,
            columns=("settled_on", "payment", "credit_note", "reason", "amount"),
            order=("settled_on", "pk"),
        ),
        Panel(
            "credit-notes",
            _("Credit notes"),
            rows=lambda one, by: Invoice.visible_to(by).filter(credits=one),
            of=Invoice,
            columns=("number", "state", "gross", "open_amount"),
        ),
        Panel(
            "promises",
            _("Promises"),
            rows=promises_from,
            of=Promise,
            columns=("what", "owner", "due", "state"),
            order=("-state", "due"),
        ),
    ],
)
record(
    InvoiceLine,
    plural="invoice-lines",
    ref="IL-{n:07}",
    columns=["description", "quantity", "unit_price", "discount", "tax_rate", "amount", "currency"],
    form=[
        "invoice",
        "description",
        "product",
        "quantity",
        "unit",
        "unit_price",
        "discount",
        "discount_reason",
        "tax_rate",
        "starts_on",
        "ends_on",
    ],
    filters=["invoice", "product"],
    match=["ref"],
    writers=BILLERS,
    parent="invoice",
    in_menu=False,
    importable=False,
    clean=clean_invoice_line,
    fill=fill_invoice_lines,
    saved=saved_invoice_lines,
    fields={"unit_price": {"adds_up": False, "exact": True}, "quantity": {"adds_up": False}},
)
record(
    Payment,
    ref="PAY-{n:06}",
    group="serve",
    icon="banknote",
    columns=["ref", "paid_on", "account", "amount", "reference", "invoice", "left", "is_doubtful"],
    form=["account", "invoice", "paid_on", "amount", "currency", "reference", "bank_ref"],
    filters=["account", "invoice", "paid_on", "is_doubtful"],
    sorts=["paid_on", "amount"],
    default_sort="-paid_on",
    match=["ref", "bank_ref"],
    writers=BOOKKEEPERS,
    clean=clean_payment,
    fill=fill_payments,
    saved=saved_payments,
    aliases=["receipt", "remittance"],
    views=[
        ("to-match", _("To match"), {"is_doubtful": "yes"}),
        ("on-account", pgettext_lazy("payments", "On account"), {"sort": "-paid_on"}),
    ],
    fields={
        "currency": {"required": False},
        "invoice": {"aliases": ("invoice number", "invoice no", "number")},
        "amount": {"aliases": ("paid", "credit", "value")},
        "paid_on": {"aliases": ("date", "booking date", "value date", "payment date")},
        "reference": {"aliases": ("purpose", "text", "remittance information", "description")},
        "bank_ref": {"aliases": ("transaction id", "bank reference", "check number", "end to end id")},
        "account": {"aliases": ("customer", "payer", "company", "customer number")},
    },
    panels=[
        Panel(
            "allocations",
            _("Settles"),
            rows=lambda one, by: Allocation.visible_to(by).filter(payment=one),
            of=Allocation,
            columns=("invoice", "settled_on", "amount"),
            order=("pk",),
        ),
        Panel("promises", _("Promises"), rows=promises_from, of=Promise, columns=("what", "owner", "due", "state")),
    ],
)
record(
    Allocation,
    ref="AL-{n:06}",
    columns=["invoice", "settled_on", "payment", "credit_note", "reason", "amount"],
    form=[],
    filters=["invoice", "payment"],
    writers=frozenset(),
    parent="invoice",
    listed=False,
)
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
    group="serve",
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
never_merged(Seller, BillingDetails, Invoice, InvoiceLine, Payment, JournalMapping, ReceivedInvoice)


def invoices_of(column: str) -> Any:
    """The rows of a panel of invoices on an account or a contract."""
    return lambda one, by: Invoice.visible_to(by).filter(**{column: one})


for _model, _column in ((Account, "account"), (Contract, "contract")):
    panel_on(
        _model,
        Panel(
            "invoices",
            _("Invoices"),
            rows=invoices_of(_column),
            of=Invoice,
            columns=("number", "state", "bill_on", "due_on", "gross", "open_amount"),
            order=("-bill_on", "-pk"),
        ),
    )
panel_on(
    Account,
    Panel(
        "billing",
        _("Billing details"),
        rows=lambda one, by: BillingDetails.visible_to(by).filter(account=one),
        of=BillingDetails,
        columns=("name", "vat_id", "tax", "buyer_reference"),
        add_with="account",
    ),
)
panel_on(Account, Panel("balance", _("Balance"), side=True, template="billing/balance.html", context=balance_shown))
panel_on(Contract, downloads(tie_out_link, _("Tie-out")))
