"""A quote for programs: its lines and what they come to, as exact texts, and the shape they come in."""

from typing import Any

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.registry import Reading
from followthrough.winning.quotes.models import Quote, QuoteState
from followthrough.winning.quotes.queries.choosing import with_choice
from followthrough.winning.quotes.queries.content import Content, content_of, inside_of
from followthrough.winning.quotes.queries.totals import MAY_SEE_MARGINS, lines_of, totals_of

Inside = dict[str, Any]


def content_and_inside(quote: Quote) -> tuple[Content, Inside]:
    """What the quote says now, and what the customer never sees: of a draft its lines, of any other as it was sent.

    Of an accepted one, the options count that the customer chose.
    """
    versions = quote.versions.filter(binned_at__isnull=True).order_by("-number")
    if sent := versions.first() if quote.state != QuoteState.DRAFT else None:
        chosen = quote.state == QuoteState.ACCEPTED and quote.choice
        return with_choice(sent.content, quote.choice) if chosen else sent.content, sent.inside
    lines = lines_of(quote)
    totals = totals_of(quote, lines)
    return content_of(quote, lines, totals, today=clock.today(company().zone)), inside_of(lines, totals)


def read_lines(quote: Quote, actor: Actor) -> list[dict[str, Any]]:
    """Its lines in the order in which they are printed; none for who may not see lines."""
    return list(content_and_inside(quote)[0]["lines"]) if actor.may("lines.view") else []


def read_totals(quote: Quote, actor: Actor) -> dict[str, Any]:
    """What it comes to; the margin as well for those who may see margins."""
    content, inside = content_and_inside(quote)
    sums = {"currency": content["currency"], **content["totals"]}
    if not actor.may(MAY_SEE_MARGINS):
        return sums
    return {**sums, "margin": inside["margin"], "margin_percent": inside["margin_percent"]}


AMOUNT = {"type": "string", "pattern": r"^(-?\d+(\.\d+)?)?$", "examples": ["1048.80"]}
WORD, COUNT, YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _several(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": _object(**properties)}


LINES = _several(
    place=COUNT,
    ref=WORD,
    heading=YES,
    product=WORD,
    code=WORD,
    description=WORD,
    quantity=AMOUNT,
    unit=WORD,
    price=AMOUNT,
    discount=AMOUNT,
    net=AMOUNT,
    bands=_several(quantity=AMOUNT, price=AMOUNT, net=AMOUNT),
    charge=WORD,
    periods=COUNT,
    each=AMOUNT,
    amount=AMOUNT,
    option=YES,
    group=WORD,
    chosen=YES,
    tax=WORD,
    tax_percent=AMOUNT,
    starts_on=WORD,
    ends_on=WORD,
)
TOTALS = _object(
    currency=WORD,
    listed=AMOUNT,
    off_lines=AMOUNT,
    off_whole=AMOUNT,
    discount_percent=AMOUNT,
    net=AMOUNT,
    charges=_several(charge=WORD, periods=COUNT, each=AMOUNT, total=AMOUNT),
    taxes=_several(name=WORD, percent=AMOUNT, base=AMOUNT, amount=AMOUNT),
    tax=AMOUNT,
    total=AMOUNT,
    margin=AMOUNT,
    margin_percent=AMOUNT,
)
READINGS = (
    Reading(
        "lines", "The lines as printed, amounts as exact texts; an empty text where there is none.", read_lines, LINES
    ),
    Reading(
        "sums", "What the counted lines come to, taxes included; the margin with margins.view.", read_totals, TOTALS
    ),
)
