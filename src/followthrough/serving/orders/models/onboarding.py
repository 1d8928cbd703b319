"""Onboarding: what has to be done by whom until the go-live day, planned back from it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, seen_accounts
from followthrough.foundation.catalogue.models import ProductKind
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to, owned_by
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.keystone.promises.models import Promise
from followthrough.serving.orders.models.orders import Order


class ChecklistTemplate(Record):
    """What has to be done for products of a kind before they go live."""

    name = models.CharField(_("name"), max_length=120)
    product_kind = models.CharField(_("for products"), max_length=9, choices=ProductKind, blank=True)
    is_on = models.BooleanField(_("on"), default=True)
    searched = ("name",)

    class Meta:
        verbose_name = _("onboarding checklist")
        verbose_name_plural = _("onboarding checklists")
        constraints = [
            models.UniqueConstraint("name", name="orders_checklist_once", condition=Q(binned_at__isnull=True))
        ]


class Doer(models.TextChoices):
    """Who does a step."""

    OWNER = "owner", _("the order's owner")
    COORDINATOR = "coordinator", _("the account's coordinator")
    DEPARTMENT = "department", _("a department")


class ChecklistStep(Record):
    """One step of a checklist: what, by whom, and how many working days before the go-live day."""

    template = models.ForeignKey(
        ChecklistTemplate, models.CASCADE, related_name="steps", verbose_name=_("onboarding checklist")
    )
    name = models.CharField(_("what"), max_length=200)
    doer = models.CharField(_("done by"), max_length=11, choices=Doer, default=Doer.DEPARTMENT)
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    days_before = models.PositiveSmallIntegerField(_("working days before"), default=5)
    searched = ("name",)

    class Meta:
        verbose_name = _("checklist step")
        verbose_name_plural = _("checklist steps")


class Onboarding(Record):
    """The steps of one order until it goes live; each is a promise."""

    order = models.ForeignKey(
        Order, models.PROTECT, related_name="onboardings", verbose_name=pgettext_lazy("sale", "order")
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="onboardings", verbose_name=_("account"))
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team"))
    go_live_on = models.DateField(_("goes live"))

    class Meta:
        verbose_name = _("onboarding")
        verbose_name_plural = _("onboardings")
        indexes = [
            models.Index("account", "id", name="onboardings_of_account"),
            models.Index("order", name="onboardings_of_order"),
            models.Index(F("go_live_on").asc(), "id", name="onboardings_by_go_live"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return owned_by(actor, shared=Q(account__in=seen_accounts(actor)))


class OnboardingStep(Record):
    """One step of an onboarding as it was planned, and the promise it became."""

    onboarding = models.ForeignKey(Onboarding, models.CASCADE, related_name="steps", verbose_name=_("onboarding"))
    name = models.CharField(_("what"), max_length=200)
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person"))
    days_before = models.PositiveSmallIntegerField(_("working days before"), default=0)
    promise = models.ForeignKey(
        Promise, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("promise")
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("onboarding step")
        verbose_name_plural = _("onboarding steps")
        indexes = [models.Index("onboarding", F("days_before").desc(), "id", name="onboarding_steps_of")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.sees_all:
            return open_to(actor)
        return Q(onboarding__in=Onboarding.visible_to(actor).values("pk"))
