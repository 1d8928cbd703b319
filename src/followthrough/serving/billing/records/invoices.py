"""Invoices and their lines, declared."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Condition, Panel, record
from followthrough.keystone.promises.queries.open_ones import promises_panel
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
    Invoice,
    InvoiceLine,
)
from followthrough.serving.billing.models.terms import BILLERS
from followthrough.serving.billing.queries import conditions
from followthrough.serving.billing.queries.figures import invoice_facts, invoice_subtitle
from followthrough.serving.billing.queries.panels import (
    invoice_files,
)
from followthrough.serving.billing.queries.units import CODED
from followthrough.serving.billing.records.downloads import downloads

record(
    Invoice,
    ref="IV-{n:06}",
    exact=True,
    group="serve",
    under="/billing/",
    icon="receipt",
    begins=_("Drafts are made from signed contracts, deliveries and usage some working days before they are due."),
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
    filters=["state", "kind", "account", "contract", "order", "seller", "bill_on", "issued_on", "due_on", "currency"],
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
        "due_on": {"late": Invoice.is_overdue},
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
            link="invoice",
            of=InvoiceLine,
            columns=("description", "starts_on", "ends_on", "quantity", "unit_price", "discount", "tax_rate", "amount"),
            limit=50,
            order=("position", "pk"),
            begins=_("What is charged: add the first line."),
        ),
        Panel(
            "settled",
            _("Settled by"),
            link="invoice",
            of=Allocation,
            columns=("settled_on", "payment", "credit_note", "reason", "amount"),
            order=("settled_on", "pk"),
            begins=_("Payments matched to this invoice, and credit notes against it."),
        ),
        Panel(
            "credit-notes",
            _("Credit notes"),
            link="credits",
            of=Invoice,
            columns=("number", "state", "gross", "open_amount"),
            begins=_("“Credit” takes a handed-off invoice back, whole or in part."),
        ),
        promises_panel(),
    ],
)
record(
    InvoiceLine,
    plural="invoice-lines",
    ref="IL-{n:07}",
    exact=True,
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
    fields={
        "unit": CODED,
        "unit_price": {"adds_up": False},
        "quantity": {"adds_up": False},
    },
)
