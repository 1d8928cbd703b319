"""Notes and attachments on any record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to
from followthrough.kernel.records.model import Record


class Note(Record):
    """A few words on a record; a private one is for its author and those who may see private notes."""

    kind = models.CharField(max_length=80, editable=False)
    record_id = models.BigIntegerField(editable=False)
    text = models.TextField(_("note"))
    author = models.ForeignKey("people.User", models.PROTECT, null=True, editable=False, related_name="+")
    is_private = models.BooleanField(_("private"), default=False)
    searched = ("text",)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [models.Index(fields=["kind", "record_id", "-id"], name="notes_of_record")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.may("private_notes.view"):
            return open_to(actor)
        return open_to(actor) & (Q(is_private=False) | Q(author_id=actor.user_id))


class Attachment(Record):
    """A file on a record, kept under its own hash."""

    kind = models.CharField(max_length=80, editable=False)
    record_id = models.BigIntegerField(editable=False)
    name = models.CharField(_("file name"), max_length=255)
    size = models.BigIntegerField(editable=False)
    media_type = models.CharField(max_length=120, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    author = models.ForeignKey("people.User", models.PROTECT, null=True, editable=False, related_name="+")
    searched = ("name",)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["kind", "record_id", "-id"], name="notes_files_of_record")]
