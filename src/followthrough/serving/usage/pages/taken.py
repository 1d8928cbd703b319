"""What a meter counted: day by day, and of one day each event as it came in."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.serving.usage.models import Meter, UsageBatch, UsageDay, UsageEvent
from followthrough.serving.usage.pages.saying import quantity_text
from followthrough.serving.usage.queries.used import used
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import listed_type
from followthrough.web.shapes import Cell, Empty, Fact, Link, ReportPage, TablePanel
from followthrough.web.shapes.lists import Column, Row
from followthrough.web.showing import Reader, reader_of, url_of
from followthrough.web.wording import day_text, full_text, number_text

USUAL = timedelta(days=92)
MOST_DAYS, MOST_EVENTS = 400, 500


def taken_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The days from `from` to `to`, the last quarter if none are asked for; of a single day its events."""
    actor = actor_of_request(request)
    meter: Meter = found_record(listed_type("meters", actor), ref, actor)
    reader = reader_of(actor)
    end = _asked(request, "to") or reader.today
    start = _asked(request, "from") or end - USUAL
    start = min(start, end)
    total = used([meter.pk], start, end)
    facts = [Fact(_("Taken"), quantity_text(total), note=meter.unit)]
    if meter.closed_until:
        facts.append(Fact(_("Closed until"), day_text(meter.closed_until, today=reader.today)))
    panel = (
        _events(meter, start, reader, request.GET.get("after", ""))
        if start == end
        else _days(meter, start, end, reader)
    )
    gaps = {"start": day_text(start, today=reader.today), "end": day_text(end, today=reader.today)}
    title = _("%(meter)s on %(day)s") if start == end else _("%(meter)s from %(day)s to %(end)s")
    return show(
        request,
        "web/report.html",
        ReportPage(
            tuple(facts), (), wide=(panel,), note=_("Days are those of the time zone %(zone)s.") % {"zone": meter.zone}
        ),
        title=title % {"meter": meter.name, "day": gaps["start"], "end": gaps["end"]},
        crumbs=(Link(_("Meters"), "/meters/"), Link(meter.name, url_of(meter))),
    )


def _asked(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _days(meter: Meter, start: date, end: date, reader: Reader) -> TablePanel:
    found = UsageDay.objects.filter(meter=meter, day__gte=start, day__lte=end).order_by("-day")[: MOST_DAYS + 1]
    columns = (
        Column(_("Day")),
        Column(_("Events"), numeric=True),
        Column(_("Quantity"), numeric=True),
        Column(_("Of it for closed days"), numeric=True),
    )
    rows = []
    for one in found[:MOST_DAYS]:
        url = f"{url_of(meter)}taken?{urlencode({'from': one.day.isoformat(), 'to': one.day.isoformat()})}"
        said = day_text(one.day, today=reader.today)
        quantity = one.quantity if meter.how == "sum" else one.peak
        adjusted = quantity_text(one.adjusted) if one.adjusted else ""
        cells = (
            Cell(said, "link", url, strong=True),
            Cell(number_text(one.events), "number"),
            Cell(quantity_text(quantity), "number"),
            Cell(adjusted, "number"),
        )
        rows.append(Row(one.day.isoformat(), url, said, cells))
    return TablePanel(
        "days", _("Day by day"), columns=columns, rows=tuple(rows), empty=Empty(_("Nothing was counted."))
    )


def _events(meter: Meter, day: date, reader: Reader, after: str) -> TablePanel:
    asked = UsageEvent.objects.filter(meter=meter, counted_on=day).order_by("pk")
    if after.isascii() and after.isdigit() and len(after) < 19:
        asked = asked.filter(pk__gt=int(after))
    found = list(asked[: MOST_EVENTS + 1])
    batches = UsageBatch.visible_to(reader.actor).in_bulk({one.batch_id for one in found})
    columns = (
        Column(_("Id")),
        Column(_("When")),
        Column(_("Quantity"), numeric=True),
        Column(_("Subject")),
        Column(_("Received")),
        Column(_("Sent in")),
    )
    rows = tuple(_event_row(one, reader, batches) for one in found[:MOST_EVENTS])
    more: tuple[Link, ...] = ()
    if len(found) > MOST_EVENTS:
        query = urlencode({"from": day.isoformat(), "to": day.isoformat(), "after": found[MOST_EVENTS - 1].pk})
        more = (Link(_("More events"), f"{url_of(meter)}taken?{query}"),)
    return TablePanel(
        "events", _("Events"), columns=columns, rows=rows, links=more, empty=Empty(_("Nothing was counted."))
    )


def _event_row(one: UsageEvent, reader: Reader, batches: dict[int, UsageBatch]) -> Row:
    note = ""
    if one.corrects:
        note = _("corrects %(id)s") % {"id": one.corrects}
    elif one.own_day != one.counted_on:
        note = _("belongs to %(day)s, which was closed") % {"day": day_text(one.own_day, today=reader.today)}
    batch = batches.get(one.batch_id)
    sent = Cell(batch.ref, "link", url_of(batch)) if batch else Cell("", quiet=True)
    return Row(
        str(one.pk),
        "",
        one.event_id,
        (
            Cell(one.event_id, strong=True, note=note),
            Cell(full_text(one.at, zone=reader.zone)),
            Cell(quantity_text(one.quantity), "number"),
            Cell(one.subject),
            Cell(full_text(one.received_at, zone=reader.zone)),
            sent,
        ),
    )
