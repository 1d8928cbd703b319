"""A quote by another edition of the prices, line beside line, before anything is changed."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followthrough.foundation.pricing.models import EditionState, PriceEdition
from followthrough.foundation.pricing.queries import Difference
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.problems import Denied, NotFound, Problem
from followthrough.web.buttons import fresh_key
from followthrough.web.forms import found_record
from followthrough.web.frame import actor_of_request, keep_toast, show, toast_of
from followthrough.web.lists import listed_type
from followthrough.web.shapes import (
    ActionButton,
    Cell,
    Column,
    Empty,
    Fact,
    Link,
    ReportPage,
    Row,
    Segment,
    TablePanel,
    Toast,
)
from followthrough.web.wording import money_text, number_text
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.pages.shown import priced
from followthrough.winning.quotes.queries.repricing import repriced, totals_then
from followthrough.winning.quotes.queries.totals import lines_of, totals_of

SHOWN = 12  # editions to choose from, the newest


@require_http_methods(["GET", "HEAD", "POST"])
def reprice_page(request: HttpRequest, ref: str) -> HttpResponse:
    """What every line costs now and would cost; POST gives the quote the prices of the edition looked at."""
    actor = actor_of_request(request)
    quote: Quote = found_record(listed_type("quotes", actor), ref, actor)
    verb = actions_on(Quote)["reprice"]
    if not actor.may(verb.needs) or not verb.allows(quote):
        raise Denied(_("Only a draft is priced anew, by whoever may change it."))
    editions = _editions(quote, actor)
    asked = [one for one in editions if one.ref == request.GET.get("edition")]
    edition = next(iter((*asked, *editions)), None)
    if request.method == "POST":
        return _done(request, quote, edition, actor)
    title, crumbs = _("Reprice"), (Link(_("Quotes"), "/quotes/"), Link(quote.ref, f"/quotes/{quote.ref}/"))
    page, changes = _page(quote, editions, edition)
    url = f"/quotes/{quote.ref}/reprice?edition={edition.ref if edition else ''}"
    reason = "" if changes else _("No price would change.")
    button = ActionButton(
        _("Give it these prices"),
        url,
        "refresh-cw",
        how="post",
        primary=True,
        disabled_reason=reason,
        idempotency_key=fresh_key(),
    )
    return show(request, "web/report.html", page, title=title, crumbs=crumbs, actions=(button,))


def _done(request: HttpRequest, quote: Quote, edition: PriceEdition | None, actor: Actor) -> HttpResponse:
    if edition is None:
        raise NotFound(_("There is no published edition in the quote’s currency."))
    key = request.POST.get("idempotency_key", "")
    try:
        values = {"edition": edition.ref}
        verb = actions_on(Quote)["reprice"]
        keep_toast(request, toast_of(run(verb, actor=actor, surface="web", target=quote.ref, values=values, key=key)))
    except Problem as problem:
        keep_toast(request, Toast(str(problem.message), "late"))
    return redirect(f"/quotes/{quote.ref}/")


def _editions(quote: Quote, actor: Actor) -> list[PriceEdition]:
    """Published editions in the quote's currency, the newest first."""
    found = PriceEdition.visible_to(actor).filter(state=EditionState.PUBLISHED, book__currency=quote.currency)
    return list(found.select_related("book").order_by("-effective_from", "-pk")[:SHOWN])


def _page(quote: Quote, editions: list[PriceEdition], edition: PriceEdition | None) -> tuple[ReportPage, int]:
    lines = lines_of(quote)
    found = repriced(quote, lines, edition) if edition else []
    now, then = totals_of(quote, lines).net, totals_then(quote, lines, found).net
    changed = sum(not one.is_same and one.priced.edition is not None for _line, one in found)
    facts = (
        Fact(_("Net now"), money_text(now.amount, now.currency, cents=True)),
        Fact(_("Net then"), money_text(then.amount, then.currency, cents=True)),
        Fact(_("Change"), _more((then - now).amount, now.currency)),
        Fact(_("Prices that change"), number_text(changed)),
    )
    heads = (_("Price now"), _("Price then"), _("Change of the amount"))
    table = TablePanel(
        "prices",
        _("Line by line"),
        columns=(Column(_("Line")), Column(_("Qty"), numeric=True), *(Column(one, numeric=True) for one in heads)),
        rows=tuple(_row(line, one) for line, one in found),
        empty=Empty(_("There is no line with a product, or no published edition in this currency.")),
    )
    choices = tuple(Segment(one.title, f"?edition={one.ref}", one == edition) for one in editions)
    note = _("Before discounts, which stay. A price the edition does not know stays too. Nothing is changed yet.")
    return ReportPage(facts, (), segments=choices, segments_label=_("Edition"), note=note, wide=(table,)), changed


def _row(line: Line, one: Difference) -> Row:
    known = one.priced.edition is not None
    now, then = one.held.unit_price, one.priced.unit_price if known else one.held.unit_price
    change = one.change if known and one.change is not None else Decimal(0)
    cells = (
        Cell(line.title, strong=not one.is_same and known, note=line.product.code if line.product else ""),
        Cell(number_text(line.quantity), "number"),
        Cell("" if now is None else priced(now, line.currency), "number"),
        Cell("" if then is None else priced(then, line.currency), "number", note="" if known else _("stays")),
        Cell(_more(change, line.currency) if change else _("the same"), "number", quiet=not change),
    )
    return Row(line.ref, "", line.title, cells)


def _more(amount: Decimal, currency: str) -> str:
    """By how much more, with its sign: +$12.00."""
    return ("+" if amount > 0 else "") + money_text(amount, currency, cents=True)
