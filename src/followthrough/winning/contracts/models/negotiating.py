"""Who has a contract since when, the rounds it went, and the points still open."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models.contracts import Contract, ContractState, Party, of_contract


class Holding(Record):
    """One step on the track: who got it, when, and in which state it was. The next step ends it."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="holdings", verbose_name=_("contract"))
    party = models.CharField(_("is with"), max_length=8, choices=Party)
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person"))
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    step = models.CharField(_("state"), max_length=11, choices=ContractState)
    since = models.DateTimeField(_("since"))
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contract step")
        verbose_name_plural = _("contract steps")
        indexes = [models.Index("contract", "id", name="contract_holdings_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)


class Side(models.TextChoices):
    """Whose version it was."""

    OURS = "ours", _("Ours")
    THEIRS = "theirs", _("Theirs")


class NegotiationRound(Record):
    """A version that went one way or the other, with the file as it was."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="rounds", verbose_name=_("contract"))
    number = models.PositiveSmallIntegerField(_("round"))
    side = models.CharField(_("version"), max_length=6, choices=Side)
    at = models.DateTimeField(_("when"))
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+", verbose_name=_("contact"))
    paper = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("version of a document")
    )
    note = models.TextField(_("note"), blank=True)
    searched = ("note",)

    class Meta:
        verbose_name = _("negotiation round")
        verbose_name_plural = _("negotiation rounds")
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="contract_round_once")]

    @property
    def title(self) -> str:
        return str(self.number)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)


class PointState(models.TextChoices):
    """What became of a point."""

    OPEN = "open", pgettext_lazy("point", "Open")
    AGREED = "agreed", _("Agreed")
    DROPPED = "dropped", _("Dropped")


class OpenPoint(Record):
    """Something both sides have still to agree."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="points", verbose_name=_("contract"))
    name = models.CharField(_("point"), max_length=300)
    asked = models.CharField(_("what they want"), max_length=300, blank=True)
    offered = models.CharField(_("what we offer"), max_length=300, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    state = models.CharField(_("state"), max_length=7, choices=PointState, default=PointState.OPEN)
    outcome = models.CharField(_("agreed"), max_length=300, blank=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("open point")
        verbose_name_plural = _("open points")
        indexes = [models.Index("contract", "id", name="contract_points_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)
