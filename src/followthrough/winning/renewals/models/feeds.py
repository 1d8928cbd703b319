"""The secret address of a person's calendar feed; only its hash is stored."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.access.scope import open_to
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record


class Whose(models.TextChoices):
    """Whose contracts a feed tells of, always within what its person may see."""

    MINE = "mine", _("Mine")
    TEAM = "team", _("My team's")
    ALL = "all", _("All I see")


class FeedAddress(Record):
    """An address a calendar reads from, with the sight of one person, until it is revoked.

    It tells of expiring contracts or, with a department, of what that department owes.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="feed_addresses", verbose_name=_("person"))
    name = models.CharField(_("what it is for"), max_length=120)
    whose = models.CharField(_("contracts"), max_length=4, choices=Whose, default=Whose.MINE)
    department = models.ForeignKey(
        Team, models.CASCADE, null=True, editable=False, related_name="feed_addresses", verbose_name=_("department")
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return open_to(actor, frozenset({Role.ADMIN})) if actor.role is Role.ADMIN else Q(user_id=actor.user_id)
