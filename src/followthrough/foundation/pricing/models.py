"""Price books, their editions, and what each product costs in one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Segment, seen_accounts
from followthrough.foundation.catalogue.models import ChargePeriod, Product
from followthrough.foundation.pricing.rules import read_tier
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import EVERYTHING, open_to
from followthrough.kernel.people.models import User
from followthrough.kernel.records.columns import MoneyColumn, folded_index
from followthrough.kernel.records.model import Record
from followthrough.values.tiers import TieredPrice, TierMode


class PriceBook(Record):
    """The prices of one currency, for everybody, for a segment, or for one partner, while they hold."""

    name = models.CharField(_("name"), max_length=120)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    segment = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only for the segment")
    )
    partner = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="price_books", verbose_name=_("only for")
    )
    valid_from = models.DateField(_("holds from"), null=True, blank=True)
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), default=0, help_text=_("Of two books that fit as closely, the higher one counts.")
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("price book")
        verbose_name_plural = _("price books")
        constraints = [
            models.UniqueConstraint("name", name="pricing_book_once", condition=Q(binned_at__isnull=True)),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="pricing_book_ends_after_it_starts",
            ),
        ]
        indexes = [folded_index("name", "pricing_book_by_name")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return _of_partner(actor, "")


def _of_partner(actor: Actor, path: str) -> Q:
    """Books for everybody, and those for an account that the actor sees."""
    if Account.scope(actor) == EVERYTHING:
        return EVERYTHING
    mine = Q(**{f"{path}partner__isnull": True}) | Q(**{f"{path}partner__in": seen_accounts(actor)})
    return mine & open_to(actor)


class EditionState(models.TextChoices):
    """Whether an edition's prices may still be changed, and whether new lines are priced by them."""

    DRAFT = "draft", pgettext_lazy("edition", "Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("edition", "Withdrawn")


class PriceEdition(Record):
    """One edition of a book. Published it is locked for good: a quote can say by which it was priced."""

    book = models.ForeignKey(PriceBook, models.PROTECT, related_name="editions", verbose_name=_("price book"))
    number = models.PositiveIntegerField(_("edition"), editable=False)
    name = models.CharField(_("name"), max_length=140, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=EditionState, default=EditionState.DRAFT, editable=False)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    note = models.CharField(_("what changes"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("published by")
    )
    searched = ("name", "note")

    class Meta:
        verbose_name = _("price list edition")
        verbose_name_plural = _("price list editions")
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="pricing_edition_once"),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT) | Q(effective_from__isnull=False),
                name="pricing_published_from_a_day",
            ),
        ]

    @property
    def is_locked(self) -> bool:
        """Whether its prices stay as they are: it was published once."""
        return self.state != EditionState.DRAFT

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return _of_partner(actor, "book__")


class TierCount(models.TextChoices):
    """Whose price a tier's price is: of all units, or (graduated) of the units in the tier alone."""

    ALL_UNITS = TierMode.ALL_UNITS.value, _("All units")
    GRADUATED = TierMode.GRADUATED.value, _("Each tier's own units")


class PriceEntry(Record):
    """What a product costs in an edition, from the first unit on; tiers (`10: 9.00`) say what more of it costs."""

    edition = models.ForeignKey(PriceEdition, models.CASCADE, related_name="entries", verbose_name=_("edition"))
    product = models.ForeignKey(Product, models.PROTECT, related_name="price_entries", verbose_name=_("product"))
    price = MoneyColumn(_("price"))
    currency = models.CharField(_("currency"), max_length=3, editable=False)
    period = models.CharField(_("paid for"), max_length=7, choices=ChargePeriod, blank=True)
    tier_mode = models.CharField(_("tiers are for"), max_length=9, choices=TierCount, default=TierCount.ALL_UNITS)
    tiers = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("tiers"),
        default=list,
        blank=True,
        help_text=_("Quantity: price each, such as 10: 9.00, 50: 8.50."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    searched = ("note",)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "product"], name="pricing_product_once", condition=Q(binned_at__isnull=True)
            )
        ]
        indexes = [
            models.Index("product", "edition", name="pricing_of_product"),
            models.Index("edition", "id", name="pricing_in_edition"),
        ]

    @property
    def title(self) -> str:
        return self.product.name

    @property
    def tiered(self) -> TieredPrice:
        """The price with its tiers."""
        return TieredPrice.of(self.price, map(read_tier, self.tiers), self.tier_mode)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return _of_partner(actor, "edition__book__")
