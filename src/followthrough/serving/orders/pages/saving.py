"""Save one value of an order's line, move a line or take it away; the answer is what changed on the page."""

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
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.pages.shown import shown_lines, shown_totals
from followthrough.serving.orders.queries.standing import lines_of
from followthrough.web.fields import typed_values
from followthrough.web.forms import conflict_of, found_record
from followthrough.web.frame import actor_of_request
from followthrough.web.lists import listed_type
from followthrough.web.posted import posted
from followthrough.web.showing import reader_of

TYPED = ("description", "quantity", "unit_price", "discount", "promised_on")
ARRANGING = {"earlier": "put-earlier", "later": "put-later", "delete": "delete"}


@require_POST
def change_line(request: HttpRequest, ref: str) -> JsonResponse:
    """Change one value of one line. Answers the grid and the sums; 422 what is wrong; 409 what somebody else wrote."""
    actor = actor_of_request(request)
    order, line = _found(request, ref, actor)
    name = request.POST.get("name", "")
    if name not in TYPED:
        raise Denied(_("This value can't be changed here."))
    kind = type_of(OrderLine)
    typed = typed_values(request, [kind.fields[name]]).get(name, "")
    try:
        outcome = run(
            actions_on(OrderLine)["edit"],
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
    return JsonResponse(answer_of(order, actor, undo=f"/history/{outcome.run}/undo"))


@require_POST
def arrange_line(request: HttpRequest, ref: str) -> HttpResponse:
    """Move a line up or down, or delete it."""
    actor = actor_of_request(request)
    order, line = _found(request, ref, actor)
    verb = ARRANGING.get(request.POST.get("do", ""))
    if verb is None:
        raise NotFound(_("There is no such action."))
    key = request.POST.get("idempotency_key", "")
    try:
        outcome = run(actions_on(OrderLine)[verb], actor=actor, surface="web", target=line.ref, values={}, key=key)
    except Problem as problem:
        return JsonResponse({"error": str(problem.message)}, status=422)
    undo = f"/history/{outcome.run}/undo" if outcome.is_undoable else ""
    return JsonResponse(answer_of(order, actor, said=outcome.message, undo=undo))


def _found(request: HttpRequest, ref: str, actor: Actor) -> tuple[Order, OrderLine]:
    order: Order = found_record(listed_type("orders", actor), ref, actor)
    lines = OrderLine.visible_to(actor).filter(order=order, ref=request.POST.get("line", ""))
    line = lines.select_related("order", "product", "tax").first()
    if line is None:
        raise NotFound(_("The line is no longer there. Load the page again."))
    return order, line


def answer_of(order: Order, actor: Actor, *, said: str = "", undo: str = "") -> dict[str, Any]:
    """The rows and sums as they are now; the page keeps the field that has the focus."""
    order = Order.visible_to(actor).select_related("account", "department").get(pk=order.pk)
    lines = lines_of(order)
    rows = {"lines": shown_lines(order, lines, reader_of(actor)), "is_open": True}
    return {
        "rows": render_to_string("orders/rows.html", rows),
        "totals": render_to_string("quotes/totals.html", {"totals": shown_totals(order, lines)}),
        "approval": "",
        "blocked": "",
        "said": said,
        "undo": undo,
    }
