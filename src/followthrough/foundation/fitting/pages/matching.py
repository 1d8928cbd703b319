"""Say what each column of a table of parts is, in words a person who sells parts knows."""

from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followthrough.foundation.fitting.models import MEASURES, PartTable, TableState
from followthrough.foundation.fitting.pages.shapes import MatchPage, TableColumn
from followthrough.foundation.fitting.queries.attributes import attributes_by_name
from followthrough.foundation.fitting.queries.tables import PLAIN_UNITS, cell_text, data_rows, heads_of, open_table
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.problems import Invalid, Problem
from followthrough.kernel.records.registry import type_of
from followthrough.values.measures import Measure, units_of
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.shapes import Choice, Link
from followthrough.web.wording import capital, number_text

SAMPLES, EMPTY_LINES = 4, 2
SERIES = {Measure.SIZE: ("DN", "in"), Measure.RATING: ("lb", "PN")}


@require_http_methods(["GET", "HEAD", "POST"])
def match_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The columns as guessed or as said. POST keeps them, and with `put_in` makes the parts."""
    actor = actor_of_request(request)
    table: PartTable = found_record(type_of(PartTable), ref, actor)
    if table.state != TableState.DRAFT:
        return redirect(f"/part-tables/{ref}/")
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        key = request.POST.get("idempotency_key", "")
        try:
            outcome = run(
                actions_on(PartTable)["match"], actor=actor, surface="web", target=ref, values=_sent(request), key=key
            )
            if "put_in" in request.POST:
                act = actions_on(PartTable)["put-in"]
                outcome = run(act, actor=actor, surface="web", target=ref, values={}, key=f"{key}-in" if key else "")
        except Invalid as invalid:
            problems = tuple(map(str, invalid.fields.values()))
        except Problem as problem:
            problems = (str(problem.message),)
        else:
            keep_toast(request, toast_of(outcome))
            return redirect(f"/part-tables/{ref}/" if "put_in" in request.POST else f"/part-tables/{ref}/match")
    page = _page(table, problems, request)
    crumbs = (Link(capital(type_of(PartTable).label_plural), "/part-tables/"), Link(table.name, f"/part-tables/{ref}/"))
    return show(request, "fitting/match.html", page, title=_("Columns"), crumbs=crumbs, status=422 if problems else 200)


def _sent(request: HttpRequest) -> dict[str, object]:
    posted = request.POST
    columns = {
        index: {
            "to": posted.get(f"to-{index}", ""),
            "measure": posted.get(f"measure-{index}", ""),
            "unit": posted.get(f"unit-{index}", ""),
            "tells": f"tells-{index}" in posted,
            "several": f"several-{index}" in posted,
            "end_of": posted.get(f"end_of-{index}", ""),
        }
        for index in posted.getlist("column")
    }
    names, texts = posted.getlist("same-name"), posted.getlist("same-text")
    same = {name.strip(): text for name, text in zip(names, texts, strict=False) if name.strip()}
    options = {"plain_unit": posted.get("plain_unit", "mm"), "lists": posted.get("lists", "parts")}
    sent: dict[str, object] = {"family": posted.get("family", ""), "same": same, "options": options}
    return sent if "again" in posted else sent | {"columns": columns}


def _page(table: PartTable, problems: tuple[str, ...], request: HttpRequest) -> MatchPage:
    opened = open_table(table.sha256, table.name, table.options)
    sample = list(islice(data_rows(opened), 40))
    known = attributes_by_name(actor_of_request(request))
    columns = []
    for index, head in enumerate(heads_of(opened)):
        plan = table.columns.get(str(index), {"to": "", "measure": "text"})
        cells = dict.fromkeys(cell_text(row.cells[index]) for row in sample if index < len(row.cells))
        samples = tuple(cell for cell in cells if cell)[:SAMPLES]
        columns.append(_column(str(index), head, samples, plan))
    unit, lists = table.options.get("plain_unit", "mm"), table.options.get("lists", "parts")
    return MatchPage(
        url=f"/part-tables/{table.ref}/match",
        version=str(table.version),
        idempotency_key=fresh_key(),
        family=table.family,
        columns=tuple(columns),
        same=(*table.same.items(), *(("", ""),) * EMPTY_LINES),
        known=tuple(sorted({one.name for one in known.values()})),
        plain_units=tuple(Choice(one, one, one == unit) for one in PLAIN_UNITS),
        lists=(
            Choice("parts", _("a part for each of its values"), lists == "parts"),
            Choice("values", _("several values of one part"), lists == "values"),
        ),
        facts=((_("File"), table.name), (_("Rows"), number_text(table.rows))),
        errors=problems,
    )


def _column(index: str, head: str, samples: tuple[str, ...], plan: dict[str, object]) -> TableColumn:
    measure = Measure(str(plan["measure"]))
    offered = ("", *SERIES.get(measure, units_of(measure) or ("mm", "in", "DN", "lb", "PN", "bar", "°C", "°", "kg")))
    return TableColumn(
        index,
        head,
        samples,
        str(plan["to"]),
        tuple(Choice(one.value, str(words), one is measure) for one, words in MEASURES.items()),
        tuple(Choice(unit, unit or _("as written"), unit == plan.get("unit", "")) for unit in dict.fromkeys(offered)),
        bool(plan.get("tells")),
        bool(plan.get("several")),
        str(plan.get("end_of", "")),
    )
