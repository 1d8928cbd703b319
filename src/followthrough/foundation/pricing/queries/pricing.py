"""Which price holds: of the book that fits most closely its newest edition, else the product's list price."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Segment
from followthrough.foundation.catalogue.models import BundlePrice, Component, Product
from followthrough.foundation.catalogue.queries import parts_of
from followthrough.foundation.pricing.models import EditionState, PriceEdition, PriceEntry
from followthrough.foundation.pricing.rules import each_of
from followthrough.values.money import CurrencyMismatchError, Money
from followthrough.values.tiers import TieredPrice, TierMode


@dataclass(frozen=True, slots=True)
class Ask:
    """So many of a product."""

    product: Product
    quantity: Decimal = Decimal(1)


class PriceSource(StrEnum):
    """Where a price comes from."""

    EDITION = "edition"
    LIST = "list"
    BUNDLE = "bundle"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Priced:
    """What a quantity costs, before any discount, and why.

    `unit_price` is the price each of the tier reached; `amount` the whole, rounded half up to the currency's decimals
    (of graduated tiers not quantity × unit price). Both are None where there is no price. `tiered` is kept with a line,
    so that its amount follows its quantity without asking again. `period` is what the price pays for: "month",
    "quarter", "year" or "". `edition` is the one the price stands in; of a bundle priced by its parts the one all of
    them stand in.
    """

    ask: Ask
    currency: str
    source: PriceSource
    why: str
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    tiered: TieredPrice | None = None
    edition: PriceEdition | None = None
    entry: PriceEntry | None = None
    period: str = ""


def priced(
    asks: Sequence[Ask],
    *,
    currency: str,
    segment: Segment | None = None,
    partner: Account | None = None,
    on: date,
    edition: PriceEdition | None = None,
) -> list[Priced]:
    """The price of each, in the order asked; two queries however many there are, three with bundles.

    Of the books in this currency that hold on the day, one for the partner goes before one for the segment, that before
    one for everybody; then the higher priority. Each counts with its newest edition published and effective by then. A
    product that is not in a book is looked for in the next, and at last has its list price, if that is in the currency.
    A bundle that is in no book and costs the sum of its parts has the sum of those that are not optional, less its
    discount, as its price each, rounded half up to four decimals.

    With `edition` that one goes before all others, whatever its dates. Raises CurrencyMismatchError if it is in another
    currency.
    """
    if edition and edition.book.currency != currency:
        raise CurrencyMismatchError(f"{edition.name} is in {edition.book.currency}, not in {currency}.")
    order = [edition] if edition else []
    order += [one for one in editions_on(currency, segment, partner, on) if one != edition]
    summed = {ask.product.pk for ask in asks if ask.product.bundle_price == BundlePrice.SUM}
    parts = parts_of(summed) if summed else {}
    wanted = {ask.product.pk for ask in asks} | {row.product_id for rows in parts.values() for row in rows}
    known = _Known(currency, {one.pk: one for one in order}, _entries(order, wanted), parts)
    return [known.price_of(ask) for ask in asks]


@dataclass(frozen=True, slots=True)
class _Known:
    """All that was read for an answer: editions by id, entries by product, parts by bundle."""

    currency: str
    editions: dict[int, PriceEdition]
    entries: dict[int, PriceEntry]
    parts: dict[int, list[Component]]

    def price_of(self, ask: Ask) -> Priced:
        """What it costs and why."""
        product = ask.product
        needed = [part for part in self.parts.get(product.pk, ()) if not part.is_optional]
        if (entry := self.entries.get(product.pk)) is not None:
            edition = self.editions[entry.edition_id]
            why = _reason(entry.tiered, ask.quantity, edition)
            return _worked_out(ask, self.currency, PriceSource.EDITION, why, entry.tiered, edition, entry)
        if needed:
            return self._of_parts(ask, needed)
        if product.list_price is None:
            return self._without(ask, _("It has no price yet."))
        if product.currency != self.currency:
            gaps = {"currency": self.currency, "own": product.currency}
            return self._without(ask, _("No price in %(currency)s; the list price is in %(own)s.") % gaps)
        flat = TieredPrice.of(product.list_price)
        return _worked_out(ask, self.currency, PriceSource.LIST, _("List price of the product."), flat, None, None)

    def _without(self, ask: Ask, why: str) -> Priced:
        return Priced(ask, self.currency, PriceSource.NONE, why)

    def _of_parts(self, ask: Ask, needed: Sequence[Component]) -> Priced:
        times = ask.quantity or Decimal(1)
        inside = [self.price_of(Ask(part.product, part.quantity * times)) for part in needed]
        total = Money.zero(self.currency)
        for one in inside:
            if one.tiered is None:
                gaps = {"part": one.ask.product.name, "why": one.why}
                return self._without(ask, _("%(part)s in it: %(why)s") % gaps)
            total += one.tiered.exact(one.ask.quantity, self.currency)
        flat = TieredPrice.of(each_of(total.amount, times, ask.product.bundle_discount))
        editions = {one.edition.pk: one.edition for one in inside if one.edition}
        shared = next(iter(editions.values())) if len(editions) == 1 else None
        why = _("The sum of its parts, less %(discount)s %%.") % {
            "discount": f"{ask.product.bundle_discount.normalize():f}"
        }
        return _worked_out(ask, self.currency, PriceSource.BUNDLE, why, flat, shared, None)


def editions_on(currency: str, segment: Segment | None, partner: Account | None, on: date) -> list[PriceEdition]:
    """The edition of each book that fits, the closest first."""
    whose = Q(book__partner__isnull=True) & Q(book__segment__isnull=True)
    if segment:
        whose |= Q(book__partner__isnull=True, book__segment=segment)
    if partner:
        whose |= Q(book__partner=partner) & (Q(book__segment__isnull=True) | Q(book__segment=segment or 0))
    holds = Q(book__valid_from__isnull=True) | Q(book__valid_from__lte=on)
    holds &= Q(book__valid_until__isnull=True) | Q(book__valid_until__gte=on)
    rows = PriceEdition._default_manager.filter(
        whose,
        holds,
        book__currency=currency,
        book__binned_at__isnull=True,
        binned_at__isnull=True,
        state=EditionState.PUBLISHED,
        effective_from__lte=on,
    )
    newest = rows.select_related("book").order_by("book", "-effective_from", "-number").distinct("book")
    return sorted(newest, key=_closeness)


def _closeness(edition: PriceEdition) -> tuple[bool, bool, int, int]:
    """What sorts the closest book first; of two alike the older one, so that the answer is always the same."""
    book = edition.book
    return (book.partner_id is None, book.segment_id is None, -book.priority, book.pk)


def _entries(order: Sequence[PriceEdition], products: Iterable[int]) -> dict[int, PriceEntry]:
    """Of each product the entry in the first edition that has it."""
    rank = {edition.pk: place for place, edition in enumerate(order)}
    rows = PriceEntry._default_manager.filter(
        edition__in=rank.keys(), product__in=set(products), binned_at__isnull=True
    )
    best: dict[int, PriceEntry] = {}
    for entry in rows:
        held = best.get(entry.product_id)
        if held is None or rank[entry.edition_id] < rank[held.edition_id]:
            best[entry.product_id] = entry
    return best


def _worked_out(
    ask: Ask,
    currency: str,
    source: PriceSource,
    why: str,
    tiered: TieredPrice,
    edition: PriceEdition | None,
    entry: PriceEntry | None,
) -> Priced:
    amount = tiered.total(ask.quantity, currency).amount
    each = tiered.reached(ask.quantity).price
    return Priced(ask, currency, source, why, each, amount, tiered, edition, entry, entry.period if entry else "")


def _reason(tiered: TieredPrice, quantity: Decimal, edition: PriceEdition) -> str:
    gaps = {"book": edition.book.name, "number": edition.number}
    reached = tiered.reached(quantity)
    if not reached.starts_at:
        return _("%(book)s, edition %(number)s.") % gaps
    gaps["start"] = f"{reached.starts_at.normalize():f}"
    if tiered.mode is TierMode.GRADUATED:
        return _("%(book)s, edition %(number)s, graduated, the last units over %(start)s.") % gaps
    return _("%(book)s, edition %(number)s, tier from %(start)s.") % gaps
