"""Clauses in numbered versions, the templates they make up, and the words of a contract."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.speaking import SPOKEN


class ContractTemplate(Record):
    """What a new contract begins with: its clauses, the usual terms, and how far they may be left without approval."""

    name = models.CharField(_("name"), max_length=160)
    language = models.CharField(_("language"), max_length=2, default="en", choices=SPOKEN)
    is_default = models.BooleanField(_("for new contracts"), default=False)
    term_months = models.PositiveSmallIntegerField(_("term, months"), null=True, blank=True)
    renews = models.BooleanField(_("renews by itself"), default=True)
    renewal_months = models.PositiveSmallIntegerField(_("renews for, months"), default=12)
    notice = models.PositiveSmallIntegerField(_("notice"), default=60)
    notice_unit = models.CharField(
        _("notice in"),
        max_length=12,
        choices=[("days", _("days")), ("working_days", _("working days")), ("months", _("months"))],
        default="days",
    )
    payment_days = models.PositiveSmallIntegerField(_("payable within days"), default=30)
    most_payment_days = models.PositiveSmallIntegerField(_("without approval: payable within days"), default=45)
    most_term_months = models.PositiveSmallIntegerField(_("without approval: term, months"), default=36)
    most_discount = models.DecimalField(
        _("without approval: discount, %"), max_digits=5, decimal_places=2, default=Decimal(15)
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("contract template")
        verbose_name_plural = _("contract templates")
        constraints = [
            models.UniqueConstraint("name", name="contract_template_once", condition=Q(binned_at__isnull=True))
        ]


class Clause(Record):
    """Something a contract says, under one name, in versions."""

    name = models.CharField(_("name"), max_length=160)
    name_es = models.CharField(_("name in Spanish"), max_length=160, blank=True)
    is_mandatory = models.BooleanField(_("must be in"), default=True)
    needs_approval = models.BooleanField(_("needs approval if changed"), default=False)
    alternative_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="alternatives", verbose_name=_("alternative to")
    )
    text_en = models.TextField(_("text in English"), blank=True)
    text_es = models.TextField(_("text in Spanish"), blank=True)
    number = models.PositiveIntegerField(_("version"), default=0, editable=False)
    searched = ("name", "name_es", "text_en", "text_es")

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint("name", name="contract_clause_name", condition=Q(binned_at__isnull=True))
        ]

    def heading(self, language: str) -> str:
        """Its name in a language, else in English."""
        return self.name_es if language == "es" and self.name_es else self.name


class ClauseVersion(Record):
    """A clause's words as they were at one number; never changed, so that a contract can point at them for ever."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="versions", verbose_name=_("clause"))
    number = models.PositiveIntegerField(_("version"))
    text_en = models.TextField(_("text in English"), blank=True)
    text_es = models.TextField(_("text in Spanish"), blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("clause version")
        verbose_name_plural = _("clause versions")
        constraints = [models.UniqueConstraint(fields=["clause", "number"], name="contract_clause_version_once")]

    @property
    def title(self) -> str:
        return f"v{self.number}"

    def text(self, language: str) -> str:
        """Its words in a language, else in English."""
        return self.text_es if language == "es" and self.text_es else self.text_en


class TemplateClause(Record):
    """A clause's place in a template."""

    template = models.ForeignKey(
        ContractTemplate, models.CASCADE, related_name="places", verbose_name=_("contract template")
    )
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="places", verbose_name=_("clause"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("template's clause")
        verbose_name_plural = _("templates' clauses")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "clause"], name="contract_template_clause_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return self.clause.name
