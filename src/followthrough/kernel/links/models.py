"""Links given to guests, and how often an address has knocked."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.access.scope import EVERYTHING, NOTHING
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import record_types


class GuestLink(Record):
    """What lets one guest do the listed verbs on one record until it expires. Of its secret only the hash is stored."""

    name = models.CharField(_("for whom"), max_length=160, editable=False)
    email = models.EmailField(_("e-mail"), editable=False)
    kind = models.CharField(max_length=80, editable=False)
    record_id = models.BigIntegerField(editable=False)
    record_ref = models.CharField(_("record"), max_length=40, editable=False)
    verbs = ArrayField(models.CharField(max_length=60), verbose_name=_("may"), editable=False)
    note = models.TextField(_("note"), blank=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    revoked_at = models.DateTimeField(_("ended"), null=True, editable=False)
    token_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True, editable=False)
    uses = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    last_used_at = models.DateTimeField(_("last answer"), null=True, editable=False)
    seen_at = models.DateTimeField(_("first seen"), null=True, editable=False)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("made by")
    )
    searched = ("name", "email", "record_ref")

    class Meta:
        verbose_name = _("guest link")
        verbose_name_plural = _("guest links")
        indexes = [
            models.Index(fields=["kind", "record_id", "-id"], name="links_of_record"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Whoever of the desk sees the record sees who was given a link to it."""
        linked = [kind for kind in record_types() if kind.guests]
        if actor.is_system or (actor.role in DESK and all(kind.model.scope(actor) == EVERYTHING for kind in linked)):
            return EVERYTHING
        seen = NOTHING
        for kind in linked if actor.role in DESK else ():
            seen |= Q(kind=kind.kind, record_id__in=kind.model.visible_to(actor).values("pk"))
        return seen


class LinkCode(models.Model):
    """A code of six digits mailed to a link's address. `proof_hash` is of what the browser that typed it was given."""

    link = models.ForeignKey(GuestLink, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    proof_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["link", "-id"], name="links_codes_of_link")]


class Knock(models.Model):
    """How often one address may still ask: a bucket of tokens that refills. Swept a day after the last request."""

    address = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    at = models.DateTimeField(db_index=True)
