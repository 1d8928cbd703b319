"""What an administrator declares: fields of their own on any record, and the options of those that offer a choice."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.people.models import RoleChoice
from followthrough.kernel.records.model import Record

TEXT_MOST = 300  # characters of a short text; its index holds no longer ones


class FieldKind(models.TextChoices):
    """What a custom field holds."""

    TEXT = "text", _("Text")
    LONG = "long", _("Long text")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Money")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("Choice from a list")
    LINK = "link", _("Link to a record")
    TICK = "tick", _("Checklist item")


def in_readers_words(label: str, label_es: str) -> str:
    """The label in the language of whoever reads; the one given stands for both where the other is empty."""
    return label_es if label_es and (translation.get_language() or "en").startswith("es") else label


class CustomField(Record):
    """A field on one type of record. In the bin it is archived: out of sight everywhere, its values kept."""

    record_type = models.CharField(_("record type"), max_length=80)
    key = models.CharField(_("key"), max_length=40, blank=True, help_text=_("Made from the label if left empty."))
    label = models.CharField(_("label"), max_length=80)
    label_es = models.CharField(_("label in Spanish"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=FieldKind, default=FieldKind.TEXT)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=2)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    link_to = models.CharField(_("links to"), max_length=80, blank=True)
    before_field = models.CharField(
        _("to be ticked before a change of"),
        max_length=60,
        blank=True,
        help_text=_("Of a checklist item: the name of a choice or link. Left empty, the stage or state it has."),
    )
    before_values = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("to be ticked before it becomes"),
        default=list,
        blank=True,
        help_text=_(
            "Of a checklist item: stages or states, with commas. If “required”, nothing becomes one of them without it."
        ),
    )
    is_required = models.BooleanField(_("required"), default=False)
    in_list = models.BooleanField(_("shown in the list"), default=False)
    help = models.CharField(_("help"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    readers = ArrayField(
        models.CharField(max_length=12, choices=RoleChoice), verbose_name=_("only read by"), default=list, blank=True
    )
    writers = ArrayField(
        models.CharField(max_length=12, choices=RoleChoice), verbose_name=_("only set by"), default=list, blank=True
    )
    searched = ("label", "key", "label_es")

    class Meta:
        verbose_name = _("custom field")
        verbose_name_plural = _("custom fields")
        constraints = [models.UniqueConstraint(fields=["record_type", "key"], name="custom_key_once")]

    @property
    def title(self) -> str:
        return in_readers_words(self.label, self.label_es)


class CustomOption(Record):
    """One option of a choice. In the bin it is retired: no longer offered, still said where it was chosen."""

    field = models.ForeignKey(CustomField, models.CASCADE, related_name="options", verbose_name=_("field"))
    key = models.CharField(_("key"), max_length=40, blank=True, help_text=_("Made from the label if left empty."))
    label = models.CharField(_("label"), max_length=80)
    label_es = models.CharField(_("label in Spanish"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    searched = ("label", "key", "label_es")

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [models.UniqueConstraint(fields=["field", "key"], name="custom_option_once")]
        indexes = [models.Index("field", "position", name="custom_options_in_order")]

    @property
    def title(self) -> str:
        return in_readers_words(self.label, self.label_es)
