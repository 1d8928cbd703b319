"""What goes into a quote: one product or some words, many products, rows of a sheet after a look."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.problems import Invalid, Problem
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, toast_of
from followthrough.web.lists import listed_type
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.pages.saving import answer_of
from followthrough.winning.quotes.queries.pasting import PastedRow, read_rows


@dataclass(frozen=True, slots=True)
class RowsDialog:
    """quotes/rows_dialog.html: pasted rows before they go in; `rows_json` brings them back as they were checked."""

    url: str
    rows: tuple[PastedRow, ...]
    rows_json: str
    summary: str
    submit: str
    idempotency_key: str
    error: str = ""


@require_POST
def add_line(request: HttpRequest, ref: str) -> JsonResponse:
    """Add one line: the product chosen, the product whose code was typed, or else the words as they are."""
    actor = actor_of_request(request)
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    verb, values = _asked(request, actor)
    try:
        outcome = _done(request, quote, verb, values, actor)
    except Problem as problem:
        wrong = problem.fields if isinstance(problem, Invalid) else {}
        return JsonResponse({"error": str(next(iter(wrong.values()), problem.message))}, status=422)
    return JsonResponse(answer_of(quote, actor, said=outcome.message, undo=toast_of(outcome).undo_url))


@require_POST
def paste_rows(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what pasted rows would become; with `do=apply` the right ones go in."""
    actor = actor_of_request(request)
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    if request.POST.get("do") != "apply":
        return _shown(request, quote, read_rows(request.POST.get("text", ""), actor))
    rows = [PastedRow(**row) for row in json.loads(request.POST.get("rows", "[]"))]
    right = {"rows": [row.stored for row in rows if not row.problem]}
    try:
        outcome = _done(request, quote, "add-rows", {"block": right}, actor)
    except Problem as problem:
        return _shown(request, quote, rows, error=str(problem.message))
    keep_toast(request, toast_of(outcome))
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _asked(request: HttpRequest, actor: Actor) -> tuple[str, dict[str, Any]]:
    text = request.POST.get("text", "").strip()[:300]
    if chosen := request.POST.get("product", ""):
        return "add-products", {"products": [chosen]}
    known = Product.visible_to(actor).filter(code__iexact=text).first() if text else None
    if known and "heading" not in request.POST:
        return "add-products", {"products": [known.ref]}
    return "add-words", {"text": text, "is_heading": "heading" in request.POST}


def _done(request: HttpRequest, quote: Quote, verb: str, values: dict[str, Any], actor: Actor) -> Outcome:
    key = request.POST.get("idempotency_key", "")
    return run(actions_on(Quote)[verb], actor=actor, surface="web", target=quote.ref, values=values, key=key)


def _shown(request: HttpRequest, quote: Quote, rows: list[PastedRow], *, error: str = "") -> HttpResponse:
    right = [row for row in rows if not row.problem]
    named = sum(bool(row.product) for row in right)
    gaps = {"named": named, "words": len(right) - named, "wrong": len(rows) - len(right)}
    page = RowsDialog(
        url=f"/quotes/{quote.ref}/rows",
        rows=tuple(rows),
        rows_json=json.dumps([row.stored for row in rows]),
        summary=_("%(named)d with a product, %(words)d in words only, %(wrong)d not right") % gaps,
        submit=ngettext("Add %(count)d line", "Add %(count)d lines", len(right)) % {"count": len(right)}
        if right
        else "",
        idempotency_key=fresh_key(),
        error=error,
    )
    return render(request, "quotes/rows_dialog.html", {"page": page}, status=422 if error else 200)
