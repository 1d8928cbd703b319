"""Requests to modify a part or to make it a standard one."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, seen_accounts
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.access.scope import owned_by
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.model import Record
from followthrough.winning.pipeline.models import Opportunity


class Sort(models.TextChoices):
    """What is asked."""

    MODIFY = "modify", _("Modify a part")
    STANDARDISE = "standardise", _("Make it a standard part")


class Asked(models.TextChoices):
    """How far a change request is."""

    ASKED = "asked", pgettext_lazy("change request", "Asked")
    REVIEW = "review", _("Under review")
    QUOTED = "quoted", pgettext_lazy("change request", "Quoted")
    ACCEPTED = "accepted", pgettext_lazy("change request", "Accepted")
    REFUSED = "refused", pgettext_lazy("change request", "Refused")
    DONE = "done", pgettext_lazy("change request", "Done")


UNANSWERED = (Asked.ASKED.value, Asked.REVIEW.value)
TO_TELL = (Asked.QUOTED.value, Asked.REFUSED.value, Asked.DONE.value)


class ChangeRequest(Record):
    """That a customer wants a part otherwise than we have it. `department` answers; `owner` tells the customer."""

    name = models.CharField(_("what is asked"), max_length=240)
    sort = models.CharField(_("kind"), max_length=11, choices=Sort, default=Sort.MODIFY)
    account = models.ForeignKey(Account, models.PROTECT, related_name="change_requests", verbose_name=_("account"))
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="change_requests", verbose_name=_("product")
    )
    opportunity = models.ForeignKey(
        Opportunity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="change_requests",
        verbose_name=_("opportunity"),
    )
    details = models.TextField(_("details"), blank=True)
    per_year = models.DecimalField(_("quantity per year"), max_digits=14, decimal_places=3, null=True, blank=True)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    department = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner"))
    state = models.CharField(_("state"), max_length=8, choices=Asked, default=Asked.ASKED, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    result = models.ForeignKey(
        Product, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("product that came of it")
    )
    searched = ("name", "details")

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        indexes = [
            models.Index("state", "id", name="specials_by_state"),
            GinIndex(OpClass(Fold(F("name")), name="gin_trgm_ops"), name="specials_alike"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.role is Role.DEPARTMENT:
            return Q(department_id__in=actor.team_ids)
        return owned_by(actor, team="owner__team", shared=Q(account__in=seen_accounts(actor)))
