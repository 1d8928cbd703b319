"""The words of one contract, clause by clause."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models.clauses import Clause, ClauseVersion
from followthrough.winning.contracts.models.contracts import Contract, of_contract


class ContractClause(Record):
    """What a contract says under one heading: the version it took, and its own words where they differ."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="clauses", verbose_name=_("contract"))
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("clause")
    )
    clause_version = models.ForeignKey(
        ClauseVersion, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("clause version")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    heading = models.CharField(_("heading"), max_length=160, blank=True)
    text = models.TextField(_("text"), blank=True)
    searched = ("heading", "text")

    class Meta:
        verbose_name = _("contract's clause")
        verbose_name_plural = _("contracts' clauses")
        indexes = [models.Index("contract", "position", "id", name="contract_clauses_in_order")]

    @property
    def title(self) -> str:
        return self.heading or self.ref

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)
