"""What was offered in each sale that came so far: drafts, quotes with customers, answers."""

from followthrough.config.demo.customers import Customers
from followthrough.config.demo.deal_book import DEALS, NEEDS, NEGOTIATING, QUOTED, Deal
from followthrough.config.demo.stage import Stage
from followthrough.foundation.taxes.models import TaxRate
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.queries.promised import ACCEPTED

TERMS = {
    "delivery_terms": "FCA Toledo, 5 working days",
    "payment_terms": "30 days net",
    "promises": "Delivery within 5 working days of your order. A call the day after. Wrong parts replaced for 90 days.",
}
RATES = (("Sales tax, Ohio", "7.25", "S", True, ""), ("Exempt, resale", "0", "E", False, "Resale certificate on file"))


def tell_quotes(stage: Stage, customers: Customers) -> None:
    """A quote for each sale that was quoted, revised where it came to talks, answered where it ended."""
    at = stage.at(-90, 10)
    for name, percent, category, is_usual, reason in RATES:
        row = {"name": name, "percent": percent, "category": category, "is_usual": is_usual, "reason": reason}
        stage.makes("Iris", TaxRate, [row], at=at)
    for deal in DEALS:
        reached = dict(deal.moves)
        if QUOTED in reached:
            _quoted(stage, customers, deal, reached)
        elif NEEDS in reached and deal.won is None and not deal.lost:
            _begun(stage, customers, deal, reached[NEEDS])


def _begun(stage: Stage, customers: Customers, deal: Deal, day: int) -> Quote:
    opportunity = Opportunity._default_manager.get(name=deal.name, account=customers.accounts[deal.account])
    contact = customers.contacts[deal.account][0] if customers.contacts[deal.account] else None
    values = {"opportunity": opportunity, "contact": contact, "valid_until": stage.day(day + 30), **TERMS}
    (quote,) = stage.makes(deal.by, Quote, [values], at=stage.at(day, 11))
    return Quote._default_manager.get(pk=quote.pk)


def _quoted(stage: Stage, customers: Customers, deal: Deal, reached: dict[str, int]) -> None:
    day = reached[QUOTED]
    quote = _begun(stage, customers, deal, day)
    _run(stage, deal, quote, day)
    _send(stage, deal, quote, day)
    if NEGOTIATING in reached:
        day = reached[NEGOTIATING]
        stage.does(deal.by, Quote, "revise", quote, at=stage.at(day, 10))
        line = Line._default_manager.filter(opportunity=quote.opportunity_id).order_by("pk")[0]
        stage.does(deal.by, Line, "edit", line, at=stage.at(day, 10.2), discount=line.discount + 3)
        _send(stage, deal, quote, day)
    said = customers.contacts[deal.account][0].name if customers.contacts[deal.account] else deal.account
    if deal.won is not None:
        stage.does(deal.by, Quote, "accept", quote, at=stage.at(deal.won, 14), who=said, how="By mail")
        _ordered(stage, deal, quote, deal.won)
    elif deal.lost:
        stage.does(deal.by, Quote, "decline", quote, at=stage.at(deal.lost[0], 14), who=said, reason="price")


def _ordered(stage: Stage, deal: Deal, quote: Quote, won: int) -> None:
    """What was won so far was won before the desk had orders, and runs elsewhere."""
    for promise in Promise._default_manager.filter(rule=ACCEPTED, source_ref=quote.ref, state="open"):
        note = "Ordered by telephone; it runs in the old system"
        stage.does(deal.by, Promise, "keep", promise, at=stage.at(won + 1, 11), note=note, nothing_next=True)


def _run(stage: Stage, deal: Deal, quote: Quote, day: int) -> None:
    """Say which days a placement runs."""
    placed = Line._default_manager.filter(opportunity=quote.opportunity_id, product__kind="placement")
    for line in placed:
        days = {"starts_on": stage.day(day + 45), "ends_on": stage.day(day + 65)}
        stage.does(deal.by, Line, "edit", line, at=stage.at(day, 11.2), **days)


def _send(stage: Stage, deal: Deal, quote: Quote, day: int) -> None:
    stage.does(deal.by, Quote, "note-sent", quote, at=stage.at(day, 15), how="As PDF from my own mailbox")
