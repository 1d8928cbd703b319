"""An upload on its way into the records: which file, into what, how its columns were matched, what came of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.access.scope import EVERYTHING
from followthrough.kernel.records.columns import search_index, searched
from followthrough.kernel.records.model import Record


class ImportState(models.TextChoices):
    """How far an upload is."""

    DRAFT = "draft", _("Being checked")
    RUNNING = "running", _("Going in")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")


class Import(Record):
    """One uploaded file. Nothing is written before it is applied; then all rows chosen go in, or none."""

    name = models.CharField(_("file"), max_length=255)
    into = models.CharField(_("into"), max_length=80)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.BigIntegerField(_("size"), editable=False)
    state = models.CharField(_("state"), max_length=8, choices=ImportState, default=ImportState.DRAFT, editable=False)
    options: Any = models.JSONField(_("how it is read"), default=dict, blank=True)
    mapping: Any = models.JSONField(_("columns"), default=dict, blank=True)
    counts: Any = models.JSONField(_("rows"), default=dict, editable=False)
    rejects: Any = models.JSONField(default=list, editable=False)
    problem = models.TextField(_("what stopped it"), blank=True, editable=False)
    applied_at = models.DateTimeField(_("applied"), null=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    search_text = searched("name", "into")

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [search_index("exchange_import_search")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return EVERYTHING if actor.is_system or actor.role in MANAGERS else Q(author_id=actor.user_id)
