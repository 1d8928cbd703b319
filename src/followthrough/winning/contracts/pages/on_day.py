"""The contract as of any day: its terms and parts on that day, and which amendments had come into force by then."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from followthrough.kernel.records.registry import type_of
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import columns_of, listed_type, rows_of
from followthrough.web.shapes import Cell, Column, Empty, FieldsPanel, Link, PanelField, Row, TablePanel
from followthrough.web.shapes.panels import Panel
from followthrough.web.showing import Reader, reader_of, url_of, worded_value
from followthrough.web.wording import capital, day_text, long_day_text, money_text
from followthrough.winning.contracts.models import PARTS, Amendment, AmendmentState, Contract, ContractLine
from followthrough.winning.contracts.pages.shapes import OnDayPage
from followthrough.winning.contracts.queries.changes import changes_of
from followthrough.winning.contracts.queries.money import yearly
from followthrough.winning.contracts.queries.parts import parts_on
from followthrough.winning.contracts.queries.terms import TERMS, terms_on

LEFT_OUT = ("contract", "ref", "effective_until")


@require_safe
def on_day_page(request: HttpRequest, ref: str) -> HttpResponse:
    """What is agreed for the day asked for, today at first."""
    actor = actor_of_request(request)
    kind = listed_type("contracts", actor)
    contract: Contract = found_record(kind, ref, actor)
    reader = reader_of(actor)
    typed = request.GET.get("day", "")
    day = _read(typed) if typed else reader.today
    error = "" if day else _("Write a day such as 2026-11-30.")
    on = day or reader.today
    page = OnDayPage(
        path=f"{url_of(contract)}on",
        day=on.isoformat(),
        note=_("What is agreed for %(day)s.") % {"day": long_day_text(on)},
        error=error,
        main=tuple(_parts(contract, on, reader)),
        side=(_terms(contract, on, reader), _amendments(contract, on, reader)),
    )
    crumbs = (Link(capital(kind.label_plural), f"/{kind.plural}/"), Link(contract.name, url_of(contract)))
    return show(
        request, "contracts/on_day.html", page, title=_("On a day"), crumbs=crumbs, status=422 if error else 200
    )


def _read(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def _parts(contract: Contract, day: date, reader: Reader) -> Any:
    for model in PARTS:
        kind = type_of(model)
        rows: Any = parts_on(model, contract, day, reader.actor)
        names = [name for name in kind.columns if name not in LEFT_OUT]
        names = [name for name in names if name not in ("product", "currency")] if model is ContractLine else names
        links = [name for name in names if name in kind.fields and kind.fields[name].link]
        found = list(rows.select_related(*links))
        if not found and model is not ContractLine:
            continue
        foot = _sum(found, names, contract, reader) if model is ContractLine and found else ()
        yield TablePanel(
            kind.plural,
            capital(kind.label_plural),
            count=str(len(found) or ""),
            columns=columns_of(kind, names),
            rows=rows_of(kind, found, names, reader),
            foot=foot,
            empty=Empty(_("Nothing is in force on that day.")),
        )


def _sum(found: list[ContractLine], names: list[str], contract: Contract, reader: Reader) -> tuple[Cell, ...]:
    total = yearly(found, contract.currency)
    text = money_text(total.amount, total.currency, home=reader.currency)
    at = names.index("amount")
    cells = [Cell() for _name in names]
    cells[0] = Cell(pgettext("figure", "A year"), strong=True)
    cells[at] = Cell(text, "money", strong=True)
    return tuple(cells)


def _terms(contract: Contract, day: date, reader: Reader) -> Panel:
    kind, values = type_of(Contract), terms_on(contract, day)
    fields = tuple(
        PanelField(
            capital(kind.fields[name].label), worded_value(kind.fields[name], values[name], contract, reader), name, ""
        )
        for name in TERMS
        if values[name] not in (None, "")
    )
    return FieldsPanel("terms", _("Terms"), fields=fields)


def _amendments(contract: Contract, day: date, reader: Reader) -> Panel:
    """What signed amendments had changed by then, and what is still to come."""
    rows = []
    signed = Amendment.visible_to(reader.actor).filter(contract=contract, state=AmendmentState.SIGNED)
    for one in signed.select_related("contract").order_by("effective_on", "number"):
        what = "; ".join(change.what for change in changes_of(one))
        cells = (
            Cell(_("Amendment %(number)d") % {"number": one.number}, "link", url_of(one), strong=True, note=what),
            Cell(day_text(one.effective_on, today=reader.today), "date", quiet=one.effective_on > day),
        )
        rows.append(Row(one.ref, url_of(one), one.name, cells))
    return TablePanel(
        "amendments",
        _("Amendments"),
        count=str(len(rows) or ""),
        columns=(Column(_("Amendment")), Column(_("In force from"))),
        rows=tuple(rows),
        empty=Empty(_("No amendment has been signed.")),
    )
