"""Pipelines, their stages, and the opportunities moving through them."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Contact, seen_accounts
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to, owned_by
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import MoneyColumn, folded_index, searched
from followthrough.kernel.records.model import Record


class StageKind(models.TextChoices):
    """What being in a stage means."""

    OPEN = "open", pgettext_lazy("opportunity", "Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


class Pipeline(Record):
    """A road opportunities take."""

    name = models.CharField(_("name"), max_length=120)
    is_default = models.BooleanField(_("for new opportunities"), default=False)
    search_text = searched("name")

    class Meta:
        verbose_name = _("pipeline")
        verbose_name_plural = _("pipelines")
        constraints = [
            models.UniqueConstraint("name", name="pipeline_name_once", condition=Q(binned_at__isnull=True)),
            models.UniqueConstraint(
                "is_default", name="pipeline_one_default", condition=Q(is_default=True, binned_at__isnull=True)
            ),
        ]
        indexes = [folded_index("name", "pipeline_by_name")]


class Stage(Record):
    """A step of a pipeline, with its probability and what must be true to enter it."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="stages", verbose_name=_("pipeline"))
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("means"), max_length=4, choices=StageKind, default=StageKind.OPEN)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    probability = models.DecimalField(_("probability, %"), max_digits=5, decimal_places=2, default=Decimal(50))
    checklist = ArrayField(
        models.CharField(max_length=200), verbose_name=_("entry checklist"), default=list, blank=True
    )
    stalled_after_days = models.PositiveSmallIntegerField(_("stalled after days"), default=30)
    search_text = searched("name")

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.UniqueConstraint(
                fields=["pipeline", "name"], name="pipeline_stage_once", condition=Q(binned_at__isnull=True)
            )
        ]
        indexes = [models.Index("pipeline", "position", name="pipeline_stages_in_order")]


class CloseReason(models.TextChoices):
    """Why it was won or lost."""

    PRICE = "price", _("Price")
    PRODUCT = "product", _("Fit of the product")
    SERVICE = "service", _("Service and trust")
    COMPETITOR = "competitor", _("A competitor")
    NO_DECISION = "no_decision", _("No decision")
    NO_BUDGET = "no_budget", _("No budget")
    TIMING = "timing", _("Timing")
    RELATIONSHIP = "relationship", _("Relationship")
    OTHER = "other", _("Another reason")


class Opportunity(Record):
    """A sale that may come. `state` follows the stage's kind; `amount` the sum of its lines when there are any."""

    name = models.CharField(_("name"), max_length=240)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("account")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("owner")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("team")
    )
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="opportunities", verbose_name=_("stage"))
    state = models.CharField(_("state"), max_length=4, choices=StageKind, default=StageKind.OPEN, editable=False)
    amount = MoneyColumn(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    engaged_on = models.DateField(_("engaged on"), null=True, blank=True)
    close_on = models.DateField(_("closes"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("reason"), max_length=12, choices=CloseReason, blank=True)
    close_text = models.CharField(_("in words"), max_length=300, blank=True)
    stage_since = models.DateTimeField(_("in this stage since"), editable=False)
    checked = ArrayField(models.CharField(max_length=200), verbose_name=_("checklist done"), default=list, blank=True)
    slips = models.PositiveSmallIntegerField(_("close date moved"), default=0, editable=False)
    source = models.CharField(_("came from"), max_length=120, blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    search_text = searched("ref", "name", "former_id")

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        indexes = [
            folded_index("name", "pipeline_opp_by_name"),
            models.Index("stage", F("close_on").asc(nulls_last=True), "id", name="pipeline_opp_in_stage"),
            models.Index(
                "stage", F("closed_on").desc(nulls_last=True), F("id").desc(), name="pipeline_opp_closed_in_stage"
            ),
            models.Index("account", "id", name="pipeline_opp_of_account"),
            models.Index("owner", "state", name="pipeline_opp_of_owner"),
            models.Index("close_on", "id", name="pipeline_opp_by_close"),
            models.Index("amount", "id", name="pipeline_opp_by_amount"),
            models.Index("closed_on", "id", name="pipeline_opp_by_closed"),
            models.Index("team", "state", name="pipeline_opp_of_team"),
            models.Index("former_id", name="pipeline_opp_by_former", condition=~Q(former_id="")),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return owned_by(actor, shared=Q(account__isnull=False, account__in=seen_accounts(actor)))


def of_opportunity(actor: Actor) -> Q:
    """Rows that belong to an opportunity the actor sees."""
    if actor.is_system or actor.sees_all:
        return open_to(actor)
    return Q(opportunity__in=Opportunity.visible_to(actor).values("pk"))


class Line(Record):
    """One product on an opportunity; its amount is quantity × price less discount, rounded to the cent."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="lines", verbose_name=_("opportunity"))
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    unit_price = MoneyColumn(_("price each"), null=True, blank=True)
    discount = models.DecimalField(_("discount, %"), max_digits=5, decimal_places=2, default=Decimal(0))
    amount = MoneyColumn(_("amount"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    search_text = searched("description")

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        indexes = [models.Index("opportunity", "id", name="pipeline_lines_of")]

    @property
    def title(self) -> str:
        return self.description or (self.product.name if self.product else self.ref)

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_opportunity(actor)


class OpportunityContact(Record):
    """A person's part in an opportunity."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="contacts", verbose_name=_("opportunity"))
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="opportunity_parts", verbose_name=_("contact"))
    part = models.CharField(_("part"), max_length=60, blank=True)
    search_text = searched("part")

    class Meta:
        verbose_name = _("contact's part")
        verbose_name_plural = _("contacts' parts")
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "contact"], name="pipeline_contact_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return self.contact.name

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_opportunity(actor)


class Competitor(Record):
    """Who else is asked, and how we stand against them."""

    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, related_name="competitors", verbose_name=_("opportunity")
    )
    name = models.CharField(_("competitor"), max_length=160)
    strengths = models.CharField(_("their strength"), max_length=300, blank=True)
    weaknesses = models.CharField(_("their weakness"), max_length=300, blank=True)
    search_text = searched("name")

    class Meta:
        verbose_name = _("competitor")
        verbose_name_plural = _("competitors")

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_opportunity(actor)


class StageMove(Record):
    """One move of an opportunity: from which stage to which, when."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="moves", verbose_name=_("opportunity"))
    before = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="+", verbose_name=_("from"))
    after = models.ForeignKey(Stage, models.PROTECT, related_name="+", verbose_name=_("to"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    search_text = searched("ref")

    class Meta:
        verbose_name = _("stage move")
        verbose_name_plural = _("stage moves")
        indexes = [models.Index("opportunity", "id", name="pipeline_moves_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_opportunity(actor)
