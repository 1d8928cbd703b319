"""Retention: gross and net, what came and went month by month or by rep, team or segment; each figure opens."""

from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    LineChart,
    Link,
    Row,
    Segment,
    TablePanel,
)
from followthrough.web.shapes.panels import Panel
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import day_text, money_text, month_text, number_text
from followthrough.winning.renewals.models import LostReason
from followthrough.winning.renewals.pages.calendar import may_look
from followthrough.winning.renewals.pages.looking import SPANS, Looking, by_label, part_label, read_looking, row_name
from followthrough.winning.renewals.pages.retained import reading_for, report_of
from followthrough.winning.renewals.pages.shapes import NarrowedReport, Option, Select
from followthrough.winning.renewals.queries.retention import (
    DAY,
    By,
    Reading,
    Told,
    behind,
    by_time,
    end_of,
    lost_by_reason,
)
from followthrough.winning.renewals.rules.retention import Movement, Part

PATH, BEHIND = "/renewals/retention", "/renewals/retention/behind"


def retention_page(request: HttpRequest) -> HttpResponse:
    """What was retained over the months up to a day."""
    actor = actor_of_request(request)
    may_look(actor)
    reader = reader_of(actor)
    asked = read_looking(request.GET.dict(), reader.today)
    reading, codes, currency = reading_for(asked, reader)
    whole, told = report_of(reading, asked, currency)
    until = asked.until
    page = NarrowedReport(
        path=PATH,
        tabs=tuple(Segment(by_label(by), asked.url(by=by.value), by is asked.by) for by in By),
        tabs_label=_("By"),
        selects=_selects(asked),
        kept=(("by", asked.by.value), ("currency", currency)),
        month=f"{until:%Y-%m}",
        month_label=_("Until"),
        month_name="until",
        facts=_facts(whole, asked, currency, reader),
        panels=(*_plot(reading, asked, currency, reader), *_lost(asked, currency, reader)),
        wide=(_table(told, whole, asked, currency, reader),),
        note=_(
            "Counted customer by customer from what their lines in force came to in a year on the first and on the "
            "last day; what is charged once or by usage is left out. Gross: of what the customers of the first day "
            "came to, what is left. Net: with what they came to in addition. Reps, teams and segments are as of today."
        ),
    )
    return show(
        request,
        "renewals/report.html",
        page,
        title=_("Retention"),
        segments=tuple(Segment(code, asked.url(currency=code), code == currency) for code in codes),
        segments_label=_("Currency"),
        actions=(ActionButton(_("Workbook"), asked.url("/renewals/retention.xlsx"), "download"),),
    )


def behind_page(request: HttpRequest) -> HttpResponse:
    """The customers and contracts that make up one figure of the report."""
    actor = actor_of_request(request)
    may_look(actor)
    reader = reader_of(actor)
    asked = read_looking(request.GET.dict(), reader.today)
    part = Part(request.GET["part"]) if request.GET.get("part", "") in list(Part) else Part.START
    before, until = asked.exact(request.GET.dict())
    by = asked.by if asked.by not in (By.MONTH, By.QUARTER) else None
    reading = Reading(actor, end_of(asked.until, actor) if asked.as_then else None)
    group = request.GET.get("group", "")
    currency = asked.currency or reader.currency
    rows = behind(reading, before, until, part, currency, by, group)
    panel = TablePanel(
        "behind",
        part_label(part),
        count=number_text(len(rows)),
        columns=(
            Column(_("Account")),
            Column(_("Contracts")),
            Column(day_text(before, today=reader.today), numeric=True),
            Column(day_text(until, today=reader.today), numeric=True),
            Column(_("Difference"), numeric=True),
        ),
        rows=tuple(
            Row(
                one.account.ref,
                url_of(one.account),
                one.account.name,
                (
                    Cell(one.account.name, "link", url_of(one.account), strong=True),
                    _contracts(one.contracts),
                    *(_cell(amount, currency, reader) for amount in (one.before, one.after, one.after - one.before)),
                ),
            )
            for one in rows
        ),
        foot=_sums([(one.before, one.after) for one in rows], currency, reader),
        empty=Empty(_("Nothing makes up this figure.")),
    )
    page = NarrowedReport(
        path=PATH, tabs=(), tabs_label="", selects=(), kept=(), facts=(), wide=(panel,), note=_said(asked, reader)
    )
    crumbs = (Link(_("Retention"), asked.url(PATH)),)
    return show(request, "renewals/behind.html", page, title=part_label(part), crumbs=crumbs)


def percent(share: Fraction | None) -> str:
    """A share with one decimal, half up; that there was nothing is said in words."""
    if share is None:
        return _("nothing to retain")
    tenths = Decimal(int(abs(share) * 1000 + Fraction(1, 2))) / 10
    return f"{number_text(tenths.copy_sign(1 if share >= 0 else -1), places=1)}%"


def _selects(asked: Looking) -> tuple[Select, ...]:
    spans = tuple(Option(str(n), _("%(count)d months") % {"count": n}, n == asked.months) for n in SPANS)
    known = (Option("", _("today"), not asked.as_then), Option("then", _("on that day"), asked.as_then))
    return (Select("months", _("over"), spans), Select("known", _("as known"), known))


def _facts(whole: Movement, asked: Looking, currency: str, reader: Reader) -> tuple[Fact, ...]:
    def leads(part: Part) -> str:
        return asked.url(BEHIND, part=part.value, currency=currency, by="")

    return (
        Fact(_("Net retention"), percent(whole.net)),
        Fact(_("Gross retention"), percent(whole.gross)),
        Fact(_("A year, at the start"), _money(whole.start, currency, reader), url=leads(Part.START)),
        Fact(_("A year, at the end"), _money(whole.end, currency, reader), url=leads(Part.END)),
    )


def _plot(reading: Reading, asked: Looking, currency: str, reader: Reader) -> tuple[Panel, ...]:
    """What all customers came to in a year, month end by month end."""
    told = by_time(reading, asked.until, asked.months, 1, currency)
    values = [told[0].movement.start, *(one.movement.end for one in told)] if told else []
    days = [asked.before, *(one.until for one in told)]
    if len(values) < 2 or not any(values):
        return ()
    high = float(max(values)) or 1.0
    ticks = tuple((high * share, _short(high * share)) for share in (0, 0.5, 1))
    step = max(1, len(days) // 6)
    marks = tuple(
        (n / (len(days) - 1), month_text(day, today=reader.today)) for n, day in enumerate(days) if not n % step
    )
    said = ", ".join(
        f"{day_text(day, today=reader.today)} {_money(value, currency, reader)}"
        for day, value in zip(days, values, strict=True)
    )
    chart = LineChart(said, tuple(map(float, values)), 0.0, high * 1.08, ticks, marks,
                      end_text=_money(values[-1], currency, reader), ink="s1")  # fmt: skip
    sentence = _("From %(first)s to %(last)s a year.") % {
        "first": _money(values[0], currency, reader),
        "last": _money(values[-1], currency, reader),
    }
    return (ChartPanel("over-time", _("What contracts come to in a year"), sentence=sentence, line=chart),)


def _short(amount: float) -> str:
    """A figure short enough for an axis: "60k"."""
    if amount < 10_000:
        return number_text(Decimal(round(amount)))
    return _("%(number)sk") % {"number": number_text(Decimal(round(amount / 1000)))}


def _lost(asked: Looking, currency: str, reader: Reader) -> tuple[Panel, ...]:
    """Why renewals were lost in the stretch, by what they came to in a year."""
    rows = lost_by_reason(reader.actor, asked.before, asked.until, currency)
    if not rows:
        return ()
    top = max(amount for _reason, _count, amount in rows) or Decimal(1)
    params = {
        "state": "lost",
        "decided_from__gte": (asked.before + DAY).isoformat(),
        "decided_from__lt": (asked.until + DAY).isoformat(),
    }
    bars = tuple(
        Bar(
            str(LostReason(reason).label),
            float(amount / top),
            ngettext("%(amount)s, %(count)d renewal", "%(amount)s, %(count)d renewals", count)
            % {"amount": _money(amount, currency, reader), "count": count},
            "fl",
            f"/renewals/?{urlencode({**params, 'reason': reason})}",
        )
        for reason, count, amount in rows
    )
    said = ", ".join(f"{bar.label} {bar.text}" for bar in bars)
    sentence = _("Most was lost because of: %(reason)s.") % {"reason": bars[0].label}
    return (ChartPanel("lost", _("Why renewals were lost"), sentence=sentence, bars=BarChart(said, bars)),)


def _table(told: list[Told], whole: Movement, asked: Looking, currency: str, reader: Reader) -> TablePanel:
    heads = [Column(by_label(asked.by)), *(Column(part_label(part), numeric=True) for part in Part)]
    heads += [Column(_("Gross"), numeric=True), Column(_("Net"), numeric=True)]
    rows = tuple(_row(one, asked, currency, reader) for one in told)
    foot = (
        Cell(_("All"), strong=True),
        *(_cell(getattr(whole, part.value), currency, reader) for part in Part),
        Cell(percent(whole.gross), "number", strong=True),
        Cell(percent(whole.net), "number", strong=True),
    )
    is_sum = asked.by in (By.MONTH, By.QUARTER)
    return TablePanel(
        "movements",
        _("What came and went"),
        note=_("The last row compares the first day with the last.") if is_sum else "",
        columns=tuple(heads),
        rows=rows,
        foot=foot,
        empty=Empty(_("No contract was in force in this time.")),
    )


def _row(one: Told, asked: Looking, currency: str, reader: Reader) -> Row:
    name = row_name(one, asked.by, reader.today)
    own = {"currency": currency, "from": one.before.isoformat(), "to": one.until.isoformat()}
    own |= {"group": one.key} if asked.by not in (By.MONTH, By.QUARTER) else {}
    cells = [
        _cell(getattr(one.movement, part.value), currency, reader, asked.url(BEHIND, part=part.value, **own))
        for part in Part
    ]
    shares = (Cell(percent(share), "number") for share in (one.movement.gross, one.movement.net))
    return Row(one.key, "", name, (Cell(name, strong=True), *cells, *shares))


def _contracts(contracts: Any) -> Cell:
    """The first contract as a link, and how many more there are."""
    if not contracts:
        return Cell(_("none"), quiet=True)
    first, more = contracts[0], len(contracts) - 1
    title = ", ".join(one.name for one in contracts)
    return Cell(first.name, "link", url_of(first), note=f"+{more}" if more else "", title=title)


def _sums(pairs: list[tuple[Decimal, Decimal]], currency: str, reader: Reader) -> tuple[Cell, ...]:
    before = sum((one for one, _after in pairs), Decimal(0))
    after = sum((one for _before, one in pairs), Decimal(0))
    cells = (_cell(amount, currency, reader) for amount in (before, after, after - before))
    return (Cell(_("All"), strong=True), Cell(), *cells)


def _said(asked: Looking, reader: Reader) -> str:
    if not asked.as_then:
        return _("As it is known today.")
    return _("As it was known on %(day)s.") % {"day": day_text(asked.until, today=reader.today)}


def _cell(amount: Decimal, currency: str, reader: Reader, url: str = "") -> Cell:
    if not amount:
        return Cell(_("none"), "money", quiet=True)
    return Cell(_money(amount, currency, reader), "money", url)


def _money(amount: Decimal, currency: str, reader: Reader) -> str:
    return money_text(amount, currency, home=reader.currency, cents=amount != amount.to_integral_value())
