"""Envelopes: a document that is to be signed, who signs it, and the chain of what happened."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Account, Contact, of_account
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import READERS
from followthrough.kernel.access.scope import EVERYTHING, NOTHING
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.model import Record
from followthrough.kernel.speaking import SPOKEN


class EnvelopeState(models.TextChoices):
    """How far it is; that all have signed and the seal is being made shows in `signed_at`."""

    OUT = "out", _("Out for signature")
    COMPLETED = "completed", _("Signed by all")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Called back")


class Envelope(Record):
    """One version of a document on its way through its signers; what is signed is frozen by its hash.

    `head` and `events` say how the chain of events ends: they stand in the seal as well.
    """

    title_text = models.CharField(_("title"), max_length=240, editable=False)
    document = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="+", verbose_name=_("document"), editable=False
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    pages = models.PositiveIntegerField(_("pages"), default=1, editable=False)
    about_kind = models.CharField(max_length=80, editable=False)
    about_id = models.BigIntegerField(editable=False)
    about_ref = models.CharField(_("about"), max_length=40, editable=False)
    account = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        related_name="envelopes",
        verbose_name=_("account"),
        editable=False,
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("asked by"), editable=False
    )
    message = models.TextField(_("message"), blank=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=EnvelopeState, default=EnvelopeState.OUT, editable=False)
    expires_on = models.DateField(_("last day"), editable=False)
    deadline = models.DateTimeField(editable=False)
    zone = models.CharField(max_length=60, editable=False)
    signed_at = models.DateTimeField(_("signed by all"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    head = models.CharField(_("end of the chain"), max_length=64, blank=True, editable=False)
    events = models.PositiveIntegerField(_("events"), default=0, editable=False)
    sealed = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("sealed copy"), editable=False
    )
    sealed_sha256 = models.CharField(_("SHA-256 of the sealed copy"), max_length=64, blank=True, editable=False)
    level = models.CharField(_("kind of seal"), max_length=12, blank=True, editable=False)
    trouble = models.CharField(_("what holds up the seal"), max_length=300, blank=True, editable=False)
    searched = ("title_text", "about_ref")

    class Meta:
        verbose_name = _("signature round")
        verbose_name_plural = _("signature rounds")
        indexes = [
            models.Index(F("about_kind"), F("about_id"), F("id").desc(), name="signing_about"),
            models.Index("deadline", name="signing_under_way", condition=Q(state="out")),
            models.Index("account", name="signing_of_account"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(sealed__isnull=False), name="signing_never_complete_without_seal"
            )
        ]

    @property
    def title(self) -> str:
        return self.title_text

    @property
    def language(self) -> str:
        """The language of what is signed; the house's where its file names none."""
        return self.document.language or company().language

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        """Whoever sees the account, whoever asked, and colleagues who are to sign."""
        if actor.is_system or (actor.sees_all and actor.role in READERS):
            return EVERYTHING
        if actor.role not in READERS:
            return NOTHING
        whole = of_account(actor)
        if whole == EVERYTHING:
            return EVERYTHING
        mine: Any = Signer._default_manager.filter(user__in=actor.stands_for).values("envelope")
        return Q(account__isnull=False) & whole | Q(owner__in=actor.stands_for) | Q(pk__in=mine)


class Party(models.TextChoices):
    """For whom somebody signs."""

    US = "us", _("For us")
    THEM = "them", _("For the customer")


class SignerState(models.TextChoices):
    """What one signer has done."""

    WAITING = "waiting", _("Not yet their turn")
    ASKED = "asked", pgettext_lazy("signer", "Asked")
    SEEN = "seen", _("Has read it")
    HANDED = "handed", _("Paper handed in")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Declined")
    DELEGATED = "delegated", _("Passed on")


class Way(models.TextChoices):
    """How a signature was made."""

    DRAWN = "drawn", _("Drawn")
    TYPED = "typed", _("Typed")
    PAPER = "paper", _("On paper")


class Signer(Record):
    """One person who is to sign. Those of one step sign in any order; a step begins when the one before is done."""

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="signers", verbose_name=_("signature round"))
    step = models.PositiveSmallIntegerField(_("step"), default=1, editable=False)
    name = models.CharField(_("name"), max_length=160, editable=False)
    email = models.EmailField(_("e-mail"), editable=False)
    role_text = models.CharField(_("signs as"), max_length=120, blank=True, editable=False)
    party = models.CharField(_("party"), max_length=4, choices=Party, default=Party.THEM, editable=False)
    language = models.CharField(_("language"), max_length=5, default="en", choices=SPOKEN, editable=False)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("colleague"), editable=False
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, related_name="+", verbose_name=_("contact"), editable=False
    )
    state = models.CharField(_("state"), max_length=9, choices=SignerState, default=SignerState.WAITING, editable=False)
    delegated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("in place of"), editable=False
    )
    asked_at = models.DateTimeField(_("asked"), null=True, editable=False)
    seen_at = models.DateTimeField(_("read"), null=True, editable=False)
    signed_at = models.DateTimeField(_("signed"), null=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    way = models.CharField(_("how"), max_length=5, choices=Way, blank=True, editable=False)
    mark = models.TextField(_("signature"), blank=True, editable=False)
    paper = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("paper handed in"), editable=False
    )
    handed_at = models.DateTimeField(_("handed in"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    searched = ("name", "email")

    class Meta:
        verbose_name = _("signer")
        verbose_name_plural = _("signers")
        indexes = [models.Index("envelope", "step", name="signing_in_order")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        whole = Envelope.scope(actor)
        return EVERYTHING if whole == EVERYTHING else Q(envelope__in=Envelope.visible_to(actor).values("pk"))


class SignerQuestion(Record):
    """What a signer asked before signing, and our answer."""

    signer = models.ForeignKey(Signer, models.PROTECT, related_name="questions", verbose_name=_("signer"))
    question = models.TextField(_("question"), editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("answered by")
    )
    searched = ("question", "answer")

    class Meta:
        verbose_name = _("question of a signer")
        verbose_name_plural = _("questions of signers")
        indexes = [models.Index("signer", "id", name="signing_questions_of")]

    @property
    def title(self) -> str:
        return " ".join(self.question.split())[:80]

    @property
    def asked_by(self) -> str:
        """The signer's name."""
        return self.signer.name

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        whole = Envelope.scope(actor)
        return EVERYTHING if whole == EVERYTHING else Q(signer__in=Signer.visible_to(actor).values("pk"))


class EventKind(models.TextChoices):
    """What happened on the way."""

    ASKED = "asked", _("Sent out for signature")
    INVITED = "invited", _("Asked by mail")
    REMINDED = "reminded", _("Reminded by mail")
    DELIVERED = "delivered", _("Taken by the mail server")
    VIEWED = "viewed", _("Opened the document")
    IDENTIFIED = "identified", _("Identified")
    CONSENTED = "consented", _("Consented")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Declined")
    DELEGATED = "delegated", _("Passed on")
    EXTENDED = "extended", _("Given more time")
    REVOKED = "revoked", _("Called back")
    EXPIRED = "expired", _("Expired")
    HANDED_IN = "handed_in", _("Handed in signed paper")
    RETURNED = "returned", _("Returned the paper")
    SCANNED = "scanned", _("Signed on paper")
    COMPLETED = "completed", _("Completed")


class SignatureEvent(Record):
    """Something that happened on the way; only ever added, each with the hash of the one before."""

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="chain", verbose_name=_("signature round"))
    number = models.PositiveIntegerField(_("number"), editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    kind = models.CharField(_("what"), max_length=12, choices=EventKind, editable=False)
    signer = models.ForeignKey(
        Signer, models.PROTECT, null=True, related_name="+", verbose_name=_("signer"), editable=False
    )
    body = models.JSONField(_("evidence"), editable=False)
    before = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(_("hash"), max_length=64, editable=False)
    searched = ("kind",)

    class Meta:
        verbose_name = _("signature event")
        verbose_name_plural = _("signature events")
        constraints = [models.UniqueConstraint(fields=["envelope", "number"], name="signing_event_once")]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        whole = Envelope.scope(actor)
        return EVERYTHING if whole == EVERYTHING else Q(envelope__in=Envelope.visible_to(actor).values("pk"))
