"""What customers said of deliveries: by department, and what they wrote."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import type_of
from followthrough.serving.deliveries.models import Satisfaction
from followthrough.serving.deliveries.queries.standing import Said, asked_since, said_by_department, said_in_all
from followthrough.web.frame import actor_of_request, show
from followthrough.web.lists import columns_of, rows_of
from followthrough.web.shapes import Cell, Column, Empty, Fact, ReportPage, Row, Segment, TablePanel
from followthrough.web.showing import reader_of
from followthrough.web.wording import count_of, number_text, percent_text

PERIODS = (30, 90, 365)
WRITTEN = 20
SHOWN = ["promise", "account", "department", "on_time", "as_expected", "words"]


def said_page(request: HttpRequest) -> HttpResponse:
    """How many were asked and answered, and what they said, for 30, 90 or 365 days."""
    actor = actor_of_request(request)
    if not actor.may("satisfactions.view"):
        raise Denied(_("Your role may not see what customers said."))
    reader = reader_of(actor)
    asked_days = request.GET.get("days", "")
    days = int(asked_days) if asked_days in map(str, PERIODS) else PERIODS[1]
    since = reader.now - timedelta(days=days)
    rows = asked_since(actor, since)
    total = said_in_all(rows)
    span = {"view": "all", "asked_at__gte": since.date().isoformat()}
    written = list(
        rows.filter(answered_at__isnull=False)
        .select_related("promise", "account", "department")
        .order_by("-answered_at")[:WRITTEN]
    )
    kind = type_of(Satisfaction)
    page = ReportPage(
        facts=(
            Fact(_("Asked"), number_text(total.asked), url=f"/satisfactions/?{urlencode(span)}" if total.asked else ""),
            Fact(_("Answered"), count_of(total.answered, total.asked)),
            Fact(_("In time, they say"), _share(total.on_time, total.answered)),
            Fact(_("As expected, they say"), _share(total.as_expected, total.answered)),
        ),
        panels=(),
        wide=(
            TablePanel(
                "departments",
                _("Department"),
                columns=tuple(
                    Column(word, numeric=place > 0)
                    for place, word in enumerate(
                        (_("Department"), _("Asked"), _("Answered"), _("In time"), _("As expected"))
                    )
                ),
                rows=tuple(_row(one, span) for one in said_by_department(rows)),
                empty=Empty(
                    _("Nobody was asked yet."),
                    _("Ask from the week of deliveries, or on a kept promise."),
                    "message-circle",
                ),
            ),
            TablePanel(
                "answers",
                _("What they said last"),
                columns=columns_of(kind, SHOWN),
                rows=rows_of(kind, written, SHOWN, reader),
                empty=Empty(_("Nobody has answered yet.")),
            ),
        ),
        note=_("Counted by the day a customer was asked; shares are of those who answered."),
    )
    return show(
        request,
        "web/report.html",
        page,
        title=_("What customers said"),
        segments=tuple(
            Segment(_("%(days)s days") % {"days": one}, f"?{urlencode({'days': one})}", one == days) for one in PERIODS
        ),
        segments_label=_("Period"),
    )


def _row(one: Said, span: dict[str, str]) -> Row:
    name = one.name or _("none")
    url = f"/satisfactions/?{urlencode({**span, 'department': str(one.key)})}" if one.key else ""
    return Row(
        str(one.key),
        url,
        name,
        (
            Cell(name, "link", url, strong=True),
            Cell(number_text(one.asked), "number"),
            Cell(number_text(one.answered), "number"),
            Cell(_share(one.on_time, one.answered), "number"),
            Cell(_share(one.as_expected, one.answered), "number"),
        ),
    )


def _share(some: int, whole: int) -> str:
    return percent_text(Decimal(some) / whole) if whole else _("none yet")
