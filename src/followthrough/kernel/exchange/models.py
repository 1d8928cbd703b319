"""An upload on its way into the records: its file, its match, its rows as planned, and what was learned from it."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.access.scope import EVERYTHING
from followthrough.kernel.records.model import Record


class ImportState(models.TextChoices):
    """How far an upload is."""

    DRAFT = "draft", _("Being checked")
    RUNNING = "running", _("Going in")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")
    UNDONE = "undone", _("Taken back")


class Import(Record):
    """One uploaded file. Nothing is written before it is applied. `choices` holds what a person decided for single
    rows ("rows") and for names in a column ("links"); `shared_with` the colleagues who may go on with it.
    """

    name = models.CharField(_("file"), max_length=255)
    into = models.CharField(_("into"), max_length=80)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.BigIntegerField(_("size"), editable=False)
    state = models.CharField(_("state"), max_length=8, choices=ImportState, default=ImportState.DRAFT, editable=False)
    options: Any = models.JSONField(_("how it is read"), default=dict, blank=True)
    mapping: Any = models.JSONField(_("columns"), default=dict, blank=True)
    choices: Any = models.JSONField(_("decided"), default=dict, blank=True, editable=False)
    counts: Any = models.JSONField(_("rows"), default=dict, editable=False)
    problem = models.TextField(_("what stopped it"), blank=True, editable=False)
    applied_at = models.DateTimeField(_("applied"), null=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    shared_with: Any = ArrayField(models.BigIntegerField(), verbose_name=_("shared with"), default=list, editable=False)
    searched = ("name", "into")

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.role in MANAGERS:
            return EVERYTHING
        return Q(author_id=actor.user_id) | Q(shared_with__contains=[actor.user_id or 0])


class Alias(Record):
    """That a name written in files means one of our records: learned when a person says so, used in the next file."""

    kind = models.CharField(_("kind"), max_length=80, editable=False)
    text = models.CharField(_("name in files"), max_length=240, editable=False)
    key = models.CharField(max_length=240, editable=False)
    target_id = models.BigIntegerField(editable=False)
    target_text = models.CharField(_("means"), max_length=300, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("said by")
    )
    searched = ("text", "target_text")

    class Meta:
        verbose_name = _("known name")
        verbose_name_plural = _("known names")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="exchange_alias_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return f"{self.text} → {self.target_text}"


class Step(models.TextChoices):
    """What is being done with an upload."""

    NONE = "none", _("Waiting")
    CHECKING = "checking", _("Checking the rows")
    CHECKED = "checked", _("Checked")
    WRITING = "writing", _("Going in")
    ENDED = "ended", _("Ended")


class Progress(models.Model):
    """How far the work on an upload is, committed batch by batch: a killed worker's successor goes on from here.

    `written` is the last row of the file that is in; `checked_for` the person whose sight the check was made with;
    `run` groups in history all that the upload did; `named` holds linked records that would be made, by kind.
    """

    upload = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="progress")
    step = models.CharField(max_length=8, choices=Step, default=Step.NONE)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    written = models.BigIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    checked_for = models.BigIntegerField(null=True)
    headers: Any = models.JSONField(default=list)
    counts: Any = models.JSONField(default=dict)
    named: Any = models.JSONField(default=dict)
    run = models.UUIDField(default=uuid.uuid4)
    moved_at = models.DateTimeField()


class StagedRow(models.Model):
    """One row of a file with what would become of it; what stands in the JSON columns says `staging`."""

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Import, models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    verdict = models.CharField(max_length=8)
    cells: Any = models.JSONField()
    values: Any = models.JSONField()
    record_id = models.BigIntegerField(null=True)
    changes: Any = models.JSONField(null=True)
    problems: Any = models.JSONField(null=True)
    asks: Any = models.JSONField(null=True)
    identity = models.BigIntegerField(null=True)
    identity_column = models.SmallIntegerField(default=-1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="exchange_row_once")]
        indexes = [
            models.Index("upload", "verdict", "number", name="exchange_rows_by_verdict"),
        ]


class Matched(models.Model):
    """How somebody matched the columns of files with these heads: offered for the next such file."""

    user_id = models.BigIntegerField()
    team_id = models.BigIntegerField(null=True)
    into = models.CharField(max_length=80)
    heads_hash = models.CharField(max_length=64)
    mapping: Any = models.JSONField()
    options: Any = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "into", "heads_hash"], name="exchange_matched_once")]
        indexes = [models.Index("team_id", "into", "heads_hash", name="exchange_matched_by_team")]
