"""Invoices, statements, journals and received files as downloads."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.downloads.bundles import XLSX
from followthrough.kernel.files.store import open_content
from followthrough.kernel.records.problems import NotFound
from followthrough.serving.billing.models import Invoice, Journal, ReceivedInvoice
from followthrough.serving.billing.queries.content import einvoice_of
from followthrough.serving.billing.queries.paper import invoice_pdf
from followthrough.serving.billing.queries.statement import statement_pdf
from followthrough.serving.billing.rules.einvoice import written_cii, written_ubl
from followthrough.web.downloads import closed_answer
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.showing import reader_of

PDF, XML = "application/pdf", "application/xml"
_UNSAFE = re.compile(r"[^\w.-]+")


def handed_out(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, never shown in the page."""
    return closed_answer(content, media_type, _UNSAFE.sub("-", name))


def _invoice(request: HttpRequest, ref: str) -> Invoice:
    found: Invoice = found_record(listed_type("invoices", actor_of_request(request)), ref, actor_of_request(request))
    return found


@require_safe
def invoice_paper(request: HttpRequest, ref: str) -> HttpResponse:
    """The PDF with its electronic form inside: Factur-X."""
    invoice = _invoice(request, ref)
    return handed_out(invoice_pdf(invoice), PDF, f"{invoice.title}.pdf")


@require_safe
def invoice_ubl(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as UBL."""
    invoice = _invoice(request, ref)
    return handed_out(written_ubl(einvoice_of(invoice)), XML, f"{invoice.title}-ubl.xml")


@require_safe
def invoice_cii(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as CII."""
    invoice = _invoice(request, ref)
    return handed_out(written_cii(einvoice_of(invoice)), XML, f"{invoice.title}-cii.xml")


@require_safe
def statement(request: HttpRequest, ref: str) -> HttpResponse:
    """What the account owes, invoice by invoice."""
    actor = actor_of_request(request)
    listed_type("invoices", actor)
    account: Account = found_record(listed_type("accounts", actor), ref, actor)
    reader = reader_of(actor)
    made = statement_pdf(account, actor, day=reader.today, at=reader.now)
    return handed_out(made, PDF, f"{account.ref}-{reader.today.isoformat()}.pdf")


def _journal(request: HttpRequest, ref: str) -> Journal:
    found: Journal = found_record(listed_type("journals", actor_of_request(request)), ref, actor_of_request(request))
    return found


@require_safe
def journal_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """The very bytes that were given to the books."""
    journal = _journal(request, ref)
    return handed_out(_kept(journal.csv), "text/csv; charset=utf-8", f"{journal.ref}.csv")


@require_safe
def journal_xlsx(request: HttpRequest, ref: str) -> HttpResponse:
    """The same rows as a workbook."""
    journal = _journal(request, ref)
    return handed_out(_kept(journal.xlsx), XLSX, f"{journal.ref}.xlsx")


@require_safe
def received_file(request: HttpRequest, ref: str) -> HttpResponse:
    """The file as it came."""
    actor = actor_of_request(request)
    one: ReceivedInvoice = found_record(listed_type("received-invoices", actor), ref, actor)
    return handed_out(_kept(one.sha256), PDF if one.form == "Factur-X" else XML, one.name)


def _kept(sha256: str) -> bytes:
    try:
        with open_content(sha256) as content:
            return content.read()
    except FileNotFoundError as problem:
        raise NotFound(_("The content of this file is no longer there.")) from problem
