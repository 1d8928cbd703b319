"""What is to be handed to accounting this week, what lacks something, what came back, and what accounting has."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import DateField, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.prepared import AtAsking
from followthrough.serving.billing.models import Invoice, InvoiceState
from followthrough.serving.billing.queries.completeness import missing
from followthrough.values.money import Money, sum_by_currency
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.menu import Waiting
from followthrough.web.shapes import Cell, Column, Empty, Fact, Link, ReportPage, Row, TablePanel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import day_text, money_text, number_text

WEEK = timedelta(days=7)
MOST = 200


def waiting(actor: Actor) -> Waiting:
    """The number beside Billing: what is due to be handed off by today; red when one should have been before."""
    today = AtAsking(lambda: clock.today(company().zone), DateField())
    rows = Invoice.visible_to(actor).filter(state__in=(InvoiceState.DRAFT, InvoiceState.RETURNED), bill_on__lte=today)
    return rows, Q(bill_on__lt=today)


@require_safe
def hand_off_page(request: HttpRequest) -> HttpResponse:
    """Drafts due within seven days, the overdue first; returned ones; those accounting has not answered."""
    actor = actor_of_request(request)
    listed_type("invoices", actor)
    reader = reader_of(actor)
    rows = Invoice.visible_to(actor).select_related("account", "contract", "seller").order_by("bill_on", "pk")
    drafts = list(rows.filter(state=InvoiceState.DRAFT, bill_on__lte=reader.today + WEEK)[:MOST])
    returned = list(rows.filter(state=InvoiceState.RETURNED)[:MOST])
    sent = list(rows.filter(state=InvoiceState.HANDED_OFF, answered_at__isnull=True)[:MOST])
    lacking = {one.pk: missing(one) for one in [*drafts, *returned]}
    incomplete = sum(1 for one in drafts if lacking[one.pk])
    page = ReportPage(
        facts=(
            Fact(_("To hand off"), number_text(len(drafts)), note=_sums(drafts, reader)),
            Fact(_("Something is missing"), number_text(incomplete), "due" if incomplete else "plain"),
            Fact(pgettext("invoices", "Returned"), number_text(len(returned)), "late" if returned else "plain"),
            Fact(_("With accounting"), number_text(len(sent)), note=_sums(sent, reader)),
        ),
        panels=(),
        wide=(
            _table("returned", pgettext("invoices", "Returned"), returned, lacking, reader),
            _table("drafts", _("To hand off by %(day)s") % {"day": day_text(reader.today + WEEK, today=reader.today)},
                   drafts, lacking, reader),
            _table("sent", _("With accounting, not answered"), sent, {}, reader),
        ) if returned else (
            _table("drafts", _("To hand off by %(day)s") % {"day": day_text(reader.today + WEEK, today=reader.today)},
                   drafts, lacking, reader),
            _table("sent", _("With accounting, not answered"), sent, {}, reader),
        ),
        note=_("Drafts are made some working days before they are due. A number is drawn when one is handed off."),
        note_link=Link(_("All invoices"), "/invoices/"),
    )  # fmt: skip
    return show(request, "web/report.html", page, title=_("Billing"))


def _sums(invoices: Sequence[Invoice], reader: Reader) -> str:
    sums = sum_by_currency(Money(one.gross, one.currency) for one in invoices)
    return ", ".join(money_text(one.amount, one.currency, home=reader.currency) for one in sums.values())


def _table(
    key: str, title: str, invoices: Sequence[Invoice], lacking: dict[int, list[str]], reader: Reader
) -> TablePanel:
    heads = (_("Invoice"), _("Account"), _("To be billed on"), _("Total"))
    last = _("What is missing") if lacking or key == "drafts" else _("Handed off")
    return TablePanel(
        key,
        title,
        count=str(len(invoices) or ""),
        columns=(*(Column(head, numeric=head == heads[3]) for head in heads), Column(last)),
        rows=tuple(_row(one, lacking, reader, key) for one in invoices),
        empty=Empty(_("Nothing waits here.")),
    )


def _row(one: Invoice, lacking: dict[int, list[str]], reader: Reader, key: str) -> Row:
    found = lacking.get(one.pk, [])
    if key == "sent":
        day = one.handed_off_at.astimezone(reader.zone).date() if one.handed_off_at else reader.today
        last = Cell(day_text(day, today=reader.today), "date")
    elif one.return_reason and key == "returned":
        last = Cell(one.return_reason, tone="late", title=" ".join(found))
    else:
        last = Cell(found[0], tone="due", title=" ".join(found)) if found else Cell(_("complete"), tone="kept")
    is_late = key == "drafts" and one.bill_on < reader.today
    note = one.contract.name if one.contract else ""
    return Row(
        one.ref,
        url_of(one),
        one.title,
        (
            Cell(one.title, "link", url_of(one), strong=True, note=note),
            Cell(one.account.name, "link", url_of(one.account)),
            Cell(day_text(one.bill_on, today=reader.today), "date", tone="late" if is_late else "plain"),
            Cell(money_text(one.gross, one.currency, home=reader.currency, cents=True), "money"),
            last,
        ),
    )
