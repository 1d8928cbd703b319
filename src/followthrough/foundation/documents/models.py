"""Documents and their versions: where each belongs, who sees it, and the hash of what it holds."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from followthrough.foundation.accounts.models import Account, of_account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.access.scope import EVERYTHING, NOTHING, open_to
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of


class DocumentState(models.TextChoices):
    """Whether it is to be used."""

    CURRENT = "current", _("Current")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Document(Record):
    """A paper filed under an account, about the record it arose from; `number` is that of its latest version.

    It is seen by whoever sees both; a private one by its author and those who may see private notes. Departments see
    only what they need for what they deliver.
    """

    name = models.CharField(_("title"), max_length=240)
    kind = models.CharField(_("kind"), max_length=60, default="other")
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("account")
    )
    about_kind = models.CharField(max_length=80, blank=True, editable=False)
    about_id = models.BigIntegerField(null=True, editable=False)
    about_ref = models.CharField(_("about"), max_length=40, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=DocumentState, default=DocumentState.CURRENT, editable=False
    )
    number = models.PositiveIntegerField(_("latest version"), default=0, editable=False)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("filed by")
    )
    is_private = models.BooleanField(_("only for me and managers"), default=False)
    keep_until = models.DateField(_("keep until"), null=True, editable=False)
    searched = ("name", "about_ref")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(F("account"), F("id").desc(), name="documents_of_account"),
            models.Index(F("about_kind"), F("about_id"), F("id").desc(), name="documents_about"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system:
            return EVERYTHING
        if actor.role is Role.DEPARTMENT:
            return reduce(or_, (which(actor) for which in _delivered), NOTHING)
        return _by_account(actor) & _by_source(actor)

    @classmethod
    def reached_by(cls, actor: Actor) -> Q:
        return super().reached_by(actor) & _by_privacy(actor)


class RetentionRule(Record):
    """How long documents of a kind are kept at least, from the day their latest version was filed."""

    kind = models.CharField(_("kind"), max_length=60)
    years = models.PositiveSmallIntegerField(_("years"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    from_year_end = models.BooleanField(
        _("counted from the end of the year"), default=True, help_text=_("As tax laws count; else from the very day.")
    )

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        constraints = [models.UniqueConstraint("kind", name="documents_one_rule", condition=Q(binned_at__isnull=True))]

    @property
    def title(self) -> str:
        kinds = dict(type_of(RetentionRule).fields["kind"].choices)
        years = ngettext("%(count)d year", "%(count)d years", self.years) % {"count": self.years}
        return f"{kinds.get(self.kind, self.kind)} · {years}"


class DocumentVersion(Record):
    """One version of a document, kept under the hash of its content; it is added and never changed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions", verbose_name=_("document"))
    number = models.PositiveIntegerField(_("version"), editable=False)
    name = models.CharField(_("file name"), max_length=255, editable=False)
    media_type = models.CharField(_("type"), max_length=120, editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, editable=False)
    size = models.BigIntegerField(_("bytes"), editable=False)
    author = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by"))
    edition = models.CharField(_("edition"), max_length=60, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=5, blank=True, editable=False)
    searched = ("name", "edition")

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="documents_version_once")]
        indexes = [models.Index("sha256", name="documents_by_content")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        whole = Document.scope(actor)
        return EVERYTHING if whole == EVERYTHING else Q(document__in=Document.visible_to(actor).values("pk"))

    @classmethod
    def reached_by(cls, actor: Actor) -> Q:
        found = super().reached_by(actor)
        return found if actor.role is Role.GUEST else found & _by_privacy(actor, "document__")


_sources: list[type[Record]] = [Account]
_kin: dict[type[Record], Callable[[Any], models.QuerySet[Any]]] = {}
_delivered: list[Callable[[Actor], Q]] = []


def bear_documents(model: type[Record], kin: Callable[[Any], models.QuerySet[Any]] | None = None) -> None:
    """Let documents arise from records of this kind, each seen by those who see its record.

    `kin` gives a record's own kind that share its documents, itself among them: what took its place.
    """
    if model not in _sources:
        _sources.append(model)
    if kin is not None:
        _kin[model] = kin


def about(record: Record) -> Q:
    """Those about a record, or about what it took the place of."""
    kin = _kin.get(type(record))
    which = Q(about_id__in=kin(record).values("pk")) if kin else Q(about_id=record.pk)
    return Q(about_kind=type_of(record).kind) & which


def sources_of_documents() -> tuple[type[Record], ...]:
    """The kinds of records that documents arise from."""
    return tuple(_sources)


def open_to_departments(which: Callable[[Actor], Q]) -> None:
    """Have an upper area say which documents somebody of a department sees: those of what they deliver."""
    _delivered.append(which)


def _by_account(actor: Actor) -> Q:
    whole = of_account(actor)
    return EVERYTHING if whole == EVERYTHING else whole | (open_to(actor) & Q(account__isnull=True))


def _by_source(actor: Actor) -> Q:
    """Those about records the actor sees; kinds of which nothing is hidden cost nothing."""
    hidden = [
        m for m in _sources if not (actor.may(type_of(m).permission("view")) and m.reached_by(actor) == EVERYTHING)
    ]
    if not hidden:
        return EVERYTHING
    seen = ~Q(about_kind__in=[type_of(model).kind for model in hidden])
    for model in hidden:
        if actor.may(type_of(model).permission("view")):
            seen |= Q(about_kind=type_of(model).kind, about_id__in=model.visible_to(actor).values("pk"))
    return seen


def _by_privacy(actor: Actor, document: str = "") -> Q:
    if actor.may("private_notes.view"):
        return EVERYTHING
    return Q((f"{document}is_private", False)) | Q((f"{document}author_id", actor.user_id))
