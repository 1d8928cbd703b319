"""Invoices that others sent us: read from XML or PDF, checked against the official rules, filed as they came."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.files.store import TooLarge, keep
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.billing.models import ReceivedInvoice
from followthrough.serving.billing.models.terms import BOOKKEEPERS
from followthrough.serving.billing.rules.einvoice import EInvoice, Unreadable, read_einvoice
from followthrough.serving.billing.rules.einvoice.finding import LARGEST
from followthrough.serving.billing.rules.einvoice.official import broken_rules
from followthrough.serving.billing.rules.einvoice.reading import form_of


@action(
    ReceivedInvoice,
    needs="received-invoices.create",
    roles=BOOKKEEPERS,
    button=gettext_lazy("Upload"),
    icon="upload",
    on_class=True,
    labels={"file": gettext_lazy("The invoice as XML, or as a PDF that carries one")},
)
def upload_received_invoice(*, file: Upload, by: Actor, now: datetime) -> Changes:
    """Read and file an electronic invoice: UBL, CII, Factur-X or ZUGFeRD. The same file is filed once."""
    sent: Any = file
    content = b"".join(sent.chunks())
    try:
        form, one, broken = read_received(content)
        sha256, _size = keep([content], limit=LARGEST)
    except (Unreadable, TooLarge) as problem:
        raise Invalid(
            {"file": _("This is no electronic invoice that can be read: XML (UBL, CII) or a PDF with one.")}
        ) from problem
    if there := ReceivedInvoice._default_manager.filter(sha256=sha256, binned_at__isnull=True).first():
        return Changes(_("It was filed before as %(ref)s.") % {"ref": there.ref}, record=there)
    (made,) = create_records(type_of(ReceivedInvoice), [_values(sent.name, form, one, broken, sha256)], by=by, now=now)
    return Changes(_("Filed: %(title)s.") % {"title": made.title}, record=made)


def read_received(content: bytes) -> tuple[str, EInvoice, list[str]]:
    """The form of a file, what it says, and the official rules it breaks. Raises Unreadable."""
    from followthrough.serving.billing.rules.einvoice.carrying import taken_out  # noqa: PLC0415 -- 30 MB that only electronic invoices need

    is_pdf = content.lstrip()[:5] == b"%PDF-"
    xml = taken_out(content) if is_pdf else content
    one = read_einvoice(xml)
    form = "Factur-X" if is_pdf else form_of(xml)
    broken = [f"{rule.rule}: {rule.text}"[:300] for rule in broken_rules(xml) if not rule.is_warning]
    return form, one, broken


def _values(name: str, form: str, one: EInvoice, broken: list[str], sha256: str) -> Values:
    return {
        "name": str(name)[-240:],
        "form": form,
        "number": one.number[:120],
        "is_credit": one.is_credit,
        "seller": one.seller.name[:240],
        "buyer": one.buyer.name[:240],
        "issued_on": one.issued_on,
        "due_on": one.due_on,
        "net": one.net,
        "tax": one.tax,
        "gross": one.gross,
        "currency": one.currency if len(one.currency) == 3 else "XXX",
        "broken": broken,
        "content": one.stored(),
        "sha256": sha256,
    }
