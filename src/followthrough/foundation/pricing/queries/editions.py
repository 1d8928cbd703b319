"""Editions beside each other: what a change of all prices would make, and how two editions differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.models import EditionState, PriceBook, PriceEdition, PriceEntry
from followthrough.foundation.pricing.rules import changed_price, changed_tiers, growth
from followthrough.kernel.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Adjustment:
    """By how many percent which prices change, and to a multiple of what they are rounded."""

    percent: Decimal
    step: Decimal = Decimal("0.01")
    family: str = ""
    kind: str = ""

    @property
    def chosen(self) -> Q:
        """The entries it is about."""
        whose = Q(product__family__iexact=self.family) if self.family else Q()
        return whose & Q(product__kind=self.kind) if self.kind else whose


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A price as it is and as it would be."""

    entry: PriceEntry
    price: Decimal
    tiers: list[str]

    @property
    def growth(self) -> Decimal | None:
        """By how many percent it really grows, rounding included."""
        return growth(self.entry.price, self.price)


@dataclass(frozen=True, slots=True)
class Changed:
    """A product in two editions; without an entry in one of them it is new, or no longer in it."""

    product: Product
    before: PriceEntry | None
    after: PriceEntry | None

    @property
    def growth(self) -> Decimal | None:
        """By how many percent the first price grew; None where there is nothing to compare."""
        return growth(self.before.price, self.after.price) if self.before and self.after else None


def entries_of(edition: PriceEdition, actor: Actor) -> QuerySet[PriceEntry]:
    """The prices of an edition by family and name, each with its product."""
    rows = PriceEntry.visible_to(actor).filter(edition=edition, product__binned_at__isnull=True)
    return rows.select_related("product").order_by("product__family", "product__name", "pk")


def adjusted(rows: Iterable[PriceEntry], wanted: Adjustment) -> list[Adjusted]:
    """What would become of these prices, those that stay as they are left out."""
    found = []
    for entry in rows:
        price = changed_price(entry.price, wanted.percent, wanted.step)
        tiers = changed_tiers(entry.tiers, wanted.percent, wanted.step)
        if (price, tiers) != (entry.price, entry.tiers):
            found.append(Adjusted(entry, price, tiers))
    return found


def compared(before: PriceEdition, after: PriceEdition, actor: Actor) -> list[Changed]:
    """Every product whose price, period or tiers differ in the two editions, by family and name; two queries."""
    old, new = ({one.product_id: one for one in entries_of(edition, actor)} for edition in (before, after))
    products = {one.product_id: one.product for one in (*old.values(), *new.values())}
    differing = [pk for pk in products if _told(old.get(pk)) != _told(new.get(pk))]
    found = [Changed(products[pk], old.get(pk), new.get(pk)) for pk in differing]
    return sorted(found, key=lambda one: (one.product.family, one.product.name, one.product.pk))


def _told(entry: PriceEntry | None) -> tuple[object, ...] | None:
    return (entry.price, entry.period, entry.tiers, entry.tier_mode) if entry else None


def newest_edition(book: PriceBook) -> PriceEdition | None:
    """The edition to go on from: the highest numbered one that counts."""
    rows = PriceEdition._default_manager.filter(book=book, binned_at__isnull=True, state=EditionState.PUBLISHED)
    return rows.order_by("-number").first()


def edition_before(edition: PriceEdition, actor: Actor) -> PriceEdition | None:
    """The edition of the same book it is compared with unless another is asked for."""
    rows = PriceEdition.visible_to(actor).filter(book=edition.book_id, number__lt=edition.number)
    return rows.exclude(state=EditionState.WITHDRAWN).order_by("-number").first()
