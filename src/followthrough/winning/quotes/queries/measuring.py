"""What is measured on a quote for approval: discounts, margin, terms of payment, term, amounts, products."""

from collections.abc import Sequence
from copy import copy
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.pricing.queries import Ask, priced
from followthrough.kernel import clock
from followthrough.kernel.people.models import company
from followthrough.keystone.approvals.queries.subjects import Measure
from followthrough.keystone.approvals.rules import Measured, mark_of
from followthrough.values.money import Money, sum_money
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.rules.offer import Item, Totals, each_period
from followthrough.winning.quotes.models import Quote, QuoteState
from followthrough.winning.quotes.queries.totals import MAY_SEE_MARGINS, lines_of, totals_of
from followthrough.winning.quotes.rules import WHOLE, payment_days, percent_off, term_months

OPEN_TO_QUESTIONS = Q(state=QuoteState.DRAFT) | Q(state=QuoteState.SENT, answered_at__isnull=False)
LINE_OFF, WHOLE_OFF, MARGIN = "quotes.line_discount", "quotes.discount", "quotes.margin"
PAYMENT, TERM, TOTAL = "quotes.payment", "quotes.term", "quotes.total"
PRODUCT, OWN_WORDS = "quotes.product", "quotes.own_words"
MEASURES = (
    Measure(LINE_OFF, gettext_lazy("Discount of a line"), gettext_lazy("%(part)s is %(value)s off."), "percent",
            on_parts=True),
    Measure(WHOLE_OFF, gettext_lazy("All discounts together"), gettext_lazy("All discounts together are %(value)s."),
            "percent"),
    Measure(MARGIN, gettext_lazy("Margin"), gettext_lazy("The margin is %(value)s."), "percent",
            guard=MAY_SEE_MARGINS, plain=gettext_lazy("The margin is below the limit.")),
    Measure(PAYMENT, gettext_lazy("Time to pay"), gettext_lazy("The customer gets %(value)s to pay."), "days"),
    Measure(TERM, gettext_lazy("Term"), gettext_lazy("%(part)s runs for %(value)s."), "months", on_parts=True),
    Measure(TOTAL, gettext_lazy("Net total"), gettext_lazy("The net total is %(value)s."), "money"),
    Measure(PRODUCT, gettext_lazy("A product on it"), gettext_lazy("%(part)s has a product that needs approval."),
            on_parts=True),
    Measure(OWN_WORDS, gettext_lazy("Lines without a product"),
            gettext_lazy("Lines without a product come to %(value)s."), "money"),
)  # fmt: skip


def draft_quotes() -> QuerySet[Quote]:
    """The quotes that have not gone out yet, and those whose chosen options wait to be confirmed."""
    rows = Quote._default_manager.filter(OPEN_TO_QUESTIONS, binned_at__isnull=True)
    return rows.select_related("opportunity", "account__segment", "owner")


def is_draft(quote: Quote) -> bool:
    """Whether it may still change, or waits to be confirmed as the customer chose it."""
    return quote.state == QuoteState.DRAFT or quote.is_confirming


def measured_now(quote: Quote, lines: Sequence[Line] | None = None) -> list[Measured]:
    """What needs an answer as it stands: all of a draft; of a yes to be confirmed, what the choice changed."""
    return measured_by_choice(quote, lines) if quote.is_confirming else measured_on(quote, lines)


def measured_by_choice(quote: Quote, lines: Sequence[Line] | None = None) -> list[Measured]:
    """What the options chosen make other than it was sent; nothing where they were left as they were."""
    if not quote.choice:
        return []
    rows = lines_of(quote) if lines is None else lines
    as_sent = {(one.measure, one.part, one.mark) for one in measured_on(quote, rows)}
    chosen = [copy(line) for line in rows]
    for line in chosen:
        line.is_chosen = quote.choice.get(line.ref, line.is_chosen)
    return [one for one in measured_on(quote, chosen) if (one.measure, one.part, one.mark) not in as_sent]


def measured_on(quote: Quote, lines: Sequence[Line] | None = None) -> list[Measured]:
    """Everything measured on a quote, of options also those not chosen: the customer may still choose them."""
    rows = lines_of(quote) if lines is None else lines
    offered = [line for line in rows if not line.is_heading]
    listed = listed_prices(quote, offered)
    found: list[Measured] = []
    for place, line in enumerate(offered, 1):
        found += _of_line(line, _("Line %(n)d") % {"n": place}, listed.get(line.pk))
    if any(line.counts for line in offered):
        found += _of_whole(quote, [line for line in offered if line.counts], totals_of(quote, rows), listed)
    return [*found, _payment(quote)]


def listed_prices(quote: Quote, lines: Sequence[Line]) -> dict[int, Decimal]:
    """The list price each of the lines whose own may have been written by hand; others carry theirs themselves."""
    by_hand = [line for line in lines if line.product and line.edition_id is None and not line.tiers]
    account, today = quote.account, clock.today(company().zone)
    asks = [Ask(line.product, line.quantity) for line in by_hand if line.product]
    if not asks:
        return {}
    known = priced(asks, currency=quote.currency, segment=account.segment, partner=account, on=today)
    return {line.pk: one.unit_price for line, one in zip(by_hand, known, strict=True) if one.unit_price is not None}


def off_percent(line: Line, listed: Decimal | None) -> Decimal:
    """What is off a line's list price in all, in percent."""
    if listed is None or line.unit_price is None:
        return line.discount
    return percent_off(listed, line.unit_price, line.discount)


def _of_line(line: Line, label: str, listed: Decimal | None) -> list[Measured]:
    mark, product, family = _mark(line), line.product_id, line.product.family if line.product else ""

    def found(measure: str, value: Decimal | None) -> Measured:
        return Measured(measure, value, mark, line.ref, label, product=product, family=family)

    months = term_months(line.charge, line.periods)
    values = [found(LINE_OFF, off_percent(line, listed)), found(PRODUCT, None)]
    return [*values, found(TERM, Decimal(months))] if months else values


def _of_whole(quote: Quote, lines: Sequence[Line], totals: Totals, listed: dict[int, Decimal]) -> list[Measured]:
    mark = mark_of([*(_mark(line) for line in lines), quote.opportunity.discount])
    costs = mark_of([mark, *(line.cost for line in lines)])
    uncosted = next((n for n, line in enumerate(lines, 1) if line.cost is None and line.unit_price is not None), 0)
    unknown = _("The margin is not known: the cost of a line is missing.") if uncosted else ""
    bare = [line for line in lines if line.product_id is None and line.amount is not None]
    own = sum_money((Money(line.amount or Decimal(0), quote.currency) for line in bare), quote.currency)
    net = totals.net
    found = [
        Measured(WHOLE_OFF, _all_off(quote, lines, totals, listed), mark, label=_("The whole")),
        Measured(MARGIN, _margin(totals), costs, label=_("The margin"), why=unknown),
        Measured(TOTAL, net.amount, mark_of([net.amount, net.currency]), label=_("The total"), unit=net.currency),
    ]
    if bare:
        marks = mark_of([_mark(line) for line in bare])
        found.append(Measured(OWN_WORDS, own.amount, marks, label=_("Lines without a product"), unit=own.currency))
    return found


def _all_off(quote: Quote, lines: Sequence[Line], totals: Totals, listed: dict[int, Decimal]) -> Decimal:
    """All discounts in percent of what the lines cost by the list, prices written by hand included."""
    less = Money.zero(quote.currency)
    for line in lines:
        price = listed.get(line.pk)
        if price is not None and line.unit_price is not None and line.unit_price < price:
            by_list = each_period(Item(line.quantity, price), quote.currency)
            less += (by_list - each_period(Item(line.quantity, line.unit_price), quote.currency)) * line.periods
    whole = totals.listed + less
    return (whole - totals.net).amount / whole.amount * WHOLE if whole else Decimal(0)


def _margin(totals: Totals) -> Decimal | None:
    if totals.margin is None:
        return None
    return totals.margin.amount / totals.net.amount * WHOLE if totals.net else Decimal(0)


def _payment(quote: Quote) -> Measured:
    days = payment_days(quote.payment_terms)
    why = _("The time to pay can't be read from “%(terms)s”.") % {"terms": quote.payment_terms}
    mark = mark_of([days if days is not None else quote.payment_terms])
    return Measured(PAYMENT, None if days is None else Decimal(days), mark, label=_("The terms of payment"), why=why)


def _mark(line: Line) -> str:
    """The fingerprint of what is offered on a line; words about it don't count, unless they are all there is."""
    words = "" if line.product_id else line.description
    return mark_of(
        [
            line.product_id, words, line.quantity, line.unit_price, line.discount, line.charge, line.periods,
            line.currency, line.tiers, line.is_optional, line.option_group,
        ]
    )  # fmt: skip
