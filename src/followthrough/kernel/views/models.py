"""Views that were saved, and which one each person begins with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY, Role
from followthrough.kernel.access.scope import EVERYTHING, NOTHING
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import record_types


class Sharing(models.TextChoices):
    """Who sees a view beside its owner."""

    PRIVATE = "private", _("Only me")
    TEAM = "team", _("A team")
    EVERYBODY = "everybody", _("Everybody")


class SavedView(Record):
    """A list of one kind of record as its address asks for it: filters, columns, order, groups, shape, card fields."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("list"), max_length=80)
    asks = models.TextField(
        _("asks for"), blank=True, help_text=_("What stands after the question mark of the list's address.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("owner"), editable=False
    )
    sharing = models.CharField(_("for whom"), max_length=9, choices=Sharing, default=Sharing.PRIVATE)
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("which team"),
        help_text=_("Your own, if you leave it out."),
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        indexes = [models.Index(fields=["kind", "id"], name="views_of_kind")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """What is offered, and for administrators every view, so that none is left behind by those who leave."""
        return EVERYTHING if actor.is_system or actor.role is Role.ADMIN else cls.offered_to(actor)

    @classmethod
    def offered_to(cls, actor: Actor) -> Q:
        """One's own, one's teams' and everybody's, of the lists one may open at all.

        A view for a team without one named is for its owner's.
        """
        if actor.role not in EVERYBODY:
            return NOTHING
        lists = [kind.kind for kind in record_types() if actor.may(kind.permission("view"))]
        mine = Q(team__in=actor.team_ids) | Q(team__isnull=True, owner__team__in=actor.team_ids)
        shared = Q(sharing=Sharing.EVERYBODY) | Q(sharing=Sharing.TEAM) & mine
        return Q(kind__in=lists) & (Q(owner=actor.user_id) | shared)


class Beginning(models.Model):
    """The view a person's list begins with: the number of a saved one, or the key of one the house declares."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)
    view = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="views_one_beginning")]
