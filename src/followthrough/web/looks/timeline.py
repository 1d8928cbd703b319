"""Any list as a timeline: bars between two dates, or points, in groups if asked for."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date
from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.grouping import Grouping, groups_of, rows_in
from followthrough.kernel.records.listing import counted, first_of_each, with_links
from followthrough.kernel.views.queries import Mine
from followthrough.web.looks.calendar import spans_of, undated
from followthrough.web.looks.groups import address_in, group_label, span_label
from followthrough.web.looks.head import filtered, head_of
from followthrough.web.looks.look import Look
from followthrough.web.looks.table import count_text
from followthrough.web.looks.times import Span, beside, months_on, span_around, span_of
from followthrough.web.shapes import BarGroup, Empty, Link, TimeBar, TimePage
from followthrough.web.showing import url_of
from followthrough.web.wording import capital, count_of, day_text, number_text

BARS = 100
BARS_IN_GROUP = 20
SPANS = ("month", "quarter", "year")


def timeline_of(look: Look, mine: Mine) -> TimePage:
    """What runs in a month, a quarter or a year."""
    today = look.reader.today
    span = span_of(look.asked.get("around", ""), today, "quarter")
    span = span if span.name in SPANS else span_around(span.first, "month")
    rows = _running(look, span)
    groups, within = _groups(look, rows, span)
    count, exact = counted(look.rows)
    fields = look.kind.fields
    begins = Grouping(fields[look.dates[0]], "day", look.reader.zone)
    return TimePage(
        name=capital(look.kind.label_plural),
        title=_title(span),
        shape="timeline",
        count_text=count_text(count, exact),
        before_url=look.address(around=beside(span, -1).asked),
        now_url=look.address(around=None if span.name == "quarter" else span_around(today, span.name).asked),
        after_url=look.address(around=beside(span, 1).asked),
        spans=spans_of(look, span, SPANS),
        shown_text=count_of(within, count) if exact else number_text(within),
        links=undated(look, begins),
        marks=_marks(span),
        today_left=_percent(today, span) if span.first <= today < span.after else "",
        groups=groups,
        empty=None if groups else _nothing(look, span),
        filtered=filtered(look),
        **head_of(look, mine),
    )


def _nothing(look: Look, span: Span) -> Empty:
    words = {"plural": look.kind.label_plural, "when": _title(span)}
    return Empty(
        _("No %(plural)s in %(when)s.") % words,
        _("A record stands here from its first date to its last. Look at another time, or choose other dates."),
        icon="calendar-days",
    )


def _running(look: Look, span: Span) -> QuerySet[Any]:
    """The rows whose bar or point lies within the span; a bar without an end is a point."""
    first, *rest = look.dates
    begin, after = _edge(look, first, span.first), _edge(look, first, span.after)
    points = Q(**{f"{first}__gte": begin, f"{first}__lt": after})
    if not rest:
        return look.rows.filter(points)
    last = rest[0]
    bars = Q(**{f"{first}__lt": after, f"{last}__gte": _edge(look, last, span.first)})
    return look.rows.filter(bars | points)


def _edge(look: Look, name: str, day: date) -> date | datetime:
    if look.kind.fields[name].kind is Kind.INSTANT:
        return datetime.combine(day, datetime.min.time(), look.reader.zone)
    return day


def _groups(look: Look, rows: QuerySet[Any], span: Span) -> tuple[tuple[BarGroup, ...], int]:
    """The bars, in the order they begin; in groups the first of each."""
    if look.group is None:
        order = [F(look.dates[0]).asc(nulls_last=True), F("id").asc()]
        found = list(with_links(look.kind, rows, (look.columns[0],)).order_by(*order)[: BARS + 1])
        within = len(found) if len(found) <= BARS else counted(rows)[0]
        more = _more(look, within - BARS, look.address(**{"as": None, "group": None})) if len(found) > BARS else None
        bars = _bars(look, found[:BARS], span)
        return ((BarGroup("", number_text(within), bars, more),) if bars else ()), within
    by = look.group
    groups = groups_of(look.kind, rows, by).groups
    parts = {group.key: rows.filter(rows_in(by, group.key)) for group in groups}
    sort = look.dates[0] if look.dates[0] in look.kind.sorts else look.sort
    records = first_of_each(look.kind, parts, sort=sort, limit=BARS_IN_GROUP, names=(look.columns[0],))
    shown = []
    for group in groups:
        mine = records[group.key]
        rest = group.count - len(mine)
        more = _more(look, rest, address_in(look, by, group)) if rest else None
        label = group_label(by, group, look.reader)
        shown.append(BarGroup(label, number_text(group.count), _bars(look, mine, span), more))
    return tuple(shown), sum(group.count for group in groups)


def _more(look: Look, rest: int, url: str) -> Link:
    return Link(_("%(count)s more") % {"count": number_text(rest)}, url)


def _bars(look: Look, records: Sequence[Any], span: Span) -> tuple[TimeBar, ...]:
    return tuple(_bar(look, record, span) for record in records)


def _bar(look: Look, record: Any, span: Span) -> TimeBar:
    first, *rest = look.dates
    begins = _day_of(look, look.kind.fields[first], record)
    ends = _day_of(look, look.kind.fields[rest[0]], record) if rest else None
    today = look.reader.today
    words = day_text(begins, today=today) if begins else ""
    if begins is None or ends is None or ends < begins:
        at = begins or ends or span.first
        return TimeBar(record.ref, record.title, url_of(record), words, _percent(at, span))
    words = _("%(first)s to %(last)s") % {"first": words, "last": day_text(ends, today=today)}
    left, right = max(begins, span.first), min(ends + timedelta(days=1), span.after)
    width = f"{100 * max((right - left).days, 1) / span.days:.2f}%"
    return TimeBar(
        record.ref,
        record.title,
        url_of(record),
        words,
        _percent(left, span),
        width,
        opens=begins < span.first,
        runs_on=ends >= span.after,
    )


def _day_of(look: Look, field: Field, record: Any) -> date | None:
    value = getattr(record, field.name)
    return value.astimezone(look.reader.zone).date() if isinstance(value, datetime) else value


def _percent(day: date, span: Span) -> str:
    return f"{100 * (day - span.first).days / span.days:.2f}%"


def _marks(span: Span) -> tuple[tuple[str, str], ...]:
    """The months of a quarter or year, the weeks of a month."""
    locale = (get_language() or "en").split("-")[0]
    if span.name == "month":
        first = span.first + timedelta(days=-span.first.weekday() % 7)
        days = [first + timedelta(days=7 * n) for n in range(5) if first + timedelta(days=7 * n) < span.after]
        return tuple((_percent(day, span), format_date(day, "d MMM", locale=locale)) for day in days)
    months = [months_on(span.first, n) for n in range(3 if span.name == "quarter" else 12)]
    return tuple((_percent(day, span), format_date(day, "MMM", locale=locale)) for day in months)


def _title(span: Span) -> str:
    return span_label(span.name, span.first, span.first)
