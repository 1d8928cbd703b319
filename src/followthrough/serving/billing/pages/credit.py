"""What takes up an account's credit limit: its open invoices and all that is on no invoice yet, row by row."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.models import Invoice, Payment
from followthrough.serving.billing.queries.aged import open_invoices
from followthrough.serving.billing.queries.exposed import Unbilled, unbilled
from followthrough.serving.orders.models import Order
from followthrough.serving.orders.queries.credit import Credit, credit_of
from followthrough.values.money import Money
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Cell, Column, Empty, Fact, Link, ReportPage, Row, TablePanel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import capital, day_text, money_text


@require_safe
def credit_page(request: HttpRequest, ref: str) -> HttpResponse:
    """An account's credit: each figure with the rows it is the sum of."""
    actor = actor_of_request(request)
    listed_type("invoices", actor)
    account: Account = found_record(listed_type("accounts", actor), ref, actor)
    reader, credit = reader_of(actor), credit_of(account)
    page = ReportPage(
        facts=_facts(account, credit, reader),
        panels=(),
        wide=(_owed(account, reader), _to_bill(account, reader)),
        note=_(
            "In the currency of the limit. What is owed is with tax, what is not invoiced is before tax and after "
            "discounts. Orders taken over as delivered were invoiced where they came from."
        ),
    )
    crumbs = (Link(capital(type_of(Account).label_plural), "/accounts/"), Link(account.name, url_of(account)))
    return show(request, "web/report.html", page, title=pgettext("standing", "Credit"), crumbs=crumbs)


def _facts(account: Account, credit: Credit | None, reader: Reader) -> tuple[Fact, ...]:
    if credit is None:
        return (Fact(_("Credit limit"), _("none")),)
    left = credit.limit - credit.used
    return (
        Fact(_("Owed on invoices"), _text(credit.owed, reader), url="#panel-owed"),
        Fact(_("Not invoiced yet"), _text(credit.to_bill, reader), url="#panel-to-bill"),
        Fact(_("Credit used"), _text(credit.used, reader), "late" if credit.is_exceeded else "plain"),
        Fact(_("Credit limit"), _text(credit.limit, reader), url=url_of(account)),
        Fact(pgettext("credit", "Left"), _text(left, reader), "late" if credit.is_exceeded else "plain"),
    )


def _owed(account: Account, reader: Reader) -> TablePanel:
    currency = account.credit_currency
    mine = {"account": account, "currency": currency}
    invoices = list(open_invoices(reader.actor).filter(**mine).order_by("due_on", "pk"))
    payments: Any = Payment.visible_to(reader.actor).filter(left__gt=0, **mine).order_by("paid_on", "pk")
    paid = list(payments)
    total = sum((one.open_amount for one in invoices), Decimal(0)) - sum((one.left for one in paid), Decimal(0))
    return TablePanel(
        "owed",
        _("Owed on invoices"),
        columns=(Column(_("Invoice")), Column(_("Due")), Column(pgettext("amount", "Open"), numeric=True)),
        rows=(*(_invoice(one, reader) for one in invoices), *(_payment(one, reader) for one in paid)),
        foot=(Cell(_("Sum"), strong=True), Cell(), _money(Money(total, currency), reader, strong=True)),
        empty=Empty(_("Nothing is open.")),
    )


def _invoice(one: Invoice, reader: Reader) -> Row:
    late = one.due_on is not None and one.due_on < reader.today
    cells = (
        Cell(one.title, "link", url_of(one), strong=True, note=str(one.get_state_display())),
        Cell(_day(one.due_on, reader), tone="late" if late else "plain"),
        _money(Money(one.open_amount, one.currency), reader),
    )
    return Row(one.ref, url_of(one), one.title, cells)


def _payment(one: Payment, reader: Reader) -> Row:
    named = Cell(one.title, "link", url_of(one), note=_("Payment on account"))
    cells = (named, Cell(_day(one.paid_on, reader)), _money(Money(-one.left, one.currency), reader))
    return Row(one.ref, url_of(one), one.title, cells)


def _to_bill(account: Account, reader: Reader) -> TablePanel:
    rows = unbilled([account])
    nothing = Money(Decimal(0), account.credit_currency)
    sums = [sum((getattr(one, name) for one in rows), nothing) for name in ("delivered", "ordered", "together")]
    return TablePanel(
        "to-bill",
        _("Ordered or delivered, not invoiced"),
        columns=(
            Column(_("Order")),
            Column(_("Delivered"), numeric=True),
            Column(_("To be delivered"), numeric=True),
            Column(_("Together"), numeric=True),
        ),
        rows=tuple(_unbilled(one, reader) for one in rows),
        foot=(Cell(_("Sum"), strong=True), *(_money(one, reader, strong=True) for one in sums)),
        empty=Empty(_("All that was ordered is invoiced.")),
    )


def _unbilled(one: Unbilled, reader: Reader) -> Row:
    source = one.source
    note = "" if isinstance(source, Order) else source.contract.name
    cells = (_money(amount, reader) for amount in (one.delivered, one.ordered, one.together))
    named = Cell(source.title, "link", url_of(source), strong=True, note=note)
    return Row(source.ref, url_of(source), source.title, (named, *cells))


def _day(day: date | None, reader: Reader) -> str:
    return day_text(day, today=reader.today) if day else ""


def _money(amount: Money, reader: Reader, *, strong: bool = False) -> Cell:
    return Cell(_text(amount, reader), "money", strong=strong) if amount or strong else Cell(kind="money")


def _text(amount: Money, reader: Reader) -> str:
    return money_text(amount.amount, amount.currency, home=reader.currency, cents=True)
