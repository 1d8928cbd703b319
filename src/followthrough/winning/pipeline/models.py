"""Pipelines, their stages, and the opportunities moving through them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Contact, seen_accounts
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.models import PriceEdition
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to, owned_by
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import MoneyColumn, folded_index
from followthrough.kernel.records.model import Record
from followthrough.winning.pipeline.rules.offer import ONCE, Bearing, Item, graduated


class StageKind(models.TextChoices):
    """What being in a stage means."""

    OPEN = "open", pgettext_lazy("opportunity", "Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


class Pipeline(Record):
    """A road opportunities take."""

    name = models.CharField(_("name"), max_length=120)
    is_default = models.BooleanField(_("for new opportunities"), default=False)
    searched = ("name",)

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
    """A step of a pipeline, with its probability; what must be true first is on the opportunities' checklist."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="stages", verbose_name=_("pipeline"))
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("means"), max_length=4, choices=StageKind, default=StageKind.OPEN)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    probability = models.DecimalField(_("probability, %"), max_digits=5, decimal_places=2, default=Decimal(50))
    stalled_after_days = models.PositiveSmallIntegerField(_("stalled after days"), default=30)
    searched = ("name",)

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
    slips = models.PositiveSmallIntegerField(_("close date moved"), default=0, editable=False)
    discount = models.DecimalField(_("discount on the whole, %"), max_digits=5, decimal_places=2, default=Decimal(0))
    held_by = models.CharField(_("lines held by"), max_length=40, blank=True, editable=False)
    source = models.CharField(_("came from"), max_length=120, blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("name", "former_id")

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


class Charge(models.TextChoices):
    """How often a line is charged."""

    ONCE = ONCE, _("Once")
    MONTH = "month", _("Each month")
    QUARTER = "quarter", _("Each quarter")
    YEAR = "year", _("Each year")
    USAGE = "usage", _("By usage, estimated")


class Line(Record):
    """One line of an offer: a product or words of one's own at a price, or a heading over the lines that follow.

    The lines of an opportunity are those of its quote. `unit_price` is the price each before the discount; `amount`
    what the line comes to over all its periods (see `rules/offer.py`). An option counts once it is chosen; of the
    lines of one `option_group` one is chosen. `tiers` are the volume prices it was priced by, `priced_from` the price
    list and edition, `need` what the customer asked for.
    """

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="lines", verbose_name=_("opportunity"))
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=Decimal(1))
    unit_price = MoneyColumn(_("price each"), null=True, blank=True)
    discount = models.DecimalField(_("discount, %"), max_digits=5, decimal_places=2, default=Decimal(0))
    position = models.PositiveIntegerField(_("position"), default=0)
    is_heading = models.BooleanField(_("heading"), default=False)
    charge = models.CharField(_("charged"), max_length=7, choices=Charge, default=Charge.ONCE)
    periods = models.PositiveSmallIntegerField(_("times"), default=1)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    is_optional = models.BooleanField(_("option"), default=False)
    option_group = models.CharField(_("one of"), max_length=60, blank=True)
    is_chosen = models.BooleanField(_("chosen"), default=True)
    tax = models.ForeignKey(TaxRate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tax"))
    cost = MoneyColumn(_("cost each"), null=True, blank=True)
    tiers = models.JSONField(_("volume prices"), default=dict, editable=False)
    edition = models.ForeignKey(
        PriceEdition, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("price edition")
    )
    priced_from = models.CharField(_("priced from"), max_length=160, blank=True, editable=False)
    need = models.CharField(_("asked for"), max_length=300, blank=True)
    amount = MoneyColumn(_("amount"), null=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="USD", editable=False)
    searched = ("description",)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        indexes = [models.Index("opportunity", "position", "id", name="pipeline_lines_of")]

    @property
    def title(self) -> str:
        return self.description or (self.product.name if self.product else self.ref)

    @property
    def counts(self) -> bool:
        """Whether it is part of the sum: no heading, and no option left aside."""
        return not self.is_heading and (self.is_chosen or not (self.is_optional or self.option_group))

    @property
    def item(self) -> Item:
        """The line as it is counted."""
        return Item(
            quantity=self.quantity,
            price=self.unit_price,
            discount=self.discount,
            charge=self.charge,
            periods=self.periods,
            tax=Bearing(self.tax.name, self.tax.percent) if self.tax else None,
            cost=self.cost,
            bands=graduated(self.tiers, self.quantity),
        )

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_opportunity(actor)


class OpportunityContact(Record):
    """A person's part in an opportunity."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="contacts", verbose_name=_("opportunity"))
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="opportunity_parts", verbose_name=_("contact"))
    part = models.CharField(_("part"), max_length=60, blank=True)
    searched = ("part",)

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
    searched = ("name",)

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

    class Meta:
        verbose_name = _("stage move")
        verbose_name_plural = _("stage moves")
        indexes = [models.Index("opportunity", "id", name="pipeline_moves_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_opportunity(actor)
