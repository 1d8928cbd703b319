"""An amendment's page: what changes, before and after, and what it means in money to the cent."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followthrough.values.money import Money
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.record_page import badges_of, details_panel, files_panel, panels_of, show_record
from followthrough.web.shapes import Cell, Column, Empty, Fact, Link, RecordPage, Row, TablePanel
from followthrough.web.shapes.panels import Panel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.wording import capital, day_text, money_text
from followthrough.winning.contracts.models import Amendment, AmendmentState
from followthrough.winning.contracts.pages.approving import approval_panel
from followthrough.winning.contracts.queries.changes import changes_of
from followthrough.winning.contracts.queries.money import Preview, preview_of


def amendment_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One amendment."""
    actor = actor_of_request(request)
    kind = listed_type("amendments", actor)
    amendment: Amendment = found_record(kind, ref, actor)
    if amendment.ref != ref:
        return redirect(url_of(amendment))
    reader, contract = reader_of(actor), amendment.contract
    seen = preview_of(amendment)
    page = RecordPage(
        title=amendment.name,
        ref=amendment.ref,
        kind=str(kind.label),
        subtitle=(
            Cell(_("Amendment %(number)d") % {"number": amendment.number}),
            Cell(contract.name, "link", url_of(contract), lead=_("of")),
            Cell(contract.account.name, "link", url_of(contract.account)),
        ),
        badges=badges_of(kind, amendment),
        facts=_facts(amendment, seen, reader),
        main=(
            *approval_panel(amendment, reader),
            _changes(amendment),
            _money(seen, reader),
            *(_parts(amendment, panel) for panel in panels_of(kind, amendment, actor, side=False)),
        ),
        side=(
            details_panel(kind, amendment, actor),
            *panels_of(kind, amendment, actor, side=True),
            files_panel(kind, amendment, actor),
            timeline_panel(amendment, kind, reader),
        ),
    )
    return show_record(request, kind, amendment, page)


def _facts(amendment: Amendment, seen: Preview, reader: Reader) -> tuple[Fact, ...]:
    assert seen.within.end is not None
    more = _signed(seen.difference, reader)
    until = _("to %(day)s") % {"day": day_text(seen.within.end, today=reader.today)}
    return (
        Fact(_("In force from"), day_text(amendment.effective_on, today=reader.today)),
        Fact(pgettext("figure", "A year, before"), _text(seen.before.yearly, reader)),
        Fact(pgettext("figure", "A year, after"), _text(seen.after.yearly, reader)),
        Fact(_("Difference"), more, note=until),
    )


def _changes(amendment: Amendment) -> Panel:
    words = {
        "added": _("Added"),
        "ended": _("Ended"),
        "upgraded": _("Upgraded"),
        "downgraded": _("Downgraded"),
        "replaced": _("Replaced"),
        "term": _("Term"),
    }
    rows = tuple(
        Row(
            str(place),
            "",
            one.what,
            (
                Cell(words[one.kind], strong=True),
                Cell(capital(one.what)),
                Cell(one.before or _("nothing"), quiet=not one.before),
                Cell(one.after or _("nothing"), quiet=not one.after),
            ),
        )
        for place, one in enumerate(changes_of(amendment))
    )
    heads = (_("Change"), _("What"), _("Before"), _("From then on"))
    return TablePanel(
        "changes",
        _("What changes"),
        count=str(len(rows) or ""),
        columns=tuple(Column(head) for head in heads),
        rows=rows,
        empty=Empty(_("Nothing yet. Change a line of the contract, add something below, or change a term.")),
    )


def _money(seen: Preview, reader: Reader) -> Panel:
    """Before, after and the difference, line by line: counted by the days of each period."""
    assert seen.within.end is not None
    rows = tuple(
        Row(
            line.line.ref,
            "",
            line.line.title,
            (
                Cell(line.line.title, "link", url_of(line.line), strong=True),
                Cell(_("comes") if line.comes else _("ends")),
                Cell(_signed(line.difference, reader), "money"),
            ),
        )
        for line in seen.lines
    )
    foot = (Cell(_("Together"), strong=True), Cell(), Cell(_signed(seen.difference, reader), "money", strong=True))
    days = {
        "start": day_text(seen.within.start, today=reader.today),
        "end": day_text(seen.within.end, today=reader.today),
    }
    return TablePanel(
        "money",
        _("In money"),
        note=_("%(start)s to %(end)s, by the day") % days,
        columns=(Column(_("Line")), Column(""), Column(_("Difference"), numeric=True)),
        rows=rows,
        foot=foot if rows else (),
        empty=Empty(_("No line comes or ends with it: the money stays as it is.")),
    )


def _parts(amendment: Amendment, panel: Panel) -> Panel:
    """Parts are added here while it is a draft; afterwards there is nothing to add."""
    if not isinstance(panel, TablePanel):
        return panel
    if amendment.state != AmendmentState.DRAFT:
        return replace(panel, links=tuple(link for link in panel.links if "/new?" not in link.url))
    return replace(panel, links=tuple(Link(link.label, link.url) for link in panel.links))


def _text(amount: Money, reader: Reader) -> str:
    return money_text(amount.amount, amount.currency, home=reader.currency, cents=True)


def _signed(amount: Money, reader: Reader) -> str:
    return f"+{_text(amount, reader)}" if amount.amount > 0 else _text(amount, reader)
