"""A record beside its list: what decides, its values to change in place, and what happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from followthrough.web.buttons import record_buttons
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.record_page import badges_of, details_panel, facts_of
from followthrough.web.shapes.panels import BesidePage
from followthrough.web.showing import reader_of, url_of
from followthrough.web.timeline import timeline_panel


def record_beside(request: HttpRequest, plural: str, ref: str) -> HttpResponse:
    """One record as the list's side panel shows it."""
    actor = actor_of_request(request)
    kind = listed_type(plural, actor)
    record = found_record(kind, ref, actor)
    reader = reader_of(actor)
    actions, more = record_buttons(record, actor)
    page = BesidePage(
        title=record.title,
        ref=record.ref,
        url=url_of(record),
        badges=badges_of(kind, record, reader.now.astimezone(reader.zone)),
        facts=facts_of(kind, record, reader),
        panels=(details_panel(kind, record, actor), timeline_panel(record, kind, reader)),
        actions=(*actions, *more),
    )
    return render(request, "web/parts/beside.html", {"page": page})
