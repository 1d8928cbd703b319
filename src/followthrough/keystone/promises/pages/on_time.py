"""The on-time rate: in all, and by account, team, department, kind, person or reason, with the rows behind each."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import start_of_day
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise, Reason, Verdict
from followthrough.keystone.promises.queries.kinds import kind_named
from followthrough.keystone.promises.queries.ontime import (
    By,
    Cost,
    OnTime,
    costs_of,
    judged,
    on_time_by,
    on_time_rate,
    rows_behind,
)
from followthrough.keystone.promises.rules import OnTimeRate
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import (
    Bar,
    BarChart,
    Cell,
    ChartPanel,
    Column,
    Empty,
    Fact,
    ReportPage,
    Row,
    Segment,
    TablePanel,
)
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import count_of, day_text, money_text, number_text

PERIODS = (30, 90, 365)
BARS = 12
PARTS = (Verdict.ON_TIME.value, Verdict.KEPT_LATE.value, Verdict.MISSED.value, "late_open")


def on_time_page(request: HttpRequest) -> HttpResponse:
    """The rate of the last 30, 90 or 365 days, told apart as asked, worst first."""
    actor = actor_of_request(request)
    reader = reader_of(actor)
    asked_by, asked_days = request.GET.get("by", ""), request.GET.get("days", "")
    by = By(asked_by) if asked_by in list(By) else By.PERSON
    days = int(asked_days) if asked_days in map(str, PERIODS) else PERIODS[0]
    since, until = _midnight(reader, -days), _midnight(reader, 1)
    rows = judged(actor, since=since, until=until, now=reader.now)
    total, parts = on_time_rate(rows), on_time_by(by, rows)
    behind = {part: rows_behind(part, since=since, until=until, now=reader.now) for part in PARTS}
    page = ReportPage(
        facts=(*_facts(total, behind), *map(_cost, costs_of(actor, since=since, until=until))),
        panels=(),
        wide=(
            *_chart(by, parts, total, reader),
            TablePanel(
                key="rates",
                title=by_label(by),
                columns=_columns(by),
                rows=tuple(_row(one, by, behind, reader) for one in parts),
                empty=Empty(_("Nothing was closed or came due."), _("The rate is worked out as promises are kept.")),
            ),
        ),
        segments=tuple(Segment(by_label(one), f"?{urlencode({'by': one, 'days': days})}", one is by) for one in By),
        segments_label=_("By"),
        note=_(
            "Of our promises closed or come due since %(day)s: kept on time, of all kept, missed, and late. "
            "A date counts as promised first, unless the customer asked for another."
        )
        % {"day": day_text(since.astimezone(reader.zone).date(), today=reader.today)},
    )
    return show(
        request,
        "web/report.html",
        page,
        title=_("On time"),
        segments=tuple(
            Segment(_("%(days)s days") % {"days": one}, f"?{urlencode({'by': by, 'days': one})}", one == days)
            for one in PERIODS
        ),
        segments_label=_("Period"),
    )


def _chart(by: By, parts: list[OnTime], total: OnTimeRate, reader: Reader) -> tuple[ChartPanel, ...]:
    """The rates as bars, worst first, beside the rate of all."""
    worst = [one for one in parts if one.rate.share is not None and one.key not in (None, "")][:BARS]
    if len(worst) < 2:
        return ()
    bars = []
    for one in worst:
        name, url = _named(one, by, reader)
        text = _("%(percent)s, %(count)s") % {
            "percent": _percent(one.rate),
            "count": count_of(one.rate.kept_on_time, one.rate.base),
        }
        bars.append(Bar(name, float(one.rate.share or 0), text, "f2", url))
    said = ", ".join(f"{bar.label} {bar.text}" for bar in bars)
    sentence = _("%(name)s is furthest from on time; all together kept %(percent)s on time.") % {
        "name": bars[0].label,
        "percent": _percent(total),
    }
    chart = BarChart(said, tuple(bars), aim=float(total.share or 0))
    return (ChartPanel("rates-chart", _("Worst first"), sentence=sentence, bars=chart),)


def by_label(by: By) -> str:
    """What the rate is told apart by."""
    return {
        By.ACCOUNT: _("Account"),
        By.TEAM: _("Team"),
        By.DEPARTMENT: _("Department"),
        By.KIND: _("Kind"),
        By.PERSON: _("Person"),
        By.REASON: _("Reason"),
    }[by]


def _midnight(reader: Reader, days: int) -> datetime:
    """The start of the reader's day so many days from today."""
    return start_of_day(reader.today + timedelta(days=days), reader.zone)


def _facts(total: OnTimeRate, behind: dict[str, dict[str, str]]) -> tuple[Fact, ...]:
    numbers = _numbers(total)
    words = (_("Kept on time"), _("Kept late"), _("Missed"), _("Late and open"))
    share = Fact(_("On time"), _percent(total), "kept" if total.percent and total.percent >= 90 else "plain")
    rest = (
        Fact(label, number_text(numbers[part]), url=_list(behind[part]) if numbers[part] else "")
        for part, label in zip(PARTS, words, strict=True)
    )
    return (share, *rest)


def _cost(cost: Cost) -> Fact:
    return Fact(str(cost.label), money_text(cost.money.amount, cost.money.currency), url=cost.url)


def _columns(by: By) -> tuple[Column, ...]:
    heads = (_("On time"), _("Kept on time"), _("Kept late"), _("Missed"), _("Late and open"), _("In all"))
    return (Column(by_label(by)), *(Column(head, numeric=True) for head in heads))


def _row(one: OnTime, by: By, behind: dict[str, dict[str, str]], reader: Reader) -> Row:
    name, url = _named(one, by, reader)
    own = {by.value: str(one.key)} if one.key not in (None, "") else {f"{by.value}__empty": "1"}
    numbers = _numbers(one.rate)
    counts = (
        Cell(number_text(numbers[part]), "number", url=_list({**behind[part], **own}) if numbers[part] else "")
        for part in PARTS
    )
    cells = (Cell(name, "link", url, strong=True), Cell(_percent(one.rate), "number"), *counts)
    return Row(str(one.key), url, name, (*cells, Cell(number_text(one.rate.base), "number")))


def _named(one: OnTime, by: By, reader: Reader) -> tuple[str, str]:
    if one.key in (None, ""):
        return _nobody(by), ""
    if by is By.KIND:
        return str(kind_named(one.key).label), ""
    if by is By.REASON:
        return str(Reason(one.key).label), ""
    link: Any = type_of(Promise).fields[by.value].link
    return one.name, f"/{type_of(link).plural}/?id={one.key}"


def _numbers(rate: OnTimeRate) -> dict[str, int]:
    return dict(zip(PARTS, (rate.kept_on_time, rate.kept_late, rate.missed, rate.late_open), strict=True))


def _percent(rate: OnTimeRate) -> str:
    return _("none yet") if rate.percent is None else f"{rate.percent}%"


def _list(filters: dict[str, str]) -> str:
    return f"/promises/?{urlencode(filters)}"


def _nobody(by: By) -> str:
    """What the rest is called: promises that name none of what the rate is told apart by."""
    return {By.PERSON: _("owed by a department"), By.DEPARTMENT: _("owed by a person")}.get(by, _("none"))
