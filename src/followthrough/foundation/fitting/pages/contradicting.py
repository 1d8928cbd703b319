"""What contradicts itself among the parts: by sort, each with its part and the one it was compared with."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followthrough.foundation.fitting.queries.contradictions import Contradiction, contradictions, counted, sort_text
from followthrough.kernel.records.problems import Denied
from followthrough.web.frame import actor_of_request, show
from followthrough.web.shapes import Cell, Column, Empty, Fact, ReportPage, Row, TablePanel
from followthrough.web.showing import url_of
from followthrough.web.wording import number_text


@require_safe
def contradictions_page(request: HttpRequest) -> HttpResponse:
    """All of them, found by looking at every part now."""
    actor = actor_of_request(request)
    if not actor.may("products.view"):
        raise Denied(_("Your role may not look at products."))
    found = contradictions(actor)
    counts = counted(found)
    columns = (Column(_("Part")), Column(_("What")), Column(_("Compared with")))
    panels = tuple(
        TablePanel(
            key=sort,
            title=sort_text(sort),
            count=number_text(count),
            columns=columns,
            rows=tuple(_row(one) for one in found if one.sort == sort),
        )
        for sort, count in counts.items()
    )
    nothing = TablePanel(
        key="nothing", title=_("Contradictions"), empty=Empty(_("No part contradicts itself or another."), icon="check")
    )
    page = ReportPage(
        facts=tuple(Fact(sort_text(sort), number_text(count)) for sort, count in counts.items()),
        panels=(),
        wide=panels or (nothing,),
        note=_("Looked for at this moment among all parts. What is out of step may be right: look at the standard."),
    )
    return show(request, "web/report.html", page, title=_("Contradictions among parts"))


def _row(one: Contradiction) -> Row:
    part = Cell(one.product.title, "link", url_of(one.product))
    beside = Cell(one.beside.title, "link", url_of(one.beside)) if one.beside else Cell("")
    return Row(one.product.ref, url_of(one.product), one.product.title, (part, Cell(one.text), beside))
