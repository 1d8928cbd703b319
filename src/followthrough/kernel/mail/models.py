"""Mails sent and received, the server they go through, and the words people gave to letters."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.access.scope import EVERYTHING, NOTHING, open_to
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import record_types
from followthrough.kernel.speaking import SPOKEN

TELLING = ("mail", "doubles", "links", "notes")


class MailState(models.TextChoices):
    """Where a mail stands. Received ones were logged by a person; taken back ones never left."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Going out")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    TAKEN_BACK = "taken_back", _("Taken back")
    RECEIVED = "received", _("Received")


class Mail(Record):
    """One mail about one record, or about none. `message_id` is chosen when it is posted and never changes."""

    kind = models.CharField(max_length=80, blank=True, editable=False)
    record_id = models.BigIntegerField(null=True, editable=False)
    record_ref = models.CharField(_("about"), max_length=40, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING, editable=False)
    at = models.DateTimeField(_("at"), editable=False)
    sender = models.CharField(_("sender"), max_length=400, editable=False)
    reply_to = models.CharField(_("answers go to"), max_length=400, blank=True, editable=False)
    to = ArrayField(models.CharField(max_length=400), verbose_name=_("receivers"), editable=False)
    cc = ArrayField(models.CharField(max_length=400), verbose_name=_("copy to"), default=list, editable=False)
    subject = models.CharField(_("subject"), max_length=400, editable=False)
    text = models.TextField(_("text"), blank=True, editable=False)
    quoted = models.TextField(_("quoted"), blank=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    enclosed: Any = models.JSONField(_("enclosed"), default=list, editable=False)
    language = models.CharField(_("language"), max_length=5, default="en", editable=False)
    message_id = models.CharField(_("message number"), max_length=400, editable=False)
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="replies", verbose_name=_("answers")
    )
    thread = ArrayField(models.CharField(max_length=400), default=list, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    hold_until = models.DateTimeField(_("held until"), null=True, editable=False)
    next_try_at = models.DateTimeField(_("next try"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    accepted = ArrayField(models.CharField(max_length=400), verbose_name=_("taken for"), default=list, editable=False)
    refused: Any = models.JSONField(default=dict, editable=False)  # address: what the server said of it, for good
    problem = models.TextField(_("what the server said"), blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    once = models.CharField(max_length=200, blank=True, editable=False)
    searched = ("subject", "text")

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="mail_message_id_once"),
            models.UniqueConstraint(fields=["once"], name="mail_once", condition=~Q(once="")),
        ]
        indexes = [
            models.Index(fields=["kind", "record_id", "-at"], name="mail_of_record"),
            models.Index(fields=["id"], name="mail_to_go", condition=Q(state__in=("waiting", "sending"))),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Whoever of the desk sees the record sees its mails; those about none their author and administrators."""
        if actor.is_system or actor.role is Role.ADMIN:
            return EVERYTHING
        if actor.role not in DESK:
            return NOTHING
        seen, whole = Q(author_id=actor.user_id), list[str]()
        for kind in record_types():
            # What tells of other records asks their scopes in turn; no letter is about one of those.
            if kind.model._meta.app_label in TELLING or not kind.listed or not actor.may(kind.permission("view")):
                continue
            scope = kind.model.scope(actor)
            if scope == EVERYTHING:
                whole.append(kind.kind)
            elif scope != NOTHING:
                seen |= Q(kind=kind.kind, record_id__in=kind.model.visible_to(actor).values("pk"))
        return seen | Q(kind__in=whole)

    @property
    def title(self) -> str:
        return self.subject or self.ref

    @property
    def is_received(self) -> bool:
        """Whether it came to us."""
        return self.state == MailState.RECEIVED


class Security(models.TextChoices):
    """How the way to the server is protected."""

    STARTTLS = "starttls", _("STARTTLS (usual, port 587)")
    TLS = "tls", _("TLS from the start (port 465)")
    PLAIN = "plain", _("None (only inside your own network)")


class MailServer(Record):
    """Through which server mail goes out, and in whose name: one row. The password is kept sealed."""

    host = models.CharField(_("server"), max_length=200, blank=True, editable=False)
    port = models.PositiveIntegerField(_("port"), default=587, editable=False)
    security = models.CharField(
        _("security"), max_length=8, choices=Security, default=Security.STARTTLS, editable=False
    )
    user = models.CharField(_("user name"), max_length=200, blank=True, editable=False)
    password = models.TextField(_("password"), blank=True, editable=False)  # history leaves columns of this name out
    sender_name = models.CharField(_("sender’s name"), max_length=160, blank=True, editable=False)
    sender_address = models.EmailField(_("sender’s address"), blank=True, editable=False)

    class Meta:
        verbose_name = _("mail server")
        verbose_name_plural = _("mail servers")

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return open_to(actor, frozenset({Role.ADMIN}))

    @property
    def title(self) -> str:
        return self.host or self.ref


class MailTemplate(Record):
    """The words an administrator gave to a kind of letter in one language, in the place of those it came with."""

    key = models.CharField(_("letter"), max_length=80)
    language = models.CharField(_("language"), max_length=5, choices=SPOKEN)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    searched = ("key", "subject", "text")

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], name="mail_template_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return open_to(actor, frozenset({Role.ADMIN}))

    @property
    def title(self) -> str:
        return f"{self.key} ({self.language})"
