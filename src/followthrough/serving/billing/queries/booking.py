"""Invoices that accounting took, as they are booked; and the journal's two files, the same bytes for the same batch."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from followthrough.kernel.exchange.formulas import guarded
from followthrough.serving.billing.models import Invoice, InvoiceLine, JournalMapping
from followthrough.serving.billing.models.invoices import WRITABLE
from followthrough.serving.billing.rules.einvoice import EInvoice
from followthrough.serving.billing.rules.journal import (
    Booked,
    Entry,
    Share,
    entries,
    filled,
    read_accounts,
    read_columns,
)

FIXED = datetime(2000, 1, 1, tzinfo=UTC)  # a workbook names when it was made: the same batch gives the same bytes


def invoices_between(start: date, end: date) -> list[Invoice]:
    """Numbered invoices and credit notes dated on these days, by their numbers."""
    rows = Invoice._default_manager.filter(issued_on__range=(start, end), binned_at__isnull=True).exclude(number="")
    rows = rows.exclude(state__in=WRITABLE).select_related("account")
    return list(rows.order_by("issued_on", "seller", "number", "pk"))


def booked_as(invoices: Sequence[Invoice]) -> list[Booked]:
    """Each as it is booked: net amounts by product family and rate, then tax by rate; two queries."""
    lines: dict[int, list[Any]] = defaultdict(list)
    rows: Any = InvoiceLine._default_manager.filter(invoice__in=invoices, binned_at__isnull=True)
    for line in rows.select_related("product", "tax_rate").order_by("position", "pk"):
        lines[line.invoice_id].append(line)
    return [_booked(one, lines[one.pk]) for one in invoices]


def _booked(one: Invoice, lines: Sequence[Any]) -> Booked:
    told = EInvoice.from_stored(one.content)
    way = Decimal(-1 if one.is_credit else 1)
    shares = [*_revenue(one, lines), *_discounts(told, way), *_taxes(told, way)]
    return Booked(
        number=one.number,
        kind=one.kind,
        issued_on=one.issued_on or FIXED.date(),
        due_on=one.due_on,
        currency=one.currency,
        customer=told.buyer.name,
        customer_number=one.account.ref,
        vat_id=told.buyer.vat_id,
        po_number=told.po_number,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        gross=one.gross,
        shares=tuple(shares),
    )


def _revenue(one: Invoice, lines: Sequence[Any]) -> list[Share]:
    found = []
    for line in lines:
        product, rate = line.product, line.tax_rate
        family = product.family if product else ""
        name = product.code if product else ""
        found.append(Share("revenue", family, name, rate.category, rate.percent, line.amount, line.description))
    return found


def _discounts(told: EInvoice, way: Decimal) -> list[Share]:
    return [
        Share("revenue", "", "", off.category, off.percent, -off.amount * way, off.reason) for off in told.allowances
    ]


def _taxes(told: EInvoice, way: Decimal) -> list[Share]:
    return [Share("tax", "", "", tax.category, tax.percent, tax.amount * way) for tax in told.taxes if tax.amount]


def journal_rows(booked: Sequence[Booked], mapping: JournalMapping) -> list[Entry]:
    """The rows of the journal. Raises BadMapping where an account is missing."""
    return list(entries(booked, read_accounts(mapping.accounts)))


def csv_of(rows: Sequence[Entry], mapping: JournalMapping) -> bytes:
    """The rows as the mapping wants them; text that a spreadsheet would run is made harmless."""
    columns = read_columns(mapping.columns)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=mapping.separator, lineterminator="\r\n")
    writer.writerow([guarded(heading) for heading, _field in columns])
    for row in rows:
        writer.writerow([_text(filled(row, field), mapping) for _heading, field in columns])
    return out.getvalue().encode("utf-8-sig")


def _text(value: Any, mapping: JournalMapping) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime(mapping.date_format)
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", mapping.decimal_sign)
    return guarded(value)


def xlsx_of(rows: Sequence[Entry], mapping: JournalMapping) -> bytes:
    """The same rows as a workbook with real dates and numbers."""
    columns = read_columns(mapping.columns)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": FIXED.replace(tzinfo=None)})
        sheet = book.add_worksheet("Journal")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "#,##0.00"})
        for place, (heading, _field) in enumerate(columns):
            sheet.write_string(0, place, guarded(heading), bold)
        for number, row in enumerate(rows, start=1):
            for place, (_heading, field) in enumerate(columns):
                value = filled(row, field)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 -- a cell's day has no zone
                elif isinstance(value, Decimal):
                    sheet.write_number(number, place, float(value), money)
                elif value:
                    sheet.write_string(number, place, guarded(value))
        sheet.freeze_panes(1, 0)
    return out.getvalue()
