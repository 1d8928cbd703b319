"""Save one value of a line, move a line or take it away; the answer is what changed on the page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Problem, Stale
from followthrough.kernel.records.registry import type_of
from followthrough.web.fields import typed_values
from followthrough.web.forms import conflict_of, found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.posted import posted
from followthrough.web.showing import reader_of
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.pages.approving import approving
from followthrough.winning.quotes.pages.shown import ShownLine, shown_lines, shown_totals
from followthrough.winning.quotes.queries.totals import lines_of, totals_of

TYPED = ("description", "quantity", "unit_price", "discount")
ARRANGING = {"earlier": "put-earlier", "later": "put-later", "delete": "delete", "lower": "lower"}


@require_POST
def change_line(request: HttpRequest, ref: str) -> JsonResponse:
    """Change one value of one line. Answers the grid and the sums; 422 what is wrong; 409 what somebody else wrote."""
    actor = actor_of_request(request)
    quote, line = _found(request, ref, actor)
    name = request.POST.get("name", "")
    if name not in TYPED:
        raise Denied(_("This value can't be changed here."))
    kind = type_of(Line)
    typed = typed_values(request, [kind.fields[name]]).get(name, "")
    try:
        outcome = run(
            actions_on(Line)["edit"],
            actor=actor,
            surface="web",
            target=line.ref,
            values={name: typed},
            **posted(request),
        )
    except Stale as problem:
        conflict = conflict_of(kind, line, problem, actor)
        gaps = {"who": conflict.who, "when": conflict.when, "value": conflict.rows[0].theirs}
        error = _("%(who)s changed this at %(when)s to %(value)s. Press Enter again to write yours over it.") % gaps
        return JsonResponse({"error": error, "version": problem.version}, status=409)
    except Invalid as problem:
        return JsonResponse({"error": str(problem.fields.get(name, problem.message))}, status=422)
    except Problem as problem:
        return JsonResponse({"error": str(problem.message)}, status=422)
    return JsonResponse(
        answer_of(quote, actor, undo=f"/history/{outcome.run}/undo", stands=request.POST.get("shown", ""))
    )


@require_POST
def arrange_line(request: HttpRequest, ref: str) -> HttpResponse:
    """Move a line up or down, delete it, or lower its discount to the reader's limit."""
    actor = actor_of_request(request)
    quote, line = _found(request, ref, actor)
    verb = ARRANGING.get(request.POST.get("do", ""))
    if verb is None:
        raise NotFound(_("There is no such action."))
    key = request.POST.get("idempotency_key", "")
    try:
        outcome = run(actions_on(Line)[verb], actor=actor, surface="web", target=line.ref, values={}, key=key)
    except Problem as problem:
        return JsonResponse({"error": str(problem.message)}, status=422)
    undo = f"/history/{outcome.run}/undo" if outcome.is_undoable else ""
    return JsonResponse(answer_of(quote, actor, said=outcome.message, undo=undo))


def _found(request: HttpRequest, ref: str, actor: Actor) -> tuple[Quote, Line]:
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    lines = Line.visible_to(actor).filter(opportunity=quote.opportunity_id, ref=request.POST.get("line", ""))
    line = lines.select_related("opportunity", "product", "tax").first()
    if line is None:
        raise NotFound(_("The line is no longer there. Load the page again."))
    return quote, line


def answer_of(quote: Quote, actor: Actor, *, said: str = "", undo: str = "", stands: str = "") -> dict[str, Any]:
    """The rows and sums as they are now; the page keeps the field that has the focus.

    `stands` is what the page shows, as `line:version` with a `!` for marked lines, parted by commas: where it shows the
    same lines in the same order, only rows that are no longer so are drawn.
    """
    quote = Quote.visible_to(actor).select_related("opportunity").get(pk=quote.pk)
    lines = lines_of(quote)
    reader = reader_of(actor)
    approval = approving(quote, lines, reader, is_open=True)
    sums = {"totals": shown_totals(quote, lines, totals_of(quote, lines), actor)}
    return {
        **_drawn(shown_lines(lines, reader, approval.marks), stands),
        "totals": render_to_string("quotes/totals.html", sums),
        "approval": approval.html,
        "blocked": approval.blocked,
        "said": said,
        "undo": undo,
    }


def _drawn(rows: Sequence[ShownLine], stands: str) -> dict[str, Any]:
    seen = dict(one.partition(":")[::2] for one in stands.split(","))
    if list(seen) != [row.ref for row in rows]:
        return {"rows": _html(rows)}
    changed = [row for row in rows if row.mark or seen[row.ref] != str(row.version)]  # a mark that went is `!` there
    return {"changed": {row.ref: _html([row]) for row in changed}}


def _html(rows: Sequence[ShownLine]) -> str:
    return render_to_string("quotes/rows.html", {"lines": rows, "is_open": True})
