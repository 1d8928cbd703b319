"""Whether contracts tie out: contracted, delivered, billed and paid, with what differs and why; and where it leaks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
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
from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.pages.papers import handed_out
from followthrough.serving.billing.queries.proven import Proof
from followthrough.serving.billing.queries.tie_out import LEAKS, Tied, TiedContract, leaking, tie_out
from followthrough.values.money import Money, sum_by_currency
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Cell, Column, Empty, Fact, Link, ReportPage, Row, TablePanel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import capital, money_text, number_text
from followthrough.winning.contracts.models import Contract

SHOWN = ("contracted", "delivered", "billed", "paid")
CAUSES = ("not_due", "not_billed", "drafted", "discounted", "credited", "written_off", "overdue", "open")
UNDELIVERED = ("to_come", "late", "missed", "let_go")
BAD = ("not_billed", "overdue", "written_off", "late", "missed")


def labels() -> dict[str, str]:
    """The word of each figure."""
    return {
        "contracted": _("Contracted"),
        "delivered": _("Delivered"),
        "to_come": _("To come"),
        "late": pgettext("amount", "Late"),
        "missed": pgettext("amount", "Missed"),
        "let_go": pgettext("amount", "Let go"),
        "billed": _("Billed"),
        "paid": pgettext("amount", "Paid"),
        "not_due": _("Not due yet"),
        "not_billed": _("Not billed"),
        "drafted": _("In drafts"),
        "discounted": pgettext("amount", "Discount"),
        "credited": pgettext("amount", "Credited"),
        "written_off": _("Written off"),
        "overdue": pgettext("amount", "Overdue"),
        "open": _("Not payable yet"),
        "unbilled_work": _("Delivered, not billed"),
    }


def proofs() -> dict[Proof, str]:
    """The words for what delivered is counted by."""
    return {
        Proof.DAYS: _("Days gone by"),
        Proof.PROMISES: _("Promises kept"),
        Proof.PLACEMENTS: _("Placements gone live"),
        Proof.DELIVERIES: _("Pieces delivered"),
        Proof.USAGE: _("Usage"),
    }


@require_safe
def tie_out_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One contract, line by line, through its present term and net of tax."""
    tied, reader = _contract(request, ref)
    contract, words = tied.contract, labels()
    names = (*SHOWN, *(name for name in CAUSES if any(getattr(line, name) for line in tied.lines)))
    heads = (_("Line"), *(words[name] for name in names))
    page = ReportPage(
        facts=tuple(_fact(name, tied, reader) for name in (*SHOWN, "not_billed", "overdue")),
        panels=(),
        wide=(
            *_proven(tied, reader),
            TablePanel(
                "lines",
                _("Line by line"),
                columns=tuple(Column(head, numeric=number > 0) for number, head in enumerate(heads)),
                rows=tuple(_line(one, names, contract, reader) for one in tied.lines),
                foot=(Cell(_("Sum"), strong=True), *_sums(tied, names, reader)) if tied.lines else (),
                links=(Link(_("Download as Excel"), f"{url_of(contract)}tie-out.xlsx"),)
                if reader.actor.may("invoices.export")
                else (),
                empty=Empty(_("No line of this contract is in force yet.")),
            ),
        ),
        note=_(
            "Net of tax. What is contracted is what is paid plus every other column after it. Delivered is what was "
            "proven; of a line without promises, placements, deliveries or usage it counts the days gone by."
        ),
    )
    crumbs = (Link(capital(type_of(Contract).label_plural), "/contracts/"), Link(contract.name, url_of(contract)))
    return show(request, "web/report.html", page, title=_("Tie-out"), crumbs=crumbs)


@require_safe
def tie_out_sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """The same as a workbook."""
    tied, reader = _contract(request, ref)
    _may_export(reader.actor)
    names = (*SHOWN, *UNDELIVERED, *CAUSES)
    rows = [[one.line.ref, one.line.title, *_money(one, names, tied.contract)] for one in tied.lines]
    heads = [SheetColumn(_("Number")), SheetColumn(_("Line"))]
    made = _sheet(_("Tie-out"), heads, names, rows, reader)
    return handed_out(made, XLSX, f"{tied.contract.ref}-tie-out.xlsx")


@require_safe
def leaks_page(request: HttpRequest) -> HttpResponse:
    """Every contract with money missing, the most first."""
    actor = actor_of_request(request)
    reader = _reader(actor)
    found = leaking(actor, reader.today)
    words = labels()
    page = ReportPage(
        facts=tuple(fact for name in LEAKS for fact in _leak_facts(name, found, reader)),
        panels=(),
        wide=(
            TablePanel(
                "leaks",
                _("Contracts that do not tie out"),
                count=number_text(len(found)),
                columns=(
                    Column(_("Contract")),
                    Column(_("Account")),
                    *(Column(words[name], numeric=True) for name in LEAKS),
                ),
                rows=tuple(_leak(one, reader) for one in found),
                links=(Link(_("Download as Excel"), "/billing/leaks.xlsx"),) if actor.may("invoices.export") else (),
                empty=Empty(_("Every contract ties out.")),
            ),
        ),
        note=_("Net of tax: what is due and on no invoice, what is overdue, what was written off, and what was done."),
    )
    return show(request, "web/report.html", page, title=_("Leaks"))


@require_safe
def leaks_sheet(request: HttpRequest) -> HttpResponse:
    """The same, line by line, as a workbook."""
    actor = actor_of_request(request)
    reader = _reader(actor)
    _may_export(actor)
    rows = [
        [one.contract.ref, one.contract.account.name, line.line.title, *_money(line, (*SHOWN, *LEAKS), one.contract)]
        for one in leaking(actor, reader.today)
        for line in one.lines
        if line.is_leak or line.unbilled_work
    ]
    heads = [SheetColumn(_("Contract")), SheetColumn(_("Account")), SheetColumn(_("Line"))]
    return handed_out(_sheet(_("Leaks"), heads, (*SHOWN, *LEAKS), rows, reader), XLSX, "leaks.xlsx")


def _reader(actor: Actor) -> Reader:
    listed_type("invoices", actor)
    listed_type("contracts", actor)
    return reader_of(actor)


def _may_export(actor: Actor) -> None:
    if not actor.may("invoices.export"):
        raise Denied(_("Your role may not download %(plural)s.") % {"plural": _("invoices")})


def _contract(request: HttpRequest, ref: str) -> tuple[TiedContract, Reader]:
    actor = actor_of_request(request)
    reader = _reader(actor)
    contract: Contract = found_record(listed_type("contracts", actor), ref, actor)
    (tied,) = tie_out([contract], reader.today)
    return tied, reader


def _fact(name: str, tied: TiedContract, reader: Reader) -> Fact:
    amount = tied.sum(name)
    text = money_text(amount, tied.contract.currency, home=reader.currency)
    return Fact(labels()[name], text, "late" if name in BAD and amount else "plain")


def _leak_facts(name: str, tied: Iterable[TiedContract], reader: Reader) -> Iterable[Fact]:
    sums = sum_by_currency(Money(one.sum(name), one.contract.currency) for one in tied)
    for one in sums.values():
        if one:
            yield Fact(labels()[name], money_text(one.amount, one.currency, home=reader.currency), "late")


def _line(one: Tied, names: Sequence[str], contract: Contract, reader: Reader) -> Row:
    cells = (_amount(name, getattr(one, name), contract, reader) for name in names)
    title = Cell(one.line.title, "link", url_of(one.line), strong=True, note=str(one.line.get_charged_display()))
    return Row(one.line.ref, url_of(one.line), one.line.title, (title, *cells))


def _proven(tied: TiedContract, reader: Reader) -> Iterable[TablePanel]:
    """What shows that each line was delivered, and why the rest was not."""
    causes = tuple(name for name in UNDELIVERED if any(getattr(line, name) for line in tied.lines))
    names = ("contracted", "delivered", *causes)
    if not any(line.proven.by != Proof.DAYS for line in tied.lines):
        return
    words = labels()
    heads = (_("Line"), _("Counted by"), _("Shown"), *(words[name] for name in names))
    yield TablePanel(
        "proven",
        _("What was delivered, and what shows it"),
        columns=tuple(Column(head, numeric=number > 1) for number, head in enumerate(heads)),
        rows=tuple(_shown(one, names, tied.contract, reader) for one in tied.lines),
        foot=(Cell(_("Sum"), strong=True), Cell(), Cell(), *_sums(tied, names, reader)),
    )


def _shown(one: Tied, names: Sequence[str], contract: Contract, reader: Reader) -> Row:
    proven, words = one.proven, proofs()
    by = Cell(words[proven.by], "link", proof_of(one)) if proof_of(one) else Cell(words[proven.by], quiet=True)
    gaps = {"done": number_text(proven.done), "all": number_text(proven.of)}
    many = Cell(_("%(done)s of %(all)s") % gaps if proven.of else "", "number")
    cells = (_amount(name, getattr(one, name), contract, reader, url=proof_of(one)) for name in names)
    title = Cell(one.line.title, "link", url_of(one.line), strong=True)
    return Row(one.line.ref, url_of(one.line), one.line.title, (title, by, many, *cells))


def proof_of(one: Tied) -> str:
    """The address of the rows that show what was delivered of a line."""
    lists = {
        Proof.PROMISES: ("entitlements", "line"),
        Proof.PLACEMENTS: ("placements", "line"),
        Proof.DELIVERIES: ("order-lines", "contract_line"),
    }
    if one.proven.by not in lists:
        return ""
    plural, column = lists[one.proven.by]
    return f"/{plural}/?{urlencode({column: one.line.ref})}"


def _sums(tied: TiedContract, names: Sequence[str], reader: Reader) -> Iterable[Cell]:
    for name in names:
        text = money_text(tied.sum(name), tied.contract.currency, home=reader.currency, cents=True)
        yield Cell(text, "money", strong=True)


def _leak(one: TiedContract, reader: Reader) -> Row:
    contract = one.contract
    here = f"{url_of(contract)}tie-out"
    cells = (_amount(name, one.sum(name), contract, reader) for name in LEAKS)
    named = Cell(contract.name, "link", here, strong=True, note=contract.ref)
    return Row(
        contract.ref,
        here,
        contract.name,
        (named, Cell(contract.account.name, "link", url_of(contract.account)), *cells),
    )


def _amount(name: str, amount: Decimal, contract: Contract, reader: Reader, *, url: str = "") -> Cell:
    if not amount:
        return Cell(kind="money")
    text = money_text(amount, contract.currency, home=reader.currency, cents=True)
    return Cell(text, "money", url or behind(name, contract), tone="late" if name in BAD else "plain")


def behind(name: str, contract: Contract) -> str:
    """The address of the rows behind a figure."""
    states = {
        "drafted": {"state": "draft,returned"},
        "overdue": {"is_overdue": "yes"},
        "open": {"is_open": "yes"},
        "credited": {"kind": "credit_note"},
        "paid": {"state": "paid,part_paid"},
    }
    if name in ("contracted", "delivered", "not_due", "not_billed", "unbilled_work", *UNDELIVERED):
        return f"/contract-lines/?{urlencode({'contract': contract.ref})}"
    return f"/invoices/?{urlencode({'contract': contract.ref, **states.get(name, {})})}"


def _money(one: Tied, names: Sequence[str], contract: Contract) -> list[Money]:
    return [Money(getattr(one, name), contract.currency) for name in names]


def _sheet(
    title: str, heads: list[SheetColumn], names: Sequence[str], rows: Sequence[Sequence[object]], reader: Reader
) -> bytes:
    out = BytesIO()
    columns = [*heads, *(SheetColumn(labels()[name], "money") for name in names)]
    write_xlsx(out, title, columns, rows, [(_("As of"), reader.today.isoformat())])
    return out.getvalue()
