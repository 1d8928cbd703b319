"""Who owes us: balances by account and age, each figure leading to its invoices."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.downloads.bundles import XLSX
from followthrough.kernel.exchange.writing import Column as SheetColumn
from followthrough.kernel.exchange.writing import write_xlsx
from followthrough.kernel.records.problems import Denied
from followthrough.serving.billing.models.invoices import OWED
from followthrough.serving.billing.pages.papers import handed_out
from followthrough.serving.billing.queries.aged import AGES, Balance, aged_balances, totals_of
from followthrough.values.money import Money
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Cell, Column, Empty, Fact, Link, ReportPage, Row, TablePanel
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import money_text, number_text


@require_safe
def aged_page(request: HttpRequest) -> HttpResponse:
    """Every account with something open or on account, the longest overdue first."""
    actor, reader = _asked(request)
    balances = aged_balances(actor, reader.today)
    sums = totals_of(balances)
    page = ReportPage(
        facts=tuple(fact for one in sums.values() for fact in _facts(one, reader)),
        panels=(),
        wide=(
            TablePanel(
                "owed",
                _("By account"),
                count=number_text(len(balances)),
                columns=tuple(Column(label, numeric=number > 0) for number, label in enumerate(_heads())),
                rows=tuple(_row(one, reader) for one in balances),
                links=(Link(_("Download as Excel"), "/billing/owed.xlsx"),) if actor.may("invoices.export") else (),
                empty=Empty(_("Nobody owes us anything.")),
            ),
        ),
        note=_("By days past the day they are due. Payments that settle no invoice yet are taken off at the end."),
    )
    return show(request, "web/report.html", page, title=_("Who owes us"))


@require_safe
def aged_sheet(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    actor, reader = _asked(request)
    if not actor.may("invoices.export"):
        raise Denied(_("Your role may not download %(plural)s.") % {"plural": _("invoices")})
    out = BytesIO()
    columns = [SheetColumn(label, "money" if number else "text") for number, label in enumerate(_heads())]
    rows = [[one.name, *(Money(amount, one.currency) for amount in figures(one))] for one in
            aged_balances(actor, reader.today)]  # fmt: skip
    write_xlsx(out, _("Who owes us"), columns, rows, [(_("As of"), reader.today.isoformat())])
    return handed_out(out.getvalue(), XLSX, f"owed-{reader.today.isoformat()}.xlsx")


def _asked(request: HttpRequest) -> tuple[Actor, Reader]:
    actor = actor_of_request(request)
    listed_type("invoices", actor)
    return actor, reader_of(actor)


def _heads() -> tuple[str, ...]:
    ages = (_("1 to 30 days"), _("31 to 60"), _("61 to 90"), _("Over 90"))
    return (_("Account"), _("Not due yet"), *ages, _("Credits and on account"), _("Owed in all"))


def figures(one: Balance) -> tuple[Decimal, ...]:
    """The figures of a row, as their heads stand."""
    return one.not_due, *one.ages, one.open_credits - one.on_account, one.total


def _facts(one: Balance, reader: Reader) -> Iterator[Fact]:
    def money(amount: Decimal) -> str:
        return money_text(amount, one.currency, home=reader.currency)

    yield Fact(_("Owed in all"), money(one.total))
    yield Fact(pgettext("amount", "Overdue"), money(one.overdue), "late" if one.overdue else "plain")
    yield Fact(_("Over 90 days"), money(one.ages[-1]), "late" if one.ages[-1] else "plain")
    if one.on_account:
        yield Fact(pgettext("amount", "On account"), money(one.on_account))


def _row(one: Balance, reader: Reader) -> Row:
    account = f"/accounts/{one.ref}/"
    links = behind(one, reader.today)
    cells = tuple(_figure(amount, url, one, reader) for amount, url in zip(figures(one), links, strict=True))
    return Row(one.ref, account, one.name, (Cell(one.name, "link", account, strong=True), *cells))


def _figure(amount: Decimal, url: str, one: Balance, reader: Reader) -> Cell:
    if not amount:
        return Cell(kind="money")
    return Cell(money_text(amount, one.currency, home=reader.currency, cents=True), "money", url)


def behind(one: Balance, day: date) -> list[str]:
    """The address of the invoices behind each figure."""
    base: dict[str, Any] = {"account": one.ref, "currency": one.currency, "state": ",".join(OWED)}
    found = [_list(base | {"due_on__gte": day.isoformat()})]
    for _name, least, most in AGES:
        days = {"due_on__lte": (day - timedelta(days=least)).isoformat()}
        if most is not None:
            days["due_on__gte"] = (day - timedelta(days=most)).isoformat()
        found.append(_list(base | days))
    return [*found, f"/payments/?{urlencode({'account': one.ref})}", _list(base)]


def _list(asked: dict[str, Any]) -> str:
    return f"/invoices/?{urlencode(asked)}"
