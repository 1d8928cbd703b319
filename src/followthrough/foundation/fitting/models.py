"""Attributes of parts, the values on each product, what fits to what, and other makers' numbers."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, TextField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.records.model import Record
from followthrough.values.measures import Measure

MEASURES = {
    Measure.TEXT: _("Words"),
    Measure.NUMBER: _("Number"),
    Measure.LENGTH: _("Length"),
    Measure.ANGLE: _("Angle"),
    Measure.MASS: _("Weight"),
    Measure.PRESSURE: _("Pressure"),
    Measure.TEMPERATURE: _("Temperature"),
    Measure.FLOW: _("Flow"),
    Measure.SIZE: _("Nominal size"),
    Measure.RATING: _("Pressure rating"),
    Measure.SCHEDULE: _("Wall schedule"),
    Measure.THREAD: _("Thread"),
    Measure.STANDARD: _("Standard"),
}


class Better(models.TextChoices):
    """Whether a part with another value than the one needed may serve."""

    SAME = "same", _("only the same serves")
    HIGHER = "higher", _("a higher one serves too")
    LOWER = "lower", _("a lower one serves too")


def said_in(name: str, spanish: str) -> str:
    """The Spanish name for those who read Spanish, where there is one."""
    return spanish if spanish and (get_language() or "").startswith("es") else name


class Attribute(Record):
    """Something parts are told apart by, such as size, rating or material; its values are read as its measure says.

    `other_end_of` says that it means the same at a part's other end: a reducer's second size. What `tells_apart` makes
    a part another part; the rest are its dimensions.
    """

    name = models.CharField(_("name"), max_length=80)
    name_es = models.CharField(_("name in Spanish"), max_length=80, blank=True)
    measure = models.CharField(
        _("measures"), max_length=11, choices=[(one.value, words) for one, words in MEASURES.items()]
    )
    unit = models.CharField(_("unit"), max_length=10, blank=True, help_text=_("Of numbers that name none."))
    choices = ArrayField(models.CharField(max_length=120), verbose_name=_("choices"), default=list, blank=True)
    takes_several = models.BooleanField(_("takes several values"), default=False)
    better = models.CharField(_("instead"), max_length=6, choices=Better, default=Better.SAME)
    tells_apart = models.BooleanField(_("tells parts apart"), default=False)
    other_end_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="other_ends", verbose_name=_("other end of")
    )
    aliases = ArrayField(
        models.CharField(max_length=80), verbose_name=_("headings in tables"), default=list, blank=True
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("attribute")
        verbose_name_plural = _("attributes")
        constraints = [models.UniqueConstraint("name", name="fitting_attribute_once", condition=Q(binned_at=None))]

    @property
    def said(self) -> str:
        """Its name in the reader's language."""
        return said_in(self.name, self.name_es)


class PartFamily(Record):
    """Parts of one sort, such as flanges, with the attributes they have."""

    name = models.CharField(_("name"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120, blank=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("part family")
        verbose_name_plural = _("part families")
        constraints = [models.UniqueConstraint("name", name="fitting_family_once", condition=Q(binned_at=None))]

    @property
    def said(self) -> str:
        """Its name in the reader's language."""
        return said_in(self.name, self.name_es)


class FamilyAttribute(Record):
    """That parts of a family have an attribute: needed or not, and between which values."""

    family = models.ForeignKey(PartFamily, models.CASCADE, related_name="attributes", verbose_name=_("part family"))
    attribute = models.ForeignKey(Attribute, models.PROTECT, related_name="families", verbose_name=_("attribute"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_needed = models.BooleanField(_("every part has it"), default=False)
    between = models.CharField(_("lies between"), max_length=60, blank=True, help_text=_("Such as 5..600 mm."))
    low = models.DecimalField(max_digits=24, decimal_places=9, null=True, editable=False)
    high = models.DecimalField(max_digits=24, decimal_places=9, null=True, editable=False)
    searched = ("between",)

    class Meta:
        verbose_name = _("attribute of a family")
        verbose_name_plural = _("attributes of families")
        constraints = [
            models.UniqueConstraint(
                fields=["family", "attribute"], name="fitting_of_family_once", condition=Q(binned_at=None)
            )
        ]

    @property
    def title(self) -> str:
        return f"{self.family.said}: {self.attribute.said}"


class TableState(models.TextChoices):
    """How far a table of parts is."""

    DRAFT = "draft", _("To be matched")
    IN = "in", _("In the catalogue")


class PartTable(Record):
    """An uploaded table of parts. `columns` says what each column is, `same` what holds for every row."""

    name = models.CharField(_("file"), max_length=255, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    family = models.CharField(_("part family"), max_length=120)
    columns: Any = models.JSONField(_("columns"), default=dict, editable=False)
    same: Any = models.JSONField(_("the same in every row"), default=dict, editable=False)
    options: Any = models.JSONField(_("how it is read"), default=dict, editable=False)
    state = models.CharField(_("state"), max_length=5, choices=TableState, default=TableState.DRAFT, editable=False)
    rows = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    parts = models.PositiveIntegerField(_("parts"), default=0, editable=False)
    findings = models.PositiveIntegerField(_("contradictions"), default=0, editable=False)
    searched = ("name", "family")

    class Meta:
        verbose_name = _("table of parts")
        verbose_name_plural = _("tables of parts")


class PartSheet(Record):
    """What a product measures. `values` holds by attribute what was written and what it is in the base unit.

    `problems` are what could not be read or contradicts itself; `row` is its row in the table it came with.
    """

    product = models.ForeignKey(Product, models.CASCADE, related_name="sheets", verbose_name=_("product"))
    family = models.ForeignKey(PartFamily, models.PROTECT, related_name="sheets", verbose_name=_("part family"))
    values: Any = models.JSONField(_("values"), default=dict, editable=False)
    problems: Any = models.JSONField(_("contradictions"), default=list, editable=False)
    table = models.ForeignKey(
        PartTable, models.SET_NULL, null=True, editable=False, related_name="sheets", verbose_name=_("came with")
    )
    row = models.PositiveIntegerField(_("row"), null=True, editable=False)
    designation = models.CharField(_("designation"), max_length=400, blank=True, editable=False)

    class Meta:
        verbose_name = _("data sheet")
        verbose_name_plural = _("data sheets")
        constraints = [models.UniqueConstraint("product", name="fitting_sheet_once", condition=Q(binned_at=None))]
        indexes = [
            models.Index("family", "designation", "id", name="fitting_sheet_by_designation"),
            models.Index("family", "product", name="fitting_sheet_of_family", condition=Q(binned_at=None)),
            models.Index("id", name="fitting_sheet_problems", condition=~Q(problems=[])),
        ]

    @property
    def title(self) -> str:
        return self.product.title


class PartValue(models.Model):
    """One value of a part as selection reads it; a trigger keeps these in step with the data sheets."""

    pk = models.CompositePrimaryKey("sheet_id", "attribute_id", "position")
    sheet_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    family_id = models.BigIntegerField()
    attribute_id = models.BigIntegerField()
    position = models.SmallIntegerField()
    written = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    series = models.CharField(max_length=20)
    low = models.DecimalField(max_digits=24, decimal_places=9, null=True)
    high = models.DecimalField(max_digits=24, decimal_places=9, null=True)

    class Meta:
        indexes = [
            models.Index(
                "family_id",
                "attribute_id",
                "key",
                "product_id",
                name="fitting_value_by_key",
            ),
            models.Index(
                "family_id", "attribute_id", "series", "low", "high", "product_id", name="fitting_value_by_number"
            ),
            models.Index("product_id", "attribute_id", name="fitting_value_of_product"),
        ]


class Relation(models.TextChoices):
    """How the values of two parts that fit stand to each other."""

    SAME = "same", _("the same on both")
    MATE_AT_LEAST = "at_least", _("the other's equal or higher")
    MATE_AT_MOST = "at_most", _("the other's equal or lower")
    ONE_OF = "one_of", _("one of these, the other one of those")
    PAIRED = "paired", _("paired: the first with the first")


class FitRule(Record):
    """That parts of one family fit to parts of another where all of the rule's conditions hold."""

    name = models.CharField(_("name"), max_length=160)
    family = models.ForeignKey(PartFamily, models.PROTECT, related_name="+", verbose_name=_("part family"))
    mate = models.ForeignKey(PartFamily, models.PROTECT, related_name="+", verbose_name=_("fits to"))
    is_on = models.BooleanField(_("on"), default=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("fit rule")
        verbose_name_plural = _("fit rules")
        constraints = [models.UniqueConstraint("name", name="fitting_rule_once", condition=Q(binned_at=None))]


class FitCondition(Record):
    """One condition of a fit rule, on an attribute of the one part and one of the other."""

    rule = models.ForeignKey(FitRule, models.CASCADE, related_name="conditions", verbose_name=_("fit rule"))
    attribute = models.ForeignKey(Attribute, models.PROTECT, related_name="+", verbose_name=_("attribute"))
    relation = models.CharField(_("relation"), max_length=8, choices=Relation, default=Relation.SAME)
    mate_attribute = models.ForeignKey(
        Attribute,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the other's attribute"),
        help_text=_("Left empty, the same attribute."),
    )
    values = ArrayField(models.CharField(max_length=120), verbose_name=_("these"), default=list, blank=True)
    mate_values = ArrayField(models.CharField(max_length=120), verbose_name=_("those"), default=list, blank=True)

    class Meta:
        verbose_name = _("condition of a fit")
        verbose_name_plural = _("conditions of fits")

    @property
    def title(self) -> str:
        return f"{self.attribute.said}: {self.get_relation_display()}"


class Likeness(models.TextChoices):
    """How close our part is to the other maker's."""

    EXACT = "exact", _("the same")
    NEAR = "near", _("nearly the same")
    REPLACES = "replaces", _("replaces it")


class Bare(Func):
    """A number without blanks, signs and case: how loosely typed ones are found."""

    template = "upper(regexp_replace(%(expressions)s, '[^[:alnum:]]', '', 'g'))"
    output_field = TextField()


class CrossReference(Record):
    """Another maker's number for something that one of our products can stand in for."""

    maker = models.CharField(_("maker"), max_length=120)
    number = models.CharField(_("their number"), max_length=120)
    product = models.ForeignKey(Product, models.CASCADE, related_name="cross_references", verbose_name=_("our product"))
    likeness = models.CharField(_("ours is"), max_length=8, choices=Likeness, default=Likeness.EXACT)
    note = models.CharField(_("note"), max_length=300, blank=True)
    searched = ("number", "maker")

    class Meta:
        verbose_name = _("cross-reference")
        verbose_name_plural = _("cross-references")
        constraints = [
            models.UniqueConstraint(
                Bare(F("number")), F("maker"), F("product"), name="fitting_cross_once", condition=Q(binned_at=None)
            )
        ]

    @property
    def title(self) -> str:
        return f"{self.maker} {self.number}"
