"""The lines and totals of a quote, worded for its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.values.currency import minor_units
from followthrough.values.money import Money
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, money_text, number_text
from followthrough.winning.pipeline.models import Charge, Line
from followthrough.winning.pipeline.rules.offer import Totals, net_price
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.pages.approving import LineMark
from followthrough.winning.quotes.queries.totals import MAY_SEE_MARGINS


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One row of the grid; `notes` are the small words under its description."""

    ref: str
    version: int
    place: str
    code: str
    description: str
    product_url: str
    quantity: str
    price: str
    discount: str
    net: str
    amount: str
    notes: tuple[str, ...] = ()
    is_heading: bool = False
    counts: bool = True
    mark: LineMark | None = None


@dataclass(frozen=True, slots=True)
class ShownTotal:
    """A row of the sums; `big` is the total, `small` what is not printed."""

    label: str
    amount: str
    big: bool = False
    small: bool = False


def shown_lines(lines: Sequence[Line], reader: Reader, marks: Mapping[str, LineMark] | None = None) -> list[ShownLine]:
    """The rows in order; headings carry no number. `marks` tell of approval, by the line's number."""
    rows, place, known = [], 0, marks or {}
    for line in lines:
        place += not line.is_heading
        rows.append(
            _heading(line) if line.is_heading else replace(shown_line(line, place, reader), mark=known.get(line.ref))
        )
    return rows


def shown_line(line: Line, place: int, reader: Reader) -> ShownLine:
    """A line in figures: what can be typed plainly, what is worked out with the reader's marks."""
    product = line.product
    net = None if line.unit_price is None else net_price(line.unit_price, line.discount, line.currency)
    return ShownLine(
        ref=line.ref,
        version=line.version,
        place=str(place),
        code=product.code or product.ref if product else "",
        description=line.title,
        product_url=f"/products/{product.ref}/" if product else "",
        quantity=typed(line.quantity),
        price="" if line.unit_price is None else priced(line.unit_price, line.currency),
        discount=typed(line.discount),
        net="" if net is None else priced(net, line.currency),
        amount="" if line.amount is None else cents(line.amount, line.currency),
        notes=tuple(_notes(line, reader)),
        counts=line.counts,
    )


def shown_totals(quote: Quote, lines: Sequence[Line], totals: Totals, actor: Actor) -> list[ShownTotal]:
    """The sums under the grid: list price, discounts, what is charged when, taxes, total; margin for those who may."""
    rows = [ShownTotal(_("List price"), _money(totals.listed))]
    if totals.off_lines:
        rows.append(ShownTotal(_("Discount on lines"), _money(-totals.off_lines)))
    if totals.off_whole:
        label = _("Discount on the whole, %(percent)s%%") % {"percent": number_text(quote.opportunity.discount)}
        rows.append(ShownTotal(label, _money(-totals.off_whole)))
    if len(totals.charges) > 1 or any(one.charge != Charge.ONCE for one in totals.charges):
        rows += [ShownTotal(_charge(one.charge, one.periods), _money(one.each)) for one in totals.charges]
    if totals.taxes:
        rows.append(ShownTotal(_("Net"), _money(totals.net)))
    rows += [ShownTotal(f"{one.tax.name}, {number_text(one.tax.percent)}%", _money(one.amount)) for one in totals.taxes]
    rows.append(ShownTotal(_("Total"), _money(totals.total), big=True))
    if actor.may(MAY_SEE_MARGINS) and lines:
        known = totals.margin_percent
        rows.append(
            ShownTotal(
                _("Margin, not printed"), _("not known") if known is None else f"{number_text(known)}%", small=True
            )
        )
    return rows


def typed(number: Decimal) -> str:
    """As it would be typed: 240, 12.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def priced(amount: Decimal, currency: str) -> str:
    """A price with at least the currency's decimals: 4.85, 0.0042."""
    places = max(minor_units(currency), -int(amount.normalize().as_tuple().exponent))
    return number_text(amount, places=places)


def cents(amount: Decimal, currency: str) -> str:
    """An amount to the cent, without its symbol."""
    return number_text(amount, places=minor_units(currency))


def _heading(line: Line) -> ShownLine:
    return ShownLine(line.ref, line.version, "", "", line.title, "", "", "", "", "", "", is_heading=True)


def _money(money: Money) -> str:
    return money_text(money.amount, money.currency, cents=True)


def _charge(charge: str, periods: int) -> str:
    name = Charge(charge).label
    if periods == 1:
        return str(name)
    return ngettext("%(name)s, %(count)d time", "%(name)s, %(count)d times", periods) % {"name": name, "count": periods}


def _notes(line: Line, reader: Reader) -> list[str]:
    found = []
    if line.charge != Charge.ONCE:
        found.append(_charge(line.charge, line.periods))
    if line.is_optional or line.option_group:
        chosen = _("chosen") if line.is_chosen else _("not chosen")
        found.append(f"{line.option_group or _('Option')}: {chosen}")
    if line.starts_on:
        found.append(" – ".join(day_text(day, today=reader.today) for day in (line.starts_on, line.ends_on) if day))
    if line.priced_from:
        found.append(line.priced_from)
    if line.need:
        found.append(_("Asked for: %(need)s") % {"need": line.need})
    if line.unit_price is None:
        found.append(_("No price yet"))
    return found
