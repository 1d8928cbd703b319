"""Library items, their editions, and the sales packs they are put together into."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Segment
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.kernel.people.models import User
from followthrough.kernel.records.columns import folded_index
from followthrough.kernel.records.model import Record
from followthrough.kernel.speaking import SPOKEN


class ItemKind(models.TextChoices):
    """What a library item is."""

    BROCHURE = "brochure", _("Brochure")
    TERMS = "terms", _("Terms of sale")
    CATALOGUE = "catalogue", _("Catalogue")
    CASE_STUDY = "case_study", _("Case study")
    OTHER = "other", _("Other")


class ItemState(models.TextChoices):
    """Whether an item is to be used."""

    CURRENT = "current", _("Current")
    RETIRED = "retired", _("Retired")


class Item(Record):
    """Something we show customers, published edition by edition; `edition` is the latest number, 0 before the first."""

    name = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.BROCHURE)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("looked after by")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("about the product")
    )
    family = models.CharField(_("about the family"), max_length=120, blank=True)
    edition = models.PositiveIntegerField(_("edition"), default=0, editable=False)
    fetched = models.PositiveIntegerField(_("fetched by link"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=7, choices=ItemState, default=ItemState.CURRENT, editable=False)
    about = models.TextField(_("what it is for"), blank=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("library item")
        verbose_name_plural = _("library items")
        indexes = [
            folded_index("name", "collateral_item_by_name"),
            models.Index("family", name="collateral_item_of_family", condition=~Q(family="")),
        ]


class Edition(Record):
    """One published edition of an item in one language: the version of a document that holds it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="editions", verbose_name=_("library item"))
    number = models.PositiveIntegerField(_("edition"), editable=False)
    language = models.CharField(_("language"), max_length=2, choices=SPOKEN, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, editable=False, related_name="+", verbose_name=_("document"))
    filed_as = models.ForeignKey(DocumentVersion, models.PROTECT, editable=False, related_name="+")
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    pages = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    published_at = models.DateTimeField(_("published"), editable=False)
    what_changed = models.CharField(_("what changed"), max_length=300, blank=True, editable=False)
    searched = ("what_changed",)

    class Meta:
        verbose_name = _("published edition")
        verbose_name_plural = _("published editions")
        constraints = [models.UniqueConstraint(fields=["item", "number", "language"], name="collateral_edition_once")]

    @property
    def title(self) -> str:
        return str(_("Edition %(number)d") % {"number": self.number})


class Pack(Record):
    """A sales pack: library items in order, for a product family or a segment, to go with a proposal."""

    name = models.CharField(_("name"), max_length=120)
    family = models.CharField(_("product family"), max_length=120, blank=True)
    segment = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("segment")
    )
    searched = ("name", "family")

    class Meta:
        verbose_name = _("sales pack")
        verbose_name_plural = _("sales packs")
        indexes = [folded_index("name", "collateral_pack_by_name")]


class PackItem(Record):
    """That an item is in a pack, and where."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="items", verbose_name=_("sales pack"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="packs", verbose_name=_("library item"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("item of a pack")
        verbose_name_plural = _("items of a pack")
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "item"], name="collateral_item_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return self.item.name
