"""The page of a commitment: how it stands, drawn and in figures, its periods, its meters."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.registry import type_of
from followthrough.serving.usage.models import Meter
from followthrough.serving.usage.pages.chart import burn_chart
from followthrough.serving.usage.pages.saying import badge_of, facts_of_standing, quantity_text, sentence
from followthrough.serving.usage.queries.meters import meters_of_commitment
from followthrough.serving.usage.queries.standing import Standing, commitment_standing
from followthrough.serving.usage.rules.allowing import Balance
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import columns_of, listed_type, rows_of
from followthrough.web.record_page import details_panel, files_panel, panels_of, show_record
from followthrough.web.shapes import Cell, Empty, Link, RecordPage, TablePanel, TemplatePanel
from followthrough.web.shapes.lists import Column, Row
from followthrough.web.shapes.panels import Panel
from followthrough.web.showing import reader_of, url_of
from followthrough.web.timeline import timeline_panel
from followthrough.web.wording import day_text, percent_text
from followthrough.winning.contracts.models import Commitment
from followthrough.winning.contracts.queries.terms import calendar_of

METER_COLUMNS = ["name", "unit", "how", "charges", "closed_until"]


def commitment_page(request: HttpRequest, ref: str) -> HttpResponse:
    """One commitment, as it stands today or stood on the day asked for by `day`."""
    actor = actor_of_request(request)
    kind = listed_type("commitments", actor)
    commitment: Commitment = found_record(kind, ref, actor)
    if commitment.ref != ref:
        return redirect(url_of(commitment))
    reader, contract = reader_of(actor), commitment.contract
    today = calendar_of(contract, Calendars()).day_of(reader.now)
    found = commitment_standing(commitment, _day(request, today))
    page = RecordPage(
        title=commitment.title,
        ref=commitment.ref,
        kind=str(kind.label),
        subtitle=(
            Cell(contract.account.name, "link", url_of(contract.account)),
            Cell(contract.name, "link", url_of(contract), lead=_("under")),
            *(
                [Cell(contract.owner.name, "link", url_of(contract.owner), lead=_("looked after by"))]
                if contract.owner
                else []
            ),
        ),
        badges=(badge_of(found.word),) if found else (),
        facts=facts_of_standing(found, today, _days_url(commitment, found, actor)) if found else (),
        main=(
            *(_drawn(found, today) if found else ()),
            *panels_of(kind, commitment, actor, side=False),
            *([periods_panel(found, commitment, today)] if found else []),
        ),
        side=(
            meters_panel(commitment, actor),
            details_panel(kind, commitment, actor),
            *panels_of(kind, commitment, actor, side=True),
            files_panel(kind, commitment, actor),
            timeline_panel(commitment, kind, reader),
        ),
    )
    return show_record(request, kind, commitment, page)


def _day(request: HttpRequest, today: date) -> date:
    try:
        return min(date.fromisoformat(request.GET.get("day", "")), today)
    except ValueError:
        return today


def _drawn(found: Standing, today: date) -> tuple[Panel, ...]:
    end = found.period.end
    title = _("From %(start)s to %(end)s") % {
        "start": day_text(found.period.start, today=today),
        "end": day_text(end, today=today) if end else "",
    }
    return (
        TemplatePanel(
            "burn", title, note=sentence(found, today), body="usage/burn.html", content=burn_chart(found, today)
        ),
    )


def periods_panel(found: Standing, commitment: Commitment, today: date) -> TablePanel:
    """Each period of the term with what was taken, what was owed and allowed, and what rolled over."""
    columns = (
        Column(_("Period")),
        Column(_("Taken"), numeric=True),
        Column(_("At least"), numeric=True),
        Column(_("At most"), numeric=True),
        Column(_("Missing"), numeric=True),
        Column(_("Over"), numeric=True),
    )
    begun = [one for one in found.balances if one.allowance.period.start <= found.day]
    rows = tuple(_period_row(one, commitment, today) for one in reversed(begun))
    none = Empty(_("None yet."), _("The first begins with the term."))
    return TablePanel("periods", _("Periods of the term"), columns=columns, rows=rows, empty=none)


def _period_row(one: Balance, commitment: Commitment, today: date) -> Row:
    period = one.allowance.period
    end = period.end or today
    said = f"{day_text(period.start, today=today)} – {day_text(end, today=today)}"
    url = f"{url_of(commitment)}?day={end.isoformat()}"
    under_way = end >= today
    return Row(
        period.start.isoformat(),
        url,
        said,
        (
            Cell(said, "link", url, strong=True, note=_("under way") if under_way else ""),
            Cell(quantity_text(one.taken), "number"),
            Cell(quantity_text(one.owed), "number", note=_rolled(one.carried_minimum)),
            Cell(quantity_text(one.allowed), "number", note=_rolled(one.carried_maximum)),
            Cell(quantity_text(one.short) if one.short else "", "number", tone="plain" if under_way else "due"),
            Cell(quantity_text(one.over) if one.over else "", "number", tone="late"),
        ),
    )


def _rolled(carried: Any) -> str:
    return _("%(number)s rolled over") % {"number": quantity_text(carried)} if carried else ""


def meters_panel(commitment: Commitment, actor: Actor) -> TablePanel:
    """What counts for it."""
    kind = type_of(Meter)
    rows = list(Meter.visible_to(actor).filter(pk__in=meters_of_commitment(commitment).values("pk")).order_by("pk"))
    add = f"/meters/new?commitment={commitment.ref}&account={commitment.contract.account.ref}&back={url_of(commitment)}"
    return TablePanel(
        "meters",
        _("Counted by"),
        links=(Link(_("Add"), add),) if actor.may("meters.create") else (),
        columns=columns_of(kind, METER_COLUMNS[:3]),
        rows=rows_of(kind, rows, METER_COLUMNS[:3], reader_of(actor)),
        empty=Empty(_("No meter counts for it yet.")),
    )


def _days_url(commitment: Commitment, found: Standing, actor: Actor) -> str:
    """The days behind the figure, of its meter if it has one only."""
    meters = list(Meter.visible_to(actor).filter(pk__in=meters_of_commitment(commitment).values("pk"))[:2])
    if len(meters) != 1 or not actor.may("meters.view"):
        return ""
    end = min(found.period.end or found.day, found.day)
    return f"{url_of(meters[0])}taken?from={found.period.start.isoformat()}&to={end.isoformat()}"


def share_text(share: float | None) -> str:
    """In percent, nothing without a limit."""
    return percent_text(share) if share is not None else ""
