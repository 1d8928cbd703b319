"""The lines of an order, worded for its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.queries.checking import differing
from followthrough.serving.orders.queries.owed import number_text as plain
from followthrough.serving.orders.queries.recurring import EACH, Again, charged_again, counted
from followthrough.serving.orders.queries.standing import today
from followthrough.values.currency import minor_units
from followthrough.values.money import Money
from followthrough.web.buttons import record_buttons
from followthrough.web.shapes import ActionButton
from followthrough.web.shapes.parts import Tone
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, money_text, number_text
from followthrough.winning.pipeline.rules.offer import ChargeTotal, offer_totals


@dataclass(frozen=True, slots=True)
class Note:
    """Small words under a line, and how much they matter."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One row of the grid: what can be typed plainly, what is worked out with the reader's marks."""

    ref: str
    version: int
    place: str
    url: str
    code: str
    product_url: str
    description: str
    quantity: str
    price: str
    discount: str
    amount: str
    wanted: str
    promised: str
    promised_typed: str
    delivered: str
    tone: Tone
    notes: tuple[Note, ...]
    actions: tuple[ActionButton, ...]


@dataclass(frozen=True, slots=True)
class ShownTotal:
    """A row of the sums."""

    label: str
    amount: str
    big: bool = False


def shown_lines(order: Order, lines: Sequence[OrderLine], reader: Reader) -> list[ShownLine]:
    """The rows in order, each with what may be done with it now."""
    other = {one.line.pk: one for one in differing(lines)}
    again = charged_again(order, lines)
    return [
        _shown(order, line, place, reader, other.get(line.pk), again.get(line.pk))
        for place, line in enumerate(lines, 1)
    ]


def _shown(order: Order, line: OrderLine, place: int, reader: Reader, other: object, again: Again | None) -> ShownLine:
    product = line.product
    return ShownLine(
        ref=line.ref,
        version=line.version,
        place=str(place),
        url=f"/order-lines/{line.ref}/",
        code=(product.code or product.ref) if product else "",
        product_url=f"/products/{product.ref}/" if product else "",
        description=line.title,
        quantity=plain(line.quantity),
        price="" if line.unit_price is None else price_text(line.unit_price, line.currency),
        discount=plain(line.discount) if line.discount else "",
        amount="" if line.amount is None else number_text(line.amount, places=minor_units(line.currency)),
        wanted=day_text(line.asked_on, today=reader.today) if line.asked_on else "",
        promised=day_text(line.promised_on, today=reader.today) if line.promised_on else "",
        promised_typed=line.promised_on.isoformat() if line.promised_on else "",
        delivered=_delivered(line, reader),
        tone=_tone(line),
        notes=(*_often(line, again), *_notes(line, reader, is_other=other is not None)),
        actions=_actions(order, line, reader),
    )


def _actions(order: Order, line: OrderLine, reader: Reader) -> tuple[ActionButton, ...]:
    """What is done with the line of an order that runs."""
    shown, rest = record_buttons(line, reader.actor)
    wanted = ("deliver", "redate", "back-order", "take-back", "cancel")
    by_verb = {one.url.rsplit("/", 1)[-1]: one for one in (*shown, *rest)}
    return tuple(by_verb[verb] for verb in wanted if verb in by_verb)


def _delivered(line: OrderLine, reader: Reader) -> str:
    if not line.delivered:
        return ""
    if line.left == 0 and line.delivered_on:
        return day_text(line.delivered_on, today=reader.today)
    return _("%(n)s of %(all)s") % {"n": plain(line.delivered), "all": plain(line.taken.owed)}


def _tone(line: OrderLine) -> Tone:
    if line.taken.is_late(today()) and line.order.is_running:
        return "late"
    return "kept" if line.delivered and line.left == 0 else "plain"


def _often(line: OrderLine, again: Again | None) -> list[Note]:
    """That its price is for one period, and what it comes to in the term."""
    if again is None or line.amount is None:
        return []
    gaps = {"each": EACH[again.charge], "times": again.periods, "amount": _money(_in_term(line, again))}
    return [Note(_("%(each)s, %(times)d times in the term: %(amount)s") % gaps, "info")]


def _in_term(line: OrderLine, again: Again) -> Money:
    return Money(line.amount or Decimal(0), line.currency).rounded() * again.periods


def _notes(line: OrderLine, reader: Reader, *, is_other: bool) -> list[Note]:
    found = []
    if is_other and line.agreed_price is not None:
        gaps = {"price": price_text(line.agreed_price, line.currency), "source": line.agreed_from}
        found.append(Note(_("Agreed: %(price)s (%(source)s)") % gaps, "due"))
    if line.unit_price is None:
        found.append(Note(_("No price yet"), "due"))
    if line.backorder:
        words = line.backorder_note or line.get_backorder_display()
        found.append(Note(_("Back-ordered: %(why)s") % {"why": words}, "due"))
    if line.cancelled:
        found.append(Note(_("%(n)s cancelled") % {"n": plain(line.cancelled)}))
    if line.returned:
        found.append(Note(_("%(n)s came back") % {"n": plain(line.returned)}))
    if line.asked_on and (line.promised_on is None or line.promised_on > line.asked_on):
        found.append(Note(_("wanted %(day)s") % {"day": day_text(line.asked_on, today=reader.today)}))
    if line.department and line.department_id != line.order.department_id:
        found.append(Note(line.department.name))
    return found


def shown_totals(order: Order, lines: Sequence[OrderLine]) -> list[ShownTotal]:
    """What the order comes to, with its taxes."""
    again = charged_again(order, lines)
    totals = offer_totals([counted(line, again.get(line.pk)) for line in lines], order.discount, order.currency)
    rows = [*_each(totals.charges)] if again else []
    if totals.off_whole:
        label = _("Discount on the whole, %(percent)s%%") % {"percent": number_text(order.discount)}
        rows.append(ShownTotal(label, _money(-totals.off_whole)))
    rows += [ShownTotal(_("Net"), _money(totals.net))] if totals.taxes else []
    rows += [ShownTotal(f"{one.tax.name}, {number_text(one.tax.percent)}%", _money(one.amount)) for one in totals.taxes]
    label = _("Total for the term") if again else _("Total")
    return [*rows, ShownTotal(label, _money(totals.total), big=True)]


def _each(charges: Sequence[ChargeTotal]) -> Iterator[ShownTotal]:
    """What comes once, and what comes each period so many times; after the discount on the whole, before tax."""
    for one in charges:
        gaps = {"each": EACH.get(one.charge, ""), "times": one.periods}
        label = _("%(each)s, %(times)d times") % gaps if one.charge in EACH else _("once")
        yield ShownTotal(label[:1].upper() + label[1:], _money(one.each))


def price_text(amount: Decimal, currency: str) -> str:
    """A price each, with all the decimals it has and at least the currency's."""
    places = max(minor_units(currency), -int(amount.normalize().as_tuple().exponent))
    return number_text(amount, places=places)


def _money(money: Money) -> str:
    return money_text(money.amount, money.currency, cents=True)
