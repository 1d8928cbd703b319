"""What goes into an order: a product or words, rows of a sheet or of their purchase order after a look."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
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
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.pages.saving import answer_of
from followthrough.serving.orders.pages.shown import price_text
from followthrough.serving.orders.queries.reading import (
    CheckedRow,
    beside_agreed,
    checked_rows,
    decided,
    text_of_file,
)
from followthrough.serving.orders.queries.standing import lines_of
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.showing import reader_of
from followthrough.web.wording import day_text
from followthrough.winning.quotes.queries.pasting import PastedRow


@dataclass(frozen=True, slots=True)
class RowSaid:
    """The figures of a row as its reader writes them; `is_over` where the day it is wanted on has gone by.

    `is_there` says that a line of the order has the product already.
    """

    wanted: str
    is_over: bool
    theirs: str
    agreed: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class RowsDialog:
    """orders/rows_dialog.html: rows before they go in, with what has to be decided; `rows_json` brings them back."""

    url: str
    rows: tuple[CheckedRow, ...]
    said: tuple[RowSaid, ...]
    rows_json: str
    summary: str
    submit: str
    idempotency_key: str
    currency: str
    error: str = ""

    @property
    def lines(self) -> list[tuple[CheckedRow, RowSaid]]:
        """Each row with its figures in words."""
        return list(zip(self.rows, self.said, strict=True))

    @property
    def twice(self) -> str:
        """What adding rows means whose products the order has already; empty where there are none."""
        count = sum(one.is_there for one in self.said)
        words = ngettext(
            "%(count)d row is for a product that is on the order already: it would be ordered twice.",
            "%(count)d rows are for products that are on the order already: they would be ordered twice.",
            count,
        )
        return words % {"count": count} if count else ""

    @property
    def has_days(self) -> bool:
        """Whether any row says when it is wanted."""
        return any(one.row.wanted_on for one in self.rows)


@require_POST
def add_line(request: HttpRequest, ref: str) -> JsonResponse:
    """Add one line: the product chosen, the product whose code was typed, or else the words as they are."""
    actor = actor_of_request(request)
    order: Order = found_record(listed_type("orders", actor), ref, actor)
    key = request.POST.get("idempotency_key", "")
    values = {"order": order.ref, **_asked(request, actor)}
    try:
        outcome = run(actions_on(OrderLine)["create"], actor=actor, surface="web", values=values, key=key)
    except Problem as problem:
        wrong = problem.fields if isinstance(problem, Invalid) else {}
        return JsonResponse({"error": str(next(iter(wrong.values()), problem.message))}, status=422)
    return JsonResponse(answer_of(order, actor, said=outcome.message, undo=toast_of(outcome).undo_url))


def _asked(request: HttpRequest, actor: Actor) -> dict[str, str]:
    text = request.POST.get("text", "").strip()[:300]
    if chosen := request.POST.get("product", ""):
        return {"product": chosen}
    known = Product.visible_to(actor).filter(code__iexact=text).first() if text else None
    return {"product": known.ref} if known else {"description": text}


@require_POST
def check_rows(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what rows pasted or uploaded would become, and ask what is not certain; with `do=apply` they go in."""
    actor = actor_of_request(request)
    order: Order = found_record(listed_type("orders", actor), ref, actor)
    if request.POST.get("do") != "apply":
        return _first_look(request, order, actor)
    sent = [_row(one) for one in json.loads(request.POST.get("rows", "[]"))]
    rows = beside_agreed(order, decided(sent, request.POST.dict(), actor), actor)
    if open_ := sum(one.is_unknown or one.is_odd for one in rows):
        words = ngettext("%(count)d row is still open.", "%(count)d rows are still open.", open_)
        return _shown(request, order, rows, error=words % {"count": open_})
    block = {"rows": [one.block for one in rows if not one.row.problem]}
    try:
        outcome = _done(request, order, block, actor)
    except Problem as problem:
        return _shown(request, order, rows, error=str(problem.message))
    keep_toast(request, toast_of(outcome))
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


def _first_look(request: HttpRequest, order: Order, actor: Actor) -> HttpResponse:
    """The rows of the block or file; a file is kept with the order, whatever it is."""
    text, file = request.POST.get("text", ""), request.FILES.get("file")
    try:
        if file is not None:
            kept = {"file": file}
            key = request.POST.get("idempotency_key", "")
            run(actions_on(Order)["attach-po"], actor=actor, surface="web", target=order.ref, values=kept, key=key)
            file.seek(0)
            text = text_of_file(file.read(), str(file.name))
        return _shown(request, order, checked_rows(order, text, actor))
    except Problem as problem:
        wrong = problem.fields if isinstance(problem, Invalid) else {}
        return _shown(request, order, [], error=str(next(iter(wrong.values()), problem.message)))


def _row(sent: Any) -> CheckedRow:
    return CheckedRow(PastedRow(**sent["row"]), price=sent.get("price", ""), in_words=bool(sent.get("in_words")))


def _done(request: HttpRequest, order: Order, block: dict[str, Any], actor: Actor) -> Outcome:
    key = request.POST.get("idempotency_key", "")
    values = {"block": block}
    return run(actions_on(Order)["add-rows"], actor=actor, surface="web", target=order.ref, values=values, key=key)


def _said(one: CheckedRow, currency: str, today: date, there: Collection[str]) -> RowSaid:
    wanted = date.fromisoformat(one.row.wanted_on) if one.row.wanted_on else None
    return RowSaid(
        wanted=day_text(wanted, today=today) if wanted else "",
        is_over=wanted is not None and wanted < today,
        theirs=price_text(Decimal(one.theirs), currency) if one.theirs else "",
        agreed=price_text(Decimal(one.agreed), currency) if one.agreed else "",
        is_there=not one.row.problem and one.row.product in there,
    )


def _shown(request: HttpRequest, order: Order, rows: list[CheckedRow], *, error: str = "") -> HttpResponse:
    today = reader_of(actor_of_request(request)).today
    there = {line.product.ref for line in lines_of(order) if line.product}
    right = [one for one in rows if not one.row.problem]
    gaps = {
        "named": sum(bool(one.row.product) for one in right),
        "unknown": sum(one.is_unknown for one in right),
        "odd": sum(one.differs for one in right),
        "wrong": len(rows) - len(right),
    }
    summary = _("%(named)d with a product, %(unknown)d unknown, %(odd)d at another price, %(wrong)d not right")
    page = RowsDialog(
        url=f"/orders/{order.ref}/rows",
        rows=tuple(rows),
        said=tuple(_said(one, order.currency, today, there) for one in rows),
        rows_json=json.dumps([asdict(one) for one in rows]),
        summary=summary % gaps,
        submit=ngettext("Add %(count)d line", "Add %(count)d lines", len(right)) % {"count": len(right)}
        if right
        else "",
        idempotency_key=fresh_key(),
        currency=order.currency,
        error=error,
    )
    return render(request, "orders/rows_dialog.html", {"page": page}, status=422 if error else 200)
