"""The expiry calendar: which contracts end or want notice when, by month, quarter, rep or team, with their worth."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Denied
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import (
    ActionButton,
    Bar,
    BarChart,
    Cell,
    ChartPanel,
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Segment,
    TablePanel,
)
from followthrough.web.shapes.panels import Panel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import count_of, day_text, full_text, money_text, month_text, number_text
from followthrough.winning.contracts.models import Contract
from followthrough.winning.renewals.models import Outcome, Renewal
from followthrough.winning.renewals.pages.asking import MONTHS, Address, choosable, read_address
from followthrough.winning.renewals.pages.shapes import NarrowedReport, Option, Select
from followthrough.winning.renewals.queries.expiring import By, Group, On, groups_of, rows_of, total_of

PATH = "/renewals/calendar"
SHOWN = 120  # rows on one page; more are opened group by group, or downloaded
OPENED = 500


def may_look(actor: Actor) -> None:
    """Whoever sees contracts sees when they end. Raises Denied."""
    if not actor.may("contracts.view"):
        raise Denied(_("Your role does not see contracts."))


def calendar_page(request: HttpRequest) -> HttpResponse:
    """What expires in the months asked for."""
    actor = actor_of_request(request)
    may_look(actor)
    reader = reader_of(actor)
    address = read_address(request.GET.dict(), actor, reader.today)
    groups = groups_of(actor, address.asked)
    whole = total_of(groups)
    page = NarrowedReport(
        path=PATH,
        tabs=tuple(Segment(by_label(by), address.url(by=_other(by), group=""), by is address.asked.by) for by in By),
        tabs_label=_("By"),
        selects=_selects(address, actor),
        kept=tuple((name, address.params[name]) for name in ("by", "on") if address.params[name]),
        month=f"{address.start:%Y-%m}",
        month_label=_("From"),
        facts=_facts(whole, reader, actor, address),
        panels=(_summary(groups, whole, address, reader), *_chart(groups, address, reader)) if groups else (),
        wide=_tables(groups, whole, address, reader),
        note=_(
            "What a contract comes to is a year of its lines in force on the day shown; what is charged once or by "
            "usage is left out. Currencies stand apart."
        ),
    )
    return show(
        request,
        "renewals/report.html",
        page,
        title=_("Expiries"),
        segments=tuple(
            Segment(on_label(on), address.url(on="" if on is On.END else on.value, group=""), on is address.asked.on)
            for on in On
        ),
        segments_label=_("Which day"),
        actions=(
            ActionButton(_("Calendar feed"), "/calendar-feeds/do/make", "calendar-days", how="dialog"),
            ActionButton(_("Workbook"), address.url("/renewals/calendar.xlsx"), "download"),
        ),
    )


def by_label(by: By) -> str:
    """What the calendar is told apart by."""
    return {By.MONTH: _("Month"), By.QUARTER: _("Quarter"), By.REP: _("Rep"), By.TEAM: _("Team")}[by]


def on_label(on: On) -> str:
    """Which of the two days places a contract."""
    return {On.END: _("By end date"), On.NOTICE: _("By notice day")}[on]


def group_name(group: Group, by: By, today: date) -> str:
    """A month, a quarter, a rep or a team in words."""
    if by is By.MONTH:
        return month_text(date.fromisoformat(group.key), today=today)
    if by is By.QUARTER:
        first = date.fromisoformat(group.key)
        return _("Q%(number)d %(year)d") % {"number": (first.month + 2) // 3, "year": first.year}
    return group.name or _("nobody")


def _other(by: By) -> str:
    return "" if by is By.MONTH else by.value


def _selects(address: Address, actor: Actor) -> tuple[Select, ...]:
    people, teams = choosable(actor)

    def of(name: str, label: str, found: Sequence[Any]) -> Select:
        now = address.params[name]
        options = (Option(one.ref, one.name, one.ref == now) for one in found)
        return Select(name, label, (Option("", _("all"), not now), *options))

    spans = tuple(Option(str(n), _("%(count)d months") % {"count": n}, n == address.months) for n in MONTHS)
    return (Select("months", _("for"), spans), of("owner", _("Rep"), people), of("team", _("Team"), teams))


def _facts(whole: Group, reader: Reader, actor: Actor, address: Address) -> tuple[Fact, ...]:
    open_ones = Renewal.visible_to(actor).filter(state=Outcome.OPEN).count()
    label = _("Contracts that end") if address.asked.on is On.END else _("Last days for notice")
    facts = [Fact(label, number_text(whole.count))]
    facts += [
        Fact(_("%(currency)s a year") % {"currency": code}, _money(amount, code, reader))
        for code, amount in sorted(whole.yearly.items())
    ]
    facts.append(Fact(_("Renewals open"), number_text(open_ones), url="/renewals/?state=open" if open_ones else ""))
    return tuple(facts)


def _summary(groups: Sequence[Group], whole: Group, address: Address, reader: Reader) -> TablePanel:
    by, currencies = address.asked.by, sorted(whole.yearly)
    rows = tuple(
        Row(
            one.key,
            address.url(group=one.key),
            group_name(one, by, reader.today),
            (
                Cell(group_name(one, by, reader.today), "link", address.url(group=one.key), strong=True),
                Cell(number_text(one.count), "number"),
                *(_amount(one.yearly.get(code), code, reader) for code in currencies),
            ),
        )
        for one in groups
    )
    foot: tuple[Cell, ...] = (Cell(_("All"), strong=True), Cell(number_text(whole.count), "number", strong=True))
    foot += tuple(_amount(whole.yearly[code], code, reader) for code in currencies)
    heads: tuple[Column, ...] = (Column(by_label(by)), Column(_("Contracts"), numeric=True))
    heads += tuple(Column(_("%(currency)s a year") % {"currency": code}, numeric=True) for code in currencies)
    return TablePanel("groups", by_label(by), columns=heads, rows=rows, foot=foot)


def _chart(groups: Sequence[Group], address: Address, reader: Reader) -> tuple[Panel, ...]:
    """The currency with most contracts, as bars; nothing where there is nothing to compare."""
    sums: dict[str, int] = {}
    for one in groups:
        for code in one.yearly:
            sums[code] = sums.get(code, 0) + 1
    if len(groups) < 2 or not sums:
        return ()
    code = max(sorted(sums), key=lambda one: (one == reader.currency, sums[one]))
    top = max(one.yearly.get(code, Decimal(0)) for one in groups)
    bars = tuple(
        Bar(
            group_name(one, address.asked.by, reader.today),
            float(one.yearly.get(code, Decimal(0)) / top) if top > 0 else 0.0,
            _money(one.yearly.get(code, Decimal(0)), code, reader),
            "f1",
            address.url(group=one.key),
        )
        for one in groups[:12]
    )
    largest = max(groups, key=lambda one: one.yearly.get(code, Decimal(0)))
    sentence = _("Most is at stake in %(group)s: %(amount)s a year.") % {
        "group": group_name(largest, address.asked.by, reader.today),
        "amount": _money(largest.yearly.get(code, Decimal(0)), code, reader),
    }
    said = ", ".join(f"{bar.label} {bar.text}" for bar in bars)
    return (ChartPanel("stakes", _("A year, at stake"), sentence=sentence, bars=BarChart(said, bars)),)


def _tables(groups: Sequence[Group], whole: Group, address: Address, reader: Reader) -> tuple[Panel, ...]:
    """The contracts group by group; of many only the first group, of one asked for all that fit on a page."""
    if not groups:
        empty = Empty(_("No contract of these ends in this time."))
        return (TablePanel("contracts", _("Contracts"), empty=empty),)
    asked = address.asked
    if asked.group:
        shown = [one for one in groups if one.key == asked.group]
    else:
        shown = list(groups) if whole.count <= SHOWN else []
    found: dict[str, list[Any]] = {}
    if shown:
        for one in rows_of(reader.actor, asked)[:OPENED]:
            found.setdefault(_key_of(one, address), []).append(one)
    return tuple(_table(one, found.get(one.key, []), address, reader) for one in shown)


def _key_of(contract: Contract, address: Address) -> str:
    day: date = getattr(contract, address.asked.on.column)
    match address.asked.by:
        case By.MONTH:
            return day.replace(day=1).isoformat()
        case By.QUARTER:
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1).isoformat()
        case By.REP:
            return str(contract.owner_id or "none")
    return str(contract.team_id or "none")


def _table(group: Group, rows: Sequence[Any], address: Address, reader: Reader) -> TablePanel:
    heads = (_("Contract"), _("Account"), _("Notice by"), _("Ends"), _("Then"), _("Rep"))
    links = (Link(_("All groups"), address.url(group="")),) if address.asked.group else ()
    left = group.count - len(rows)
    whole = ", ".join(_money(amount, code, reader) for code, amount in sorted(group.yearly.items()))
    foot = (
        Cell(_("%(some)s shown") % {"some": count_of(len(rows), group.count)} if left else _("All"), strong=True),
        *(Cell() for _n in range(5)),
        Cell(whole, "money", strong=True),
    )
    return TablePanel(
        f"group-{group.key}",
        group_name(group, address.asked.by, reader.today),
        count=number_text(group.count),
        links=links,
        columns=(*(Column(head) for head in heads), Column(_("A year"), numeric=True)),
        rows=tuple(_row(one, reader) for one in rows),
        foot=foot,
    )


def _row(one: Any, reader: Reader) -> Row:
    owner = one.owner
    cells = (
        Cell(one.name, "link", url_of(one), strong=True),
        Cell(one.account.name, "link", url_of(one.account)),
        _day(one.notice_by, reader),
        _day(one.term_ends_on, reader),
        Cell(then_text(one)),
        Cell(owner.name, "link", url_of(owner)) if owner else Cell(_("nobody"), quiet=True),
        _amount(one.yearly, one.currency, reader),
    )
    return Row(one.ref, url_of(one), one.name, cells)


def then_text(contract: Contract) -> str:
    """What comes after the day its term ends."""
    if contract.superseded_from is not None:
        return _("another contract takes its place")
    if contract.last_day is not None and contract.last_day <= (contract.term_ends_on or contract.last_day):
        return _("ends, notice given") if contract.notice_given_on or contract.terminated_on else _("ends")
    return _("renews by itself")


def _day(day: date | None, reader: Reader) -> Cell:
    if day is None:
        return Cell(_("none"), "date", quiet=True)
    return Cell(day_text(day, today=reader.today), "date", title=full_text(day, zone=reader.zone))


def _amount(amount: Decimal | None, currency: str, reader: Reader) -> Cell:
    return Cell(_money(amount, currency, reader), "money") if amount else Cell(_("none"), "money", quiet=True)


def _money(amount: Decimal, currency: str, reader: Reader) -> str:
    return money_text(amount, currency, home=reader.currency, cents=amount != amount.to_integral_value())
