"""Any list as a calendar: a month or a week by one of its dates; records move to another day where they may."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from django.db.models import Count, DateField, F, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDay
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.grouping import Group, Grouping, rows_in
from followthrough.kernel.records.listing import counted, order_of, with_links
from followthrough.kernel.views.queries import Mine
from followthrough.web.lists import rows_of
from followthrough.web.looks.groups import address_in, span_label
from followthrough.web.looks.head import filtered, head_of
from followthrough.web.looks.look import Look
from followthrough.web.looks.moving import Ways, ways_of
from followthrough.web.looks.table import count_text
from followthrough.web.looks.times import Span, beside, span_around, span_of
from followthrough.web.looks.tools import usual_cards
from followthrough.web.shapes import Day, DayEntry, Link, Segment, TimePage
from followthrough.web.showing import title_column, url_of
from followthrough.web.wording import capital, count_of, long_day_text, number_text

SHOWN = {"month": 4, "week": 12}


def calendar_of(look: Look, mine: Mine) -> TimePage:
    """The days of a month or a week with their records."""
    today = look.reader.today
    span = span_of(look.asked.get("around", ""), today, "month")
    span = span if span.name in SHOWN else span_around(span.first, "month")
    first, last = _edges(span)
    by = Grouping(look.kind.fields[look.dates[0]], "day", look.reader.zone)
    numbers = _placed(look, by, first, last, SHOWN[span.name])
    entries = _entries(look, [pk for pk, _day, _count in numbers], ways_of(look.kind, by.field, look.actor))
    counts = {day: count for _pk, day, count in numbers}
    held: dict[date, list[DayEntry]] = {}
    for pk, day, _count in numbers:
        if pk in entries:
            held.setdefault(day, []).append(entries[pk])
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    made = [_day(look, by, day, span, tuple(held.get(day, ())), counts.get(day, 0)) for day in days]
    count, exact = counted(look.rows)
    within = sum(n for day, n in counts.items() if span.first <= day < span.after)
    whole = count_text(count, exact)
    return TimePage(
        name=capital(look.kind.label_plural),
        title=span_label(span.name, span.first, today),
        shape="calendar",
        count_text=whole,
        before_url=look.address(around=beside(span, -1).asked),
        now_url=look.address(around=None if span.name == "month" else span_around(today, span.name).asked),
        after_url=look.address(around=beside(span, 1).asked),
        spans=spans_of(look, span, tuple(SHOWN)),
        shown_text=count_of(within, count) if exact else number_text(within),
        links=undated(look, by),
        weekdays=tuple(format_date(day, "EEE", locale=(get_language() or "en").split("-")[0]) for day in days[:7]),
        weeks=tuple(tuple(made[n : n + 7]) for n in range(0, len(made), 7)),
        filtered=filtered(look),
        **head_of(look, mine),
    )


def spans_of(look: Look, span: Span, names: tuple[str, ...]) -> tuple[Segment, ...]:
    """The lengths of time there are to choose from."""
    words = {"week": _("Week"), "month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}
    today = look.reader.today
    day = today if span.first <= today < span.after else span.first
    return tuple(
        Segment(words[name], look.address(around=span_around(day, name).asked), current=name == span.name)
        for name in names
    )


def undated(look: Look, by: Grouping) -> tuple[Link, ...]:
    """The way to the rows that have no date, and so no place here."""
    if not look.kind.stored(by.field.name).null:
        return ()
    count, exact = counted(look.rows.filter(rows_in(by, None)))
    if not count:
        return ()
    words = _("%(count)s without a date") % {"count": count_text(count, exact)}
    return (Link(words, address_in(look, by, Group(None, None, count, {}, {}))),)


def _edges(span: Span) -> tuple[date, date]:
    """Whole weeks around the span."""
    first = span.first - timedelta(days=span.first.weekday())
    last = span.after + timedelta(days=-span.after.weekday() % 7)
    return first, last


def _placed(look: Look, by: Grouping, first: date, last: date, most: int) -> list[tuple[int, date, int]]:
    """The first records of each day with their day and how many it has: one query."""
    name = by.field.name
    instant = by.field.kind is Kind.INSTANT
    begin, end = _bounds(first, look, instant=instant), _bounds(last, look, instant=instant)
    rows: QuerySet[Any] = look.rows.filter(**{f"{name}__gte": begin, f"{name}__lt": end})
    day = TruncDay(name, tzinfo=by.zone, output_field=DateField()) if instant else F(name)
    order = order_of(look.kind, look.sort)
    placed = rows.order_by().annotate(
        placed_on=day,
        nth_of_day=Window(RowNumber(), partition_by=[day], order_by=order),
        on_day=Window(Count("pk"), partition_by=[day]),
    )
    first_ones = placed.filter(nth_of_day__lte=most).order_by("placed_on", "nth_of_day")
    return list(first_ones.values_list("pk", "placed_on", "on_day"))


def _bounds(day: date, look: Look, *, instant: bool) -> date | datetime:
    return datetime.combine(day, datetime.min.time(), look.reader.zone) if instant else day


def _entries(look: Look, numbers: list[int], ways: Ways) -> Mapping[int, DayEntry]:
    names = look.cards or usual_cards(look)[:1]
    rows = with_links(look.kind, look.kind.model._default_manager.filter(pk__in=numbers), names)
    records = list(rows)
    worded = rows_of(look.kind, records, [title_column(look.kind), *names], look.reader)
    sent = urlencode(look.parameters())
    return {
        record.pk: DayEntry(
            id=str(record.pk),
            ref=record.ref,
            title=record.title,
            url=url_of(record),
            notes=tuple(cell.text for cell in row.cells[1:] if cell.text),
            move_url=f"{url_of(record)}move?{sent}" if ways and ways.move(record, "2000-01-01") else "",
            version=str(record.version),
        )
        for record, row in zip(records, worded, strict=True)
    }


def _day(look: Look, by: Grouping, day: date, span: Span, entries: tuple[DayEntry, ...], count: int) -> Day:
    label = str(day.day) if day.day != 1 else format_date(day, "d MMM", locale=(get_language() or "en").split("-")[0])
    more = _("%(count)s more") % {"count": number_text(count - len(entries))}
    return Day(
        key=day.isoformat(),
        title=long_day_text(day),
        label=label,
        entries=entries,
        count=number_text(count) if count else "",
        more=Link(more, address_in(look, by, Group(day, None, count, {}, {}), cards=None))
        if count > len(entries)
        else None,
        is_today=day == look.reader.today,
        is_outside=not span.first <= day < span.after,
    )
