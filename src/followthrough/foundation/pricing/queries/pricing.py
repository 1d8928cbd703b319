"""Which price holds: of the book that fits most closely its newest edition, else the product's list price."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Segment
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.models import EditionState, PriceEdition, PriceEntry
from followthrough.values.money import CurrencyMismatchError
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
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Priced:
    """What a quantity costs, before any discount, and why.

    `unit_price` is the price each of the tier reached; `amount` the whole, rounded half up to the currency's decimals
    (of graduated tiers not quantity × unit price). Both are None where there is no price. `tiered` is kept with a line,
    so that its amount follows its quantity without asking again. `period` is what the price pays for: "month",
    "quarter", "year" or "".
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
    """The price of each, in the order asked; two queries however many there are.

    Of the books in this currency that hold on the day, one for the partner goes before one for the segment, that before
    one for everybody; then the higher priority. Each counts with its newest edition published and effective by then. A
    product that is not in a book is looked for in the next, and at last has its list price, if that is in the currency.
    With `edition` that one goes before all others, whatever its dates. Raises CurrencyMismatchError if it is in another
    currency.
    """
    if edition and edition.book.currency != currency:
        raise CurrencyMismatchError(f"{edition.name} is in {edition.book.currency}, not in {currency}.")
    order = [edition] if edition else []
    order += [one for one in editions_on(currency, segment, partner, on) if one != edition]
    entries = _entries(order, {ask.product.pk for ask in asks})
    places = {one.pk: one for one in order}
    return [_priced(ask, entries.get(ask.product.pk), places, currency) for ask in asks]


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


def _priced(ask: Ask, entry: PriceEntry | None, places: dict[int, PriceEdition], currency: str) -> Priced:
    if entry is not None:
        edition = places[entry.edition_id]
        why = _reason(entry.tiered, ask.quantity, edition)
        return _worked_out(ask, currency, PriceSource.EDITION, why, entry.tiered, edition, entry)
    product = ask.product
    if product.list_price is None:
        return Priced(ask, currency, PriceSource.NONE, _("It has no price yet."))
    if product.currency != currency:
        gaps = {"currency": currency, "own": product.currency}
        return Priced(
            ask, currency, PriceSource.NONE, _("No price in %(currency)s; the list price is in %(own)s.") % gaps
        )
    flat = TieredPrice.of(product.list_price)
    return _worked_out(ask, currency, PriceSource.LIST, _("List price of the product."), flat, None, None)


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
