"""Sales from their first call to their end, a promised step at a time."""

from decimal import Decimal
from typing import Any

from followthrough.config.demo import papers
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.deal_book import DEALS, SIGNING, Deal
from followthrough.config.demo.stage import Stage
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.records.custom import renew_custom
from followthrough.keystone.promises.models import Promise, State
from followthrough.winning.pipeline.models import Competitor, Line, Opportunity, OpportunityContact
from followthrough.winning.pipeline.models import Stage as PipelineStage

EUR_FOR_USD = Decimal("0.92")
CHECKLIST = ["Terms agreed in writing", "The person who signs is known"]
STEPS = (
    "Call about what they saw",
    "Send the answer to their question",
    "Agree who else must say yes",
    "Send the figures again",
)
DONE = (
    "Done by phone.",
    "Sent by mail; they confirmed.",
    "Talked it through with two of them.",
    "Met at their office.",
)


def tell_deals(stage: Stage, customers: Customers, goods: dict[str, Product]) -> None:
    """All deals, in the order they began."""
    stages = {found.name: found for found in PipelineStage._default_manager.all()}
    stage.does("Iris", PipelineStage, "add-items", stages[SIGNING], at=stage.at(-80, 9), items="\n".join(CHECKLIST))
    renew_custom()
    for deal in sorted(DEALS, key=lambda told: told.began):
        _tell(stage, customers, goods, stages, deal)


def _tell(
    stage: Stage,
    customers: Customers,
    goods: dict[str, Product],
    stages: dict[str, PipelineStage],
    deal: Deal,
) -> None:
    opportunity = _begin(stage, customers, goods, deal)
    steps = sorted([*deal.moves, *(("", day) for day in deal.moved_to[1:])], key=lambda step: step[1])
    ends = deal.won if deal.won is not None else deal.lost[0] if deal.lost else None
    for place, (name, day) in enumerate(steps):
        following = steps[place + 1][1] if place + 1 < len(steps) else ends
        _keep_step(stage, deal, opportunity, day, following)
        at = stage.at(day, 15.5)
        if name:
            stage.does(deal.by, Opportunity, "move", opportunity, at=at, stage=stages[name], confirmed=True)
    for before, after in zip(deal.moved_to, deal.moved_to[1:], strict=False):
        stage.does(deal.by, Opportunity, "edit", opportunity, at=stage.at(before, 9.4), close_on=str(stage.day(after)))
    if not steps and ends is None:
        _keep_step(stage, deal, opportunity, min(deal.began + 2, -1), None)
    if ends is not None:
        _end(stage, deal, opportunity, ends)


def _begin(stage: Stage, customers: Customers, goods: dict[str, Product], deal: Deal) -> Opportunity:
    at, account = stage.at(deal.began, stage.some_hour()), customers.accounts[deal.account]
    closes = deal.moved_to[0] if deal.moved_to else deal.closes
    told: dict[str, Any] = {
        "name": deal.name,
        "account": account,
        "owner": stage.people[deal.by],
        "source": deal.source,
    }
    (made,) = stage.makes(
        deal.by, Opportunity, [{**told, "close_on": stage.day(closes), "engaged_on": stage.day(deal.began)}], at=at
    )
    lines = [
        {
            "opportunity": made,
            "product": goods[code],
            "quantity": quantity,
            "unit_price": _price(goods[code], made.currency),
            "discount": discount,
        }
        for code, quantity, discount in deal.lines
    ]
    stage.makes(deal.by, Line, lines, at=at)
    people = customers.contacts[deal.account]
    parts = [
        {"opportunity": made, "contact": c, "part": part}
        for c, part in zip(people, ("Decides", "Uses it"), strict=False)
    ]
    stage.makes(deal.by, OpportunityContact, parts, at=at)
    stage.makes(deal.by, Competitor, [{"opportunity": made, "name": rival} for rival in deal.rivals], at=at)
    return Opportunity._default_manager.get(pk=made.pk)


def _price(product: Product, currency: str) -> Decimal:
    """The list price, at the house's rate where the customer pays in another currency."""
    price = product.list_price or Decimal(0)
    rates = {("USD", "EUR"): EUR_FOR_USD, ("EUR", "USD"): 1 / EUR_FOR_USD}
    return round(price * rates.get((product.currency, currency), Decimal(1)), 2)


def _keep_step(stage: Stage, deal: Deal, opportunity: Opportunity, day: int, following: int | None) -> None:
    """Keep what was promised, in time, and promise the step after it; the last one is the present's."""
    owed = _open_step(opportunity)
    if owed is None:
        return
    kept_at = min(stage.at(day, 15), owed.due)
    last = following is None
    values = {
        "next_what": deal.next_what if last else stage.chance.choice(STEPS),
        "next_on": stage.day_of(deal.by, deal.next_due if last else following or 0),
    }
    stage.does(deal.by, Promise, "keep", owed, at=kept_at, note=stage.chance.choice(DONE), **values)


def _open_step(opportunity: Opportunity) -> Promise | None:
    rows = Promise._default_manager.filter(source_ref=opportunity.ref, state=State.OPEN).exclude(
        rule="pipeline.slipping"
    )
    return rows.order_by("pk").first()


def _end(stage: Stage, deal: Deal, opportunity: Opportunity, day: int) -> None:
    owed = _open_step(opportunity)
    if owed is not None:
        at = min(stage.at(day, 10), owed.due)
        stage.does(deal.by, Promise, "keep", owed, at=at, note="They have decided.", nothing_next=True)
    if deal.lost:
        _day, reason, text = deal.lost
        stage.does(deal.by, Opportunity, "lose", opportunity, at=stage.at(day, 11), reason=reason, text=text)
        return
    stage.does(deal.by, Opportunity, "win", opportunity, at=stage.at(day, 11), reason="service")
    order = papers.pdf("signed-order.pdf", [f"Order: {deal.name}", f"For {deal.account}", "Signed by both sides."])
    stage.does(deal.by, Opportunity, "attach", opportunity, at=stage.at(day, 11.3), file=order)
