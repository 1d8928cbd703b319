"""Pick many products at once: found by words while one types, each with a quantity of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.queries import Ask, priced
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.parsing.figures import parse_number
from followthrough.kernel.exchange.parsing.problems import CellProblem
from followthrough.kernel.people.models import company
from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.holding import holding
from followthrough.kernel.records.problems import Denied, Invalid, Problem
from followthrough.kernel.records.registry import type_of
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, toast_of
from followthrough.web.lists import listed_type
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.pages.shown import priced as price_text

OFFERED = 20
FIELD = "n-"  # before the number of a product, whose quantity it is


@dataclass(frozen=True, slots=True)
class PickRow:
    """A product that can be picked: what it costs on this quote, and how many are wanted."""

    ref: str
    code: str
    name: str
    family: str
    price: str
    quantity: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class PickDialog:
    """quotes/pick_dialog.html; quotes/pick_rows.html are its rows alone, while one types."""

    url: str
    currency: str
    text: str
    rows: tuple[PickRow, ...]
    idempotency_key: str
    error: str = ""


def pick_products(request: HttpRequest, ref: str) -> HttpResponse:
    """The dialog to GET, its rows where the words changed; to POST, add what has a quantity as lines."""
    actor = actor_of_request(request)
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    if not actor.may("quotes.edit"):
        raise Denied(_("Your role may not change quotes."))
    asked = request.POST if request.method == "POST" else request.GET
    wanted = {name.removeprefix(FIELD): asked[name].strip() for name in asked if name.startswith(FIELD)}
    wanted = {name: text for name, text in wanted.items() if text}
    if request.method == "POST":
        return _added(request, quote, wanted, actor)
    page = _page(quote, asked.get("q", "").strip(), wanted, actor)
    name = "quotes/pick_rows.html" if "q" in asked else "quotes/pick_dialog.html"
    return render(request, name, {"page": page})


def _added(request: HttpRequest, quote: Quote, wanted: Mapping[str, str], actor: Actor) -> HttpResponse:
    text, wrong = request.POST.get("q", ""), dict[str, str]()
    rows = []
    for ref, typed in wanted.items():
        try:
            rows.append({"text": "", "product": ref, "quantity": str(parse_number(typed))})
        except CellProblem:
            wrong[ref] = _("Write a number.")
    error = "" if wanted else _("Write how many beside what you want to add.")
    if not wrong and not error:
        try:
            outcome = run(
                actions_on(Quote)["add-rows"],
                actor=actor,
                surface="web",
                target=quote.ref,
                values={"block": {"rows": rows}},
                key=request.POST.get("idempotency_key", ""),
            )
        except Problem as problem:
            found = problem.fields if isinstance(problem, Invalid) else {}
            error = str(next(iter(found.values()), problem.message))
        else:
            keep_toast(request, toast_of(outcome))
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    page = _page(quote, text, wanted, actor, wrong=wrong, error=error)
    return render(request, "quotes/pick_dialog.html", {"page": page}, status=422)


def _page(
    quote: Quote,
    text: str,
    wanted: Mapping[str, str],
    actor: Actor,
    *,
    wrong: Mapping[str, str] | None = None,
    error: str = "",
) -> PickDialog:
    """What has a quantity stays on top, whatever is looked for."""
    seen = Product.visible_to(actor)
    there = seen.in_bulk(list(wanted), field_name="ref")
    chosen = [there[ref] for ref in wanted if ref in there]
    others = holding(type_of(Product), seen, text) if text else seen
    others = others.exclude(pk__in=[one.pk for one in chosen]).order_by(Fold("name"), "pk")[:OFFERED]
    prices = _prices(quote, [*chosen, *others])
    rows = (
        PickRow(
            one.ref,
            one.code,
            one.name,
            one.family,
            prices[one.pk],
            wanted.get(one.ref, ""),
            (wrong or {}).get(one.ref, ""),
        )
        for one in (*chosen, *others)
    )
    return PickDialog(f"/quotes/{quote.ref}/pick", quote.currency, text, tuple(rows), fresh_key(), error)


def _prices(quote: Quote, products: Sequence[Any]) -> dict[int, str]:
    """What one of each costs this customer; empty where no price is known in the quote's currency."""
    account, today = quote.account, clock.today(company().zone)
    asks = [Ask(one) for one in products]
    known = priced(asks, currency=quote.currency, segment=account.segment, partner=account, on=today) if asks else []
    return {
        one.pk: "" if price.unit_price is None else price_text(price.unit_price, quote.currency)
        for one, price in zip(products, known, strict=True)
    }
